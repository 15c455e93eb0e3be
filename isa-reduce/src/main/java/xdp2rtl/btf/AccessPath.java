package xdp2rtl.btf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import xdp2rtl.diagnostic.InputError;

/// What a CO-RE relocation names, in one set of types: a type, or a place in it.
///
/// The compiler writes it as numbers, `0:1:3`: an index of the outermost pointer as if it were an array, then a member
/// or an element a step; or the place of an enumerator. Steps into members without names are not kept, for other
/// types may nest them differently. Source: `bpf_core_parse_spec` in tools/lib/bpf/relo_core.c of the kernel.
///
/// @param root      the type that it starts from
/// @param bitOffset from the start of `root`
record AccessPath(int root, List<Step> steps, long bitOffset) {
    AccessPath {
        steps = List.copyOf(steps);
    }

    /// One step: the member or enumerator `index` of type `type`, by name; or element `index`, which is of type `type`.
    record Step(Optional<String> name, int type, int index) {}

    static AccessPath parse(String where, Btf btf, CoreRelocation relocation) {
        int[] indexes = indexes(where, relocation.access());
        int type = btf.resolved(relocation.type());
        return switch (relocation.kind().subject()) {
            case TYPE -> {
                if (indexes.length != 1 || indexes[0] != 0) {
                    throw new InputError(where, "a %s has no place".formatted(relocation));
                }
                yield new AccessPath(relocation.type(), List.of(), 0);
            }
            case ENUMERATOR -> new AccessPath(relocation.type(),
                    List.of(enumerator(where, btf, type, indexes)), 0);
            case FIELD -> field(where, btf, relocation.type(), indexes);
        };
    }

    private static Step enumerator(String where, Btf btf, int type, int[] indexes) {
        if (!(btf.type(type) instanceof BtfType.Enumeration enumeration) || indexes.length > 1
                || indexes[0] >= enumeration.values().size()) {
            throw new InputError(where,
                    "a CO-RE relocation refers to value %d of enum type %d, which has no such"
                            .formatted(indexes[0], type));
        }
        return new Step(Optional.of(enumeration.values().get(indexes[0]).name()), type, indexes[0]);
    }

    private static AccessPath field(String where, Btf btf, int root, int[] indexes) {
        int type = btf.resolved(root);
        var steps = new ArrayList<Step>(List.of(new Step(Optional.empty(), type, indexes[0])));
        long offset = bits(where, btf, type, indexes[0]);
        for (int i = 1; i < indexes.length; i++) {
            int index = indexes[i];
            switch (btf.type(type)) {
                case BtfType.Composite(String name, var _, var _, var members) -> {
                    if (index >= members.size()) {
                        throw new InputError(where,
                                "a CO-RE relocation refers to member %d of %s, which has %d".formatted(
                                        index, name.isEmpty() ? "an unnamed struct" : name, members.size()));
                    }
                    BtfType.Member member = members.get(index);
                    offset += member.bitOffset();
                    if (!member.name().isEmpty()) {
                        steps.add(new Step(Optional.of(member.name()), type, index));
                    }
                    type = btf.resolved(member.type());
                }
                case BtfType.Array array -> {
                    if (index >= array.count() && !isOpen(btf, steps.getLast(), array)) {
                        throw new InputError(where,
                                "a CO-RE relocation refers to element %d of an array of %d".formatted(
                                        index, array.count()));
                    }
                    type = btf.resolved(array.element());
                    steps.add(new Step(Optional.empty(), type, index));
                    offset += bits(where, btf, type, index);
                }
                case BtfType.Void _, BtfType.Int _, BtfType.Float _, BtfType.Pointer _, BtfType.Enumeration _,
                     BtfType.Forward _, BtfType.Alias _, BtfType.Function _, BtfType.Prototype _, BtfType.Variable _,
                     BtfType.DataSection _, BtfType.DeclarationTag _ ->
                    throw new InputError(where,
                            "a CO-RE relocation looks for a member of type %d, which has none".formatted(type));
            }
        }
        return new AccessPath(root, steps, offset);
    }

    /// Whether an array is one that the end of its struct leaves open.
    static boolean isOpen(Btf btf, Step reached, BtfType.Array array) {
        return array.count() == 0 && reached.name().isPresent()
                && btf.type(reached.type()) instanceof BtfType.Composite(var _, var _, var _, var members)
                && reached.index() == members.size() - 1;
    }

    /// The size of `count` values in bits, at most 2^34.
    static long bits(String where, Btf btf, int type, int count) {
        long size = btf.size(type);
        if (size != 0 && count > Integer.MAX_VALUE / size) {
            throw new InputError(where,
                    "a CO-RE relocation goes %d times %d bytes far".formatted(count, size));
        }
        return size * count * 8;
    }

    private static int[] indexes(String where, String access) {
        if (!access.matches("[0-9]{1,9}(:[0-9]{1,9}){0,63}")) {
            throw new InputError(where, "`%s` is not the path of a CO-RE relocation".formatted(access));
        }
        return List.of(access.split(":")).stream().mapToInt(Integer::parseInt).toArray();
    }
}
