package xdp2rtl.btf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import xdp2rtl.diagnostic.InputError;

/// Types in the BPF type format: those of an object (its .BTF section), of a kernel, or of the user-space API.
public final class Btf {
    /// No C program nests types deeper; a file in which a type contains itself would.
    private static final int DEPTH = 32;

    private final String where;
    private final List<BtfType> types;
    private final Slice strings;
    /// Numbers of the types with a name, by its essential part.
    private final Map<String, List<Integer>> byName = new HashMap<>();

    private Btf(String where, List<BtfType> types, Slice strings) {
        this.where = where;
        this.types = types;
        this.strings = strings;
        for (int id = 1; id < types.size(); id++) {
            if (!types.get(id).name().isEmpty()) {
                byName.computeIfAbsent(EssentialName.of(types.get(id).name()), _ -> new ArrayList<>()).add(id);
            }
        }
    }

    /// @throws InputError if the section is damaged

    public static Btf parse(Slice section) {
        if (section.u16(0) != 0xeb9f || section.u8(2) != 1) {
            throw new InputError(section.where(), "it has no BTF header of version 1");
        }
        long header = section.u32(4);
        Slice types = section.part(section.where(), header + section.u32(8), section.u32(12));
        Slice strings = section.part(section.where(), header + section.u32(16), section.u32(20));
        return new Btf(section.where(), new BtfReader(types, strings).types(), strings);
    }

    /// What an object without type information has.
    public static Btf none(String file) {
        return of(file, List.of(new BtfType.Void()));
    }

    /// @param types the first of which is void
    static Btf of(String where, List<BtfType> types) {
        return new Btf(where, List.copyOf(types), Slice.of(where, new byte[1]));
    }

    public String where() {
        return where;
    }

    public String text(long offset) {
        return strings.text(offset);
    }

    public List<BtfType> types() {
        return types;
    }

    public BtfType type(long id) {
        if (id < 0 || id >= types.size()) {
            throw new InputError(where, "it refers to type %d of %d".formatted(id, types.size()));
        }
        return types.get((int) id);
    }

    /// The type without typedefs, qualifiers and tags.
    public BtfType resolve(long id) {
        return type(resolved(id));
    }

    /// The number of that type.
    public int resolved(long id) {
        long resolved = id;
        for (int depth = 0; type(resolved) instanceof BtfType.Alias(var _, int target, var _); depth++) {
            if (depth == DEPTH) { throw nestedTooDeeply(id); }
            resolved = target;
        }
        return (int) resolved;
    }

    /// The types whose names have this essential part, in the order of their numbers.
    List<Integer> named(String essential) {
        return byName.getOrDefault(essential, List.of());
    }

    /// The size of a value in bytes, at most 2^31 - 1.
    public int size(long id) {
        long size = size(id, 0);
        if (size > Integer.MAX_VALUE) { throw new InputError(where, "type %d has %d bytes".formatted(id, size)); }
        return (int) size;
    }

    private long size(long id, int depth) {
        if (depth == DEPTH) { throw nestedTooDeeply(id); }
        return switch (resolve(id)) {
            case BtfType.Int(var _, int size, var _, var _) -> size;
            case BtfType.Float(var _, int size) -> size;
            case BtfType.Enumeration(var _, int size, var _, var _) -> size;
            case BtfType.Pointer _ -> Long.BYTES;
            case BtfType.Composite(var _, var _, long size, var _) -> size;
            case BtfType.Array(var _, int element, long count) ->
                product(id, size(element, depth + 1), count);
            case BtfType.Variable(var _, int type, var _) -> size(type, depth + 1);
            case BtfType.Void _, BtfType.Forward _, BtfType.Alias _, BtfType.Function _, BtfType.Prototype _,
                 BtfType.DataSection _, BtfType.DeclarationTag _ ->
                throw new InputError(where, "type %d (%s) has no size".formatted(id, type(id).name()));
        };
    }

    /// What addresses of such values are multiples of, in bytes (`btf__align_of` of libbpf).
    public int alignment(long id) {
        return alignment(id, 0);
    }

    private int alignment(long id, int depth) {
        if (depth == DEPTH) { throw nestedTooDeeply(id); }
        return switch (resolve(id)) {
            case BtfType.Array array -> alignment(array.element(), depth + 1);
            case BtfType.Composite composite -> composite.members().stream()
                    .mapToInt(member -> alignment(member.type(), depth + 1)).max().orElse(1);
            case BtfType.Variable variable -> alignment(variable.type(), depth + 1);
            case BtfType.Void _, BtfType.Int _, BtfType.Float _, BtfType.Pointer _, BtfType.Enumeration _,
                 BtfType.Forward _, BtfType.Alias _, BtfType.Function _, BtfType.Prototype _, BtfType.DataSection _,
                 BtfType.DeclarationTag _ ->
                Math.min(size(id), Long.BYTES);
        };
    }

    private long product(long id, long size, long count) {
        if (size != 0 && count > Integer.MAX_VALUE / size) {
            throw new InputError(where, "type %d has %d elements of %d bytes".formatted(id, count, size));
        }
        return size * count;
    }

    private InputError nestedTooDeeply(long id) {
        return new InputError(where, "type %d is nested more than %d levels deep".formatted(id, DEPTH));
    }

    /// The variables that the compiler put into a section.
    public List<BtfType.Variable> variables(String section) {
        var variables = new ArrayList<BtfType.Variable>();
        for (BtfType type : types) {
            if (type instanceof BtfType.DataSection(String name, var ids) && name.equals(section)) {
                for (int id : ids) {
                    if (!(type(id) instanceof BtfType.Variable variable)) {
                        throw new InputError(where,
                                "type %d of section %s is not a variable".formatted(id, section));
                    }
                    variables.add(variable);
                }
            }
        }
        return variables;
    }
}
