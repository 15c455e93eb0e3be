package xdp2rtl.elf;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;

import xdp2rtl.diagnostic.InputError;

/// Answers CO-RE relocations from the object's own types and writes the answers into instructions, as libbpf
/// does on a kernel whose types equal those of the object. XDP programs reach kernel structs only through the
/// fixed user-space ones (`xdp_md`, packet headers), for which that holds. What only a running kernel can
/// answer is refused. Source: tools/lib/bpf/relo_core.c of the kernel.
final class CoreRelocator {
    private static final int CLASS = 0x07;
    private static final int SOURCE_IS_REGISTER = 0x08;
    private static final int WIDE_LOAD = 0x18;

    private final Btf btf;

    CoreRelocator(Btf btf) {
        this.btf = btf;
    }

    /// The fact, and what the instruction must hold before: empty where the compiler could not know the fact.
    private record Answer(long value, OptionalLong before) {
        static Answer known(long value) {
            return new Answer(value, OptionalLong.of(value));
        }

        static Answer decidedHere(long value) {
            return new Answer(value, OptionalLong.empty());
        }
    }

    /// Changes the instruction at byte `at` of `code`; `where` is its place, for messages.
    void apply(String where, CoreRelocation relocation, ByteBuffer code, int at) {
        patch(where, relocation, answer(where, relocation), code, at);
    }

    private Answer answer(String where, CoreRelocation relocation) {
        int type = relocation.type();
        int[] path = path(where, relocation.access());
        return switch (relocation.kind()) {
            case FIELD_BYTE_OFFSET, FIELD_BYTE_SIZE, FIELD_EXISTS, FIELD_SIGNED, FIELD_LSHIFT_U64,
                 FIELD_RSHIFT_U64 -> field(where, relocation.kind(),
                         FieldAccess.parse(where, btf, type, path));
            case TYPE_ID_LOCAL -> {
                btf.type(type);
                yield Answer.decidedHere(type);
            }
            case TYPE_EXISTS, TYPE_MATCHES -> {
                btf.type(type);
                yield Answer.known(1);
            }
            case TYPE_SIZE -> Answer.known(btf.size(type));
            case ENUMVAL_EXISTS -> {
                enumerator(where, type, path[0]);
                yield Answer.known(1);
            }
            case ENUMVAL_VALUE -> Answer.known(enumerator(where, type, path[0]).value());
            case TYPE_ID_TARGET ->
                    throw new InputError(where, "it needs the number of type `%s` in a running kernel"
                    .formatted(btf.type(type).name()), "a NIC has no kernel types",
                    "Avoid bpf_core_type_id_kernel()");
        };
    }

    private Answer field(String where, CoreRelocation.Kind kind, FieldAccess access) {
        if (kind == CoreRelocation.Kind.FIELD_EXISTS) {
            return Answer.known(1);
        }
        FieldAccess.Unit unit = access.unit(where, btf);
        boolean bitField = access.width() != 0;
        int width = bitField ? access.width() : unit.size() * 8;
        long value = switch (kind) {
            case FIELD_BYTE_OFFSET -> unit.offset();
            case FIELD_BYTE_SIZE -> unit.size();
            case FIELD_SIGNED -> isSigned(access.type()) ? 1 : 0;
            case FIELD_LSHIFT_U64 -> 64 - (access.bitOffset() + width - unit.offset() * 8);
            case FIELD_RSHIFT_U64 -> 64 - width;
            case FIELD_EXISTS, TYPE_ID_LOCAL, TYPE_ID_TARGET, TYPE_EXISTS, TYPE_SIZE, TYPE_MATCHES,
                 ENUMVAL_EXISTS, ENUMVAL_VALUE ->
                         throw new IllegalArgumentException("not of a field: " + kind);
        };
        return bitField ? Answer.decidedHere(value) : Answer.known(value);
    }

    private boolean isSigned(int type) {
        return switch (btf.resolve(type)) {
            case BtfType.Int(var _, var _, boolean signed) -> signed;
            case BtfType.Enumeration(var _, var _, boolean signed, var _) -> signed;
            case BtfType.Void _, BtfType.Float _, BtfType.Pointer _, BtfType.Array _, BtfType.Composite _,
                 BtfType.Forward _, BtfType.Alias _, BtfType.Function _, BtfType.Prototype _,
                 BtfType.Variable _, BtfType.DataSection _, BtfType.DeclarationTag _ -> false;
        };
    }

    private BtfType.Enumerator enumerator(String where, int type, int index) {
        if (!(btf.resolve(type) instanceof BtfType.Enumeration(var _, var _, var _, var values))
                || index >= values.size()) {
            throw new InputError(where,
                    "a CO-RE relocation refers to value %d of enum type %d, which has no such"
                    .formatted(index, type));
        }
        return values.get(index);
    }

    private static int[] path(String where, String access) {
        if (!access.matches("[0-9]{1,9}(:[0-9]{1,9}){0,63}")) {
            throw new InputError(where, "`%s` is not the path of a CO-RE relocation".formatted(access));
        }
        return List.of(access.split(":")).stream().mapToInt(Integer::parseInt).toArray();
    }

    private static void patch(String where, CoreRelocation relocation, Answer answer, ByteBuffer code,
            int at) {
        int opcode = code.get(at) & 0xff;
        boolean wide = opcode == WIDE_LOAD;
        if (wide && at + 16 > code.capacity()) {
            throw new InputError(where, "the second half of a 64-bit immediate load is missing");
        }
        switch (opcode & CLASS) {
            case 4, 7 -> {
                if ((opcode & SOURCE_IS_REGISTER) != 0) {
                    throw unexpected(where, relocation);
                }
                requireBefore(where, relocation, answer, code.getInt(at + 4), (int) answer.value());
                code.putInt(at + 4, (int) answer.value());
            }
            case 1, 2, 3 -> {
                requireBefore(where, relocation, answer, code.getShort(at + 2), answer.value());
                if (answer.value() != (short) answer.value()) {
                    throw new InputError(where,
                            "the field's offset %d does not fit the instruction".formatted(
                            answer.value()));
                }
                code.putShort(at + 2, (short) answer.value());
            }
            case 0 -> {
                if (!wide) {
                    throw unexpected(where, relocation);
                }
                long before = code.getInt(at + 4) & 0xffff_ffffL | (long) code.getInt(at + 12) << 32;
                requireBefore(where, relocation, answer, before, answer.value());
                code.putInt(at + 4, (int) answer.value());
                code.putInt(at + 12, (int) (answer.value() >> 32));
            }
            default -> throw unexpected(where, relocation);
        }
    }

    private static void requireBefore(String where, CoreRelocation relocation, Answer answer, long found,
            long own) {
        if (answer.before().isPresent() && found != own) {
            throw new InputError(where, "its %s holds %d, but the object's own types say %d".formatted(
                    text(relocation), found, own));
        }
    }

    private static InputError unexpected(String where, CoreRelocation relocation) {
        return new InputError(where,
                "its %s is on an instruction that can hold none".formatted(text(relocation)));
    }

    private static String text(CoreRelocation relocation) {
        return "CO-RE relocation %s (type %d, path %s)".formatted(relocation.kind(), relocation.type(),
                relocation.access());
    }
}
