package xdp2rtl.btf;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import xdp2rtl.diagnostic.InputError;

/// Takes types of values out of a file's types.
final class ValueTypes {
    /// As deep as [Btf] looks.
    private static final int DEPTH = 32;

    private final Btf btf;
    private final Map<Integer, ValueType> known = new HashMap<>();

    ValueTypes(Btf btf) {
        this.btf = btf;
    }

    Optional<ValueType> of(int id) {
        try {
            return Optional.of(type(id, 0));
        } catch (InputError _) {
            // Nothing but what is shown depends on it.
            return Optional.empty();
        }
    }

    private ValueType type(int id, int depth) {
        ValueType before = known.get(id);
        if (before != null) { return before; }
        if (depth == DEPTH) { throw new InputError(btf.where(), "type %d is nested too deeply".formatted(id)); }
        ValueType made = switch (btf.resolve(id)) {
            case BtfType.Int number -> number(id, number);
            case BtfType.Enumeration(_, int size, boolean signed, var values) -> new ValueType.Enumeration(size, signed,
                    values.stream().map(value -> new ValueType.Enumerator(value.name(), value.value())).toList());
            case BtfType.Pointer _ -> new ValueType.Address();
            case BtfType.Array(_, int element, long count) -> {
                // Not more than an int.
                btf.size(id);
                yield new ValueType.Array(type(element, depth + 1), (int) count);
            }
            case BtfType.Composite(_, boolean union, long size, var members) -> {
                var inside = members.stream().map(member -> new ValueType.Member(member.name(),
                        type(member.type(), depth + 1), member.bitOffset(), member.bits())).toList();
                if (inside.stream().anyMatch(member -> !isIn(member, size))) {
                    throw new InputError(btf.where(), "type %d has a member outside of it".formatted(id));
                }
                yield new ValueType.Composite((int) size, union, inside);
            }
            case BtfType.Void _, BtfType.Float _, BtfType.Forward _, BtfType.Alias _, BtfType.Function _,
                 BtfType.Prototype _, BtfType.Variable _, BtfType.DataSection _, BtfType.DeclarationTag _ ->
                new ValueType.Opaque(btf.size(id));
        };
        known.put(id, made);
        return made;
    }

    private static boolean isIn(ValueType.Member member, long size) {
        long bits = member.bits() == 0 ? (long) Byte.SIZE * member.type().size() : member.bits();
        return member.bitOffset() >= 0 && size <= Integer.MAX_VALUE && member.bitOffset() + bits <= Byte.SIZE * size
                && (member.bits() > 0 || member.bitOffset() % Byte.SIZE == 0) && member.bits() <= Long.SIZE;
    }

    /// Of several numbers of one byte, only those are a text that the program calls `char` itself, as bpftool has it.
    private ValueType.Number number(int id, BtfType.Int number) {
        ValueType.Sign sign = number.bool() ? ValueType.Sign.BOOL
                : number.letter() ? ValueType.Sign.CHAR
                : number.signed() ? ValueType.Sign.SIGNED : ValueType.Sign.UNSIGNED;
        int bare = id;
        while (btf.type(bare) instanceof BtfType.Alias(_, int target, boolean typedef) && !typedef) {
            bare = target;
        }
        boolean letter = btf.type(bare) instanceof BtfType.Int own && own.size() == 1
                && (own.letter() || own.name().equals("char"));
        return new ValueType.Number(number.size(), sign, letter);
    }
}
