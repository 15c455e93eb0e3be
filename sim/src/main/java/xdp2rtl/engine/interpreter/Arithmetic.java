package xdp2rtl.engine.interpreter;

import xdp2rtl.ebpf.AluOperation;
import xdp2rtl.ebpf.AtomicOperation;
import xdp2rtl.ebpf.Instruction;

/// What arithmetic instructions compute (RFC 9669, sections 4.1, 4.2 and 5.3).
public final class Arithmetic {
    private Arithmetic() {}

    /// Of 64 bits.
    public static long wide(AluOperation op, long a, long b) {
        return switch (op) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> b == 0 ? 0 : Long.divideUnsigned(a, b);
            case SDIV -> b == 0 ? 0 : a / b;
            case OR -> a | b;
            case AND -> a & b;
            case LSH -> a << b;
            case RSH -> a >>> b;
            case NEG -> -a;
            case MOD -> b == 0 ? a : Long.remainderUnsigned(a, b);
            case SMOD -> b == 0 ? a : a % b;
            case XOR -> a ^ b;
            case MOV -> b;
            case MOVSX8 -> (byte) b;
            case MOVSX16 -> (short) b;
            case MOVSX32 -> (int) b;
            case ARSH -> a >> b;
        };
    }

    /// Of 32 bits.
    public static int narrow(AluOperation op, int a, int b) {
        return switch (op) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> b == 0 ? 0 : Integer.divideUnsigned(a, b);
            case SDIV -> b == 0 ? 0 : a / b;
            case OR -> a | b;
            case AND -> a & b;
            case LSH -> a << b;
            case RSH -> a >>> b;
            case NEG -> -a;
            case MOD -> b == 0 ? a : Integer.remainderUnsigned(a, b);
            case SMOD -> b == 0 ? a : a % b;
            case XOR -> a ^ b;
            case MOV, MOVSX32 -> b;
            case MOVSX8 -> (byte) b;
            case MOVSX16 -> (short) b;
            case ARSH -> a >> b;
        };
    }

    /// What a byte swap makes of a value.
    public static long swap(Instruction.ByteSwap.Kind kind, int bits, long value) {
        long kept = bits == 64 ? value : value & (1L << bits) - 1;
        return switch (kind) {
            case LE -> kept;
            case BE, SWAP -> Long.reverseBytes(kept) >>> 64 - bits;
        };
    }

    /// What an atomic operation leaves in memory. CMPXCHG is given the comparand where it matters.
    static long atomic(AtomicOperation op, long old, long operand, boolean equalsComparand) {
        return switch (op) {
            case ADD -> old + operand;
            case OR -> old | operand;
            case AND -> old & operand;
            case XOR -> old ^ operand;
            case XCHG -> operand;
            case CMPXCHG -> equalsComparand ? operand : old;
        };
    }

    /// bpf_csum_diff of Linux 6.18: the ones' complement sum of `to` minus that of `from`, plus the seed, folded to
    /// 16 bits (net/core/filter.c).
    static long checksumDifference(byte[] from, byte[] to, int seed) {
        int sum = seed;
        if (from.length > 0 && to.length > 0) {
            sum = add(checksum(to, seed), ~checksum(from, 0));
        } else if (to.length > 0) {
            sum = checksum(to, seed);
        } else if (from.length > 0) {
            sum = ~checksum(from, ~seed);
        }
        int folded = (sum & 0xffff) + (sum >>> 16);
        return (folded & 0xffff) + (folded >>> 16);
    }

    /// The 32-bit ones' complement sum of little-endian words; a last part of a word is filled up with zeroes.
    private static int checksum(byte[] bytes, int start) {
        int sum = start;
        for (int at = 0; at < bytes.length; at += 4) {
            int word = 0;
            for (int i = Math.min(4, bytes.length - at); i-- > 0;) {
                word = word << 8 | bytes[at + i] & 0xff;
            }
            sum = add(sum, word);
        }
        return sum;
    }

    private static int add(int a, int b) {
        int sum = a + b;
        return Integer.compareUnsigned(sum, a) < 0 ? sum + 1 : sum;
    }
}
