package xdp2rtl.host;

import java.util.List;
import java.util.Optional;
import xdp2rtl.btf.ValueType;

/// A type of keys or values in a [StateFile]. Only what a kind has is there; all but `kind` may be missing.
///
/// @param kind    `number`, `enum`, `address`, `array`, `struct`, `union`, `section` or `bytes`
/// @param name    of a section
/// @param sign    of a number; of an enum, SIGNED or UNSIGNED
/// @param letter  whether several of them are a text
/// @param element of an array of `count`
record StoredType(String kind, String name, int size, ValueType.Sign sign, boolean letter, int count,
        StoredType element,
        List<StoredMember> members, List<ValueType.Enumerator> names) {

    record StoredMember(String name, StoredType type, long bitOffset, int bits) {}

    static StoredType of(ValueType type) {
        return switch (type) {
            case ValueType.Number(int size, ValueType.Sign sign, boolean letter) ->
                new StoredType("number", null, size, sign, letter, 0, null, null, null);
            case ValueType.Enumeration(int size, boolean signed, var names) -> new StoredType("enum", null, size,
                    signed ? ValueType.Sign.SIGNED : ValueType.Sign.UNSIGNED, false, 0, null, null, names);
            case ValueType.Address _ -> new StoredType("address", null, 0, null, false, 0, null, null, null);
            case ValueType.Array(ValueType element, int count) ->
                new StoredType("array", null, 0, null, false, count, of(element), null, null);
            case ValueType.Composite(int size, boolean union, var members) ->
                new StoredType(union ? "union" : "struct", null, size, null, false, 0, null, stored(members), null);
            case ValueType.Variables(String section, int size, var members) ->
                new StoredType("section", section, size, null, false, 0, null, stored(members), null);
            case ValueType.Opaque(int size) -> new StoredType("bytes", null, size, null, false, 0, null, null, null);
        };
    }

    private static List<StoredMember> stored(List<ValueType.Member> members) {
        return members.stream().map(member -> new StoredMember(member.name(), of(member.type()), member.bitOffset(),
                member.bits())).toList();
    }

    /// @throws IllegalArgumentException if the file is damaged
    ValueType type() {
        return switch (kind) {
            case "number" -> new ValueType.Number(size, sign, letter);
            case "enum" -> new ValueType.Enumeration(size, sign == ValueType.Sign.SIGNED, names);
            case "address" -> new ValueType.Address();
            case "array" -> new ValueType.Array(element.type(), count);
            case "struct", "union" -> new ValueType.Composite(size, kind.equals("union"), inside());
            case "section" -> new ValueType.Variables(name, size, inside());
            case "bytes" -> new ValueType.Opaque(size);
            default -> throw new IllegalArgumentException("kind of type " + kind);
        };
    }

    private List<ValueType.Member> inside() {
        return Optional.ofNullable(members).orElse(List.of()).stream()
                .map(member -> new ValueType.Member(member.name(), member.type().type(), member.bitOffset(),
                        member.bits()))
                .toList();
    }
}
