package xdp2rtl.btf;

import java.util.Optional;

import xdp2rtl.diagnostic.InputError;

/// A fact about a field, as one set of types has it.
///
/// @param value   the fact
/// @param checked whether the compiler must have come to the same value from the same types
/// @param access  what a load or store of the field touches, where that is one number or pointer
/// @see CoreRelocation.Kind
record FieldFact(long value, boolean checked, Optional<Access> access) {

    /// The type of what is touched, and its size in bytes.
    record Access(BtfType type, int size) {}

    /// @throws InputError for a fact that the field cannot have
    static FieldFact of(String where, Btf btf, AccessPath path, CoreRelocation.Kind kind) {
        AccessPath.Step last = path.steps().getLast();
        return last.name().isPresent() ? member(where, btf, path, kind,
                ((BtfType.Composite) btf.type(last.type())).members().get(last.index()))
                : element(where, btf, path, kind, last.type());
    }

    private static FieldFact element(String where, Btf btf, AccessPath path, CoreRelocation.Kind kind, int type) {
        return switch (kind) {
            case FIELD_BYTE_OFFSET -> new FieldFact(path.bitOffset() / 8, true, Optional.of(access(btf, type)));
            case FIELD_BYTE_SIZE -> new FieldFact(btf.size(type), true, Optional.empty());
            case FIELD_EXISTS, FIELD_SIGNED, FIELD_LSHIFT_U64, FIELD_RSHIFT_U64, TYPE_ID_LOCAL, TYPE_ID_TARGET,
                    TYPE_EXISTS,
                    TYPE_SIZE, ENUMVAL_EXISTS, ENUMVAL_VALUE, TYPE_MATCHES ->
                throw new InputError(where,
                        "a CO-RE relocation %s is about an element of an array, which has no such".formatted(kind));
        };
    }

    private static FieldFact member(String where, Btf btf, AccessPath path, CoreRelocation.Kind kind,
            BtfType.Member member) {
        boolean bitField = member.bits() != 0;
        Unit unit = bitField ? Unit.of(where, btf, path.bitOffset(), member)
                : new Unit(path.bitOffset() / 8, btf.size(member.type()));
        int bits = bitField ? member.bits() : 8 * unit.size();
        return switch (kind) {
            case FIELD_BYTE_OFFSET -> new FieldFact(unit.offset(), !bitField,
                    bitField ? Optional.empty() : Optional.of(access(btf, member.type())));
            case FIELD_BYTE_SIZE -> new FieldFact(unit.size(), !bitField, Optional.empty());
            case FIELD_SIGNED -> new FieldFact(isSigned(btf.resolve(member.type())) ? 1 : 0, true, Optional.empty());
            case FIELD_LSHIFT_U64 -> new FieldFact(64 - (path.bitOffset() + bits - 8 * unit.offset()), !bitField,
                    Optional.empty());
            case FIELD_RSHIFT_U64 -> new FieldFact(64 - bits, true, Optional.empty());
            case FIELD_EXISTS, TYPE_ID_LOCAL, TYPE_ID_TARGET, TYPE_EXISTS, TYPE_SIZE, ENUMVAL_EXISTS, ENUMVAL_VALUE,
                    TYPE_MATCHES ->
                throw new IllegalArgumentException("no number of a field: " + kind);
        };
    }

    private static boolean isSigned(BtfType type) {
        return type instanceof BtfType.Int number && number.signed()
                || type instanceof BtfType.Enumeration enumeration && enumeration.signed();
    }

    /// Of an array, an element.
    private static Access access(Btf btf, int type) {
        int element = btf.resolved(type);
        while (btf.type(element) instanceof BtfType.Array array) {
            element = btf.resolved(array.element());
        }
        return new Access(btf.type(element), btf.size(element));
    }

    /// The smallest aligned unit of 1, 2, 4 or 8 bytes that holds a bit field: its place and size in bytes.
    private record Unit(long offset, int size) {
        static Unit of(String where, Btf btf, long bitOffset, BtfType.Member member) {
            int size = btf.size(member.type());
            if (size == 0) {
                throw new InputError(where, "a CO-RE relocation refers to a bit field of a type without a size");
            }
            long offset = bitOffset / 8 / size * size;
            while (bitOffset + member.bits() - offset * 8 > size * 8L) {
                if (size >= 8) {
                    throw new InputError(where, "a bit field of %d bits at bit %d does not fit 8 bytes".formatted(
                            member.bits(), bitOffset));
                }
                size *= 2;
                offset = bitOffset / 8 / size * size;
            }
            return new Unit(offset, size);
        }
    }
}
