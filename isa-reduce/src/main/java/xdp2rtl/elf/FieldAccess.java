package xdp2rtl.elf;

import java.util.Optional;

import xdp2rtl.diagnostic.InputError;

/// A path into a type, such as `0:1:3`: an index of the outermost pointer as if it were an array, then a
/// member or an element per step. It ends `bitOffset` bits after the pointer, at something of type `type`;
/// `member` is the last step if that chose a member. Source: `bpf_core_parse_spec` in
/// tools/lib/bpf/relo_core.c of the kernel.
record FieldAccess(long bitOffset, int type, Optional<BtfType.Member> member) {

    static FieldAccess parse(String where, Btf btf, int root, int[] path) {
        var access = new FieldAccess(bits(where, btf, root, path[0]), root, Optional.empty());
        for (int step = 1; step < path.length; step++) {
            access = access.step(where, btf, path[step]);
        }
        return access;
    }

    private FieldAccess step(String where, Btf btf, int index) {
        return switch (btf.resolve(type)) {
            case BtfType.Composite(String name, var _, var _, var members) -> {
                if (index >= members.size()) {
                    throw new InputError(where,
                            "a CO-RE relocation refers to member %d of %s, which has %d".formatted(
                            index, name.isEmpty() ? "an unnamed struct" : name, members.size()));
                }
                BtfType.Member member = members.get(index);
                yield new FieldAccess(bitOffset + member.bitOffset(), member.type(),
                        member.name().isEmpty() ? Optional.empty() : Optional.of(member));
            }
            // An array without a length is one that its struct leaves open.
            case BtfType.Array(var _, int element, long count) when count == 0 || index < count ->
                    new FieldAccess(bitOffset + bits(where, btf, element, index), element, Optional.empty());
            case BtfType.Array(var _, var _, long count) -> throw new InputError(where,
                    "a CO-RE relocation refers to element %d of an array of %d".formatted(index, count));
            case BtfType.Void _, BtfType.Int _, BtfType.Float _, BtfType.Pointer _, BtfType.Enumeration _,
                 BtfType.Forward _, BtfType.Alias _, BtfType.Function _, BtfType.Prototype _,
                 BtfType.Variable _, BtfType.DataSection _, BtfType.DeclarationTag _ ->
                         throw new InputError(where,
                    "a CO-RE relocation looks for a member of type %d, which has none".formatted(type));
        };
    }

    /// The size of `count` values in bits, at most 2^34.
    private static long bits(String where, Btf btf, int type, int count) {
        long size = btf.size(type);
        if (size != 0 && count > Integer.MAX_VALUE / size) {
            throw new InputError(where,
                    "a CO-RE relocation goes %d times %d bytes far".formatted(count, size));
        }
        return size * count * 8;
    }

    /// The smallest aligned unit (1, 2, 4 or 8 bytes for a bit field) that holds the field: its place and
    /// size in bytes.
    record Unit(long offset, int size) {}

    Unit unit(String where, Btf btf) {
        int size = btf.size(type);
        int width = width();
        if (width == 0) {
            return new Unit(bitOffset / 8, size);
        }
        if (size == 0) {
            throw new InputError(where, "a CO-RE relocation refers to a bit field of a type without a size");
        }
        long offset = bitOffset / 8 / size * size;
        while (bitOffset + width - offset * 8 > size * 8L) {
            if (size >= 8) {
                throw new InputError(where, "a bit field of %d bits at bit %d does not fit 8 bytes".formatted(
                        width, bitOffset));
            }
            size *= 2;
            offset = bitOffset / 8 / size * size;
        }
        return new Unit(offset, size);
    }

    /// The width in bits if it is a bit field, else 0.
    int width() {
        return member.map(BtfType.Member::bits).orElse(0);
    }
}
