package xdp2rtl.btf;

import java.nio.ByteBuffer;
import java.util.Optional;

import xdp2rtl.diagnostic.InputError;

/// Writes answers to CO-RE relocations into instructions. Source: `bpf_core_patch_insn` in tools/lib/bpf/relo_core.c of
/// the kernel.
public final class CoreRelocator {
    private static final int CLASS = 0x07;
    private static final int SOURCE_IS_REGISTER = 0x08;
    private static final int SIZE = 0x18;
    private static final int WIDE_LOAD = 0x18;
    private static final int CALL = 0x85;
    /// The number of no helper, by which Linux's messages name such an instruction.
    private static final int POISON = 0xbad2310;

    private final CoreResolver resolver;

    /// @param local  the types of the object
    /// @param target those of the kernel
    public CoreRelocator(Btf local, TargetTypes target) {
        resolver = new CoreResolver(local, target);
    }

    /// Changes the instruction at byte `at` of `code`.
    ///
    /// @param where its place, for messages
    /// @return why the instruction may not be reached; then it is a call of a helper that does not exist
    /// @throws InputError for a relocation that is damaged
    public Optional<InputError> apply(String where, CoreRelocation relocation, ByteBuffer code, int at) {
        boolean wide = (code.get(at) & 0xff) == WIDE_LOAD;
        if (wide && (at + 16 > code.capacity() || (code.get(at + 1) & 0xf0) != 0 || code.getInt(at + 8) != 0)) {
            throw new InputError(where, "the second half of a 64-bit immediate load is missing");
        }
        return switch (resolver.answer(where, relocation)) {
            case CoreAnswer.Missing(String what, String why, String remedy) ->
                poison(code, at, wide, new InputError(where, what, why, remedy));
            case CoreAnswer.Value value -> patch(where, relocation, value, code, at);
        };
    }

    private static Optional<InputError> patch(String where, CoreRelocation relocation, CoreAnswer.Value answer,
            ByteBuffer code, int at) {
        int opcode = code.get(at) & 0xff;
        switch (opcode & CLASS) {
            case 4, 7 -> {
                if ((opcode & SOURCE_IS_REGISTER) != 0) { throw unexpected(where, relocation); }
                requireBefore(where, relocation, answer.before().map(before -> (long) before.intValue()),
                        code.getInt(at + 4));
                code.putInt(at + 4, (int) answer.value());
            }
            case 1, 2, 3 -> {
                requireBefore(where, relocation, answer.before(), code.getShort(at + 2));
                if (answer.value() > Short.MAX_VALUE) {
                    throw new InputError(where,
                            "the field's offset %d does not fit the instruction".formatted(
                                    answer.value()));
                }
                if (!answer.access().sound()) {
                    return poison(code, at, false, new InputError(where,
                            "it touches a field of %d bytes, which has %d in the kernel's types".formatted(
                                    answer.access().before(), answer.access().after()),
                            "only unsigned numbers and pointers can be of another size",
                            "Use BPF_CORE_READ_BITFIELD or "
                                    + "declare the field as the kernel does"));
                }
                code.putShort(at + 2, (short) answer.value());
                if (answer.access().changes()) {
                    code.put(at, (byte) resized(where, relocation, answer.access(), opcode));
                }
            }
            case 0 -> {
                if (opcode != WIDE_LOAD) { throw unexpected(where, relocation); }
                long before = code.getInt(at + 4) & 0xffff_ffffL | (long) code.getInt(at + 12) << 32;
                requireBefore(where, relocation, answer.before(), before);
                code.putInt(at + 4, (int) answer.value());
                code.putInt(at + 12, (int) (answer.value() >> 32));
            }
            default -> throw unexpected(where, relocation);
        }
        return Optional.empty();
    }

    /// The opcode with the size that the target's field has.
    private static int resized(String where, CoreRelocation relocation, CoreAnswer.Access access, int opcode) {
        int own = switch (opcode & SIZE) {
            case 0x00 -> 4;
            case 0x08 -> 2;
            case 0x10 -> 1;
            default -> 8;
        };
        int size = switch (access.after()) {
            case 1 -> 0x10;
            case 2 -> 0x08;
            case 4 -> 0x00;
            case 8 -> 0x18;
            default -> -1;
        };
        if (own != access.before() || size < 0) {
            throw new InputError(where,
                    "it touches %d bytes; its %s is of a field of %d, which has %d in the kernel's types"
                            .formatted(own, relocation, access.before(), access.after()));
        }
        return opcode & ~SIZE | size;
    }

    private static Optional<InputError> poison(ByteBuffer code, int at, boolean wide, InputError reason) {
        for (int half = at; half <= (wide ? at + 8 : at); half += 8) {
            code.putLong(half, CALL | (long) POISON << 32);
        }
        return Optional.of(reason);
    }

    private static void requireBefore(String where, CoreRelocation relocation, Optional<Long> own, long found) {
        if (own.isPresent() && found != own.get()) {
            throw new InputError(where, "its %s holds %d, but the object's own types say %d".formatted(
                    relocation, found, own.get()));
        }
    }

    private static InputError unexpected(String where, CoreRelocation relocation) {
        return new InputError(where,
                "its %s is on an instruction that can hold none".formatted(relocation));
    }
}
