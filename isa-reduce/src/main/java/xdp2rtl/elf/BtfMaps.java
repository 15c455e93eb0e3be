package xdp2rtl.elf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import xdp2rtl.btf.Btf;
import xdp2rtl.btf.BtfType;
import xdp2rtl.btf.ValueType;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.linux.MapTrait;
import xdp2rtl.linux.MapType;
import xdp2rtl.linux.UnsupportedMap;

/// Maps declared by type in section `.maps`: each variable is a struct whose members' types carry the map's
/// properties.
///
/// A number N is a pointer to an array of N (`__uint`), a key or value a pointer to its type (`__type`), and
/// the inner maps of a map of maps an open array of pointers to such a struct (`__array`). Numbers are
/// unsigned, sizes in bytes. Source: `parse_btf_map_def` of libbpf.
final class BtfMaps {
    static final String SECTION = ".maps";

    private final Btf btf;

    private BtfMaps(Btf btf) {
        this.btf = btf;
    }

    static List<MapTable.Entry> read(ElfFile file, Btf btf) {
        Optional<Section> section = file.section(SECTION).filter(maps -> maps.size() > 0);
        if (section.isEmpty()) { return List.of(); }
        String where = file.name() + ": section " + SECTION;
        List<BtfType.Variable> variables = btf.variables(SECTION);
        if (variables.isEmpty()) {
            throw new InputError(where, "its maps have no type information",
                    "the definitions are in the types",
                    "Compile with -g and do not strip .BTF");
        }
        var maps = new BtfMaps(btf);
        var entries = new ArrayList<MapTable.Entry>();
        for (BtfType.Variable variable : variables) {
            String place = where + ": map " + variable.name();
            Symbol symbol = file.symbols().stream()
                    .filter(s -> s.section() == section.get().index() && s.name().equals(variable.name()))
                    .findFirst().orElseThrow(() -> new InputError(place, "it has no symbol"));
            entries.add(new MapTable.Entry(maps.map(place, variable.name(), variable.type(), true),
                    section.get().index(), symbol.value()));
        }
        return entries;
    }

    private MapSpec map(String where, String name, int type, boolean mayHoldMaps) {
        if (!(btf.resolve(type) instanceof BtfType.Composite(var _, var _, var _, var members))) {
            throw new InputError(where, "its definition is not a struct");
        }
        MapType kind = UnsupportedMap.UNSPEC;
        int keySize = 0;
        int valueSize = 0;
        int entries = 0;
        int flags = 0;
        long extra = 0;
        Optional<MapSpec> inner = Optional.empty();
        OptionalInt lock = OptionalInt.empty();
        OptionalInt keyType = OptionalInt.empty();
        OptionalInt valueType = OptionalInt.empty();
        for (BtfType.Member member : members) {
            String place = where + ": " + member.name();
            switch (member.name()) {
                case "type" -> kind = MapTable.type(place, number(place, member));
                case "max_entries" -> entries = (int) number(place, member);
                case "map_flags" -> flags = (int) number(place, member);
                case "key_size" -> keySize = (int) number(place, member);
                case "value_size" -> valueSize = (int) number(place, member);
                case "key" -> {
                    keyType = OptionalInt.of(pointee(place, member.type()));
                    keySize = btf.size(keyType.getAsInt());
                }
                case "value" -> {
                    valueType = OptionalInt.of(pointee(place, member.type()));
                    valueSize = btf.size(valueType.getAsInt());
                    lock = lock(valueType.getAsInt());
                }
                case "values" -> {
                    valueSize = Integer.BYTES;
                    inner = mayHoldMaps ? inner(place, name, member) : Optional.empty();
                }
                // Where a map is pinned or allocated does not change what it does.
                case "pinning", "numa_node" -> number(place, member);
                case "map_extra" -> extra = number(place, member);
                default -> throw new InputError(where,
                        "`%s` is not a property of a map".formatted(member.name()));
            }
        }
        if (kind == UnsupportedMap.UNSPEC) { throw new InputError(where, "its definition has no type"); }
        MapSpec map = new MapSpec(name, kind, keySize, valueSize, entries, flags, false, Optional.empty(), inner)
                .withExtra((int) extra);
        if (keyType.isPresent() && valueType.isPresent() && map.mayHaveTypes()) {
            map = map.withTypes(types(keyType.getAsInt(), valueType.getAsInt()));
        }
        return lock.isPresent() && kind.has(MapTrait.LOCKABLE) ? map.withLock(lock.getAsInt()) : map;
    }

    private Optional<MapTypes> types(int key, int value) {
        Optional<ValueType> keys = ValueType.of(btf, key);
        return keys.isEmpty() ? Optional.empty()
                : ValueType.of(btf, value).map(values -> new MapTypes(keys, values));
    }

    /// The only lock among the members of a structure; Linux looks no deeper (`btf_find_struct_field`), and takes no
    /// two.
    private OptionalInt lock(int value) {
        List<BtfType.Member> locks =
                btf.resolve(value) instanceof BtfType.Composite(_, boolean union, _, var members) && !union
                        ? members.stream()
                                .filter(member -> isLock(btf.type(member.type()))
                                        && member.bitOffset() % (Byte.SIZE * MapSpec.LOCK_BYTES) == 0)
                                .toList()
                        : List.of();
        return locks.size() == 1 ? OptionalInt.of((int) (locks.getFirst().bitOffset() / Byte.SIZE))
                : OptionalInt.empty();
    }

    private static boolean isLock(BtfType type) {
        return type instanceof BtfType.Composite(String name, boolean union, long size, _) && !union
                && name.equals("bpf_spin_lock")
                && size == MapSpec.LOCK_BYTES;
    }

    /// The maps that a map of maps holds; a PROG_ARRAY's values are functions, which have no definition.
    private Optional<MapSpec> inner(String where, String outer, BtfType.Member member) {
        if (!(btf.resolve(member.type()) instanceof BtfType.Array(var _, int element, var _))) {
            throw new InputError(where, "it is not an array");
        }
        int target = pointee(where, element);
        return btf.resolve(target) instanceof BtfType.Prototype
                ? Optional.empty() : Optional.of(map(where, outer + ".inner", target, false));
    }

    private long number(String where, BtfType.Member member) {
        if (!(btf.resolve(pointee(where, member.type())) instanceof BtfType.Array(var _, var _, long count))) {
            throw new InputError(where, "it is not written with __uint()");
        }
        return count;
    }

    private int pointee(String where, int type) {
        if (!(btf.resolve(type) instanceof BtfType.Pointer(var _, int target))) {
            throw new InputError(where, "it is not a pointer");
        }
        return target;
    }
}
