package xdp2rtl.reach;

import java.util.List;
import xdp2rtl.ebpf.AluOperation;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.OperandWidth;
import xdp2rtl.engine.interpreter.Arithmetic;

/// How a value of a run was made. `value` is the value in that run, `mask` has the bits that may be set with other inputs,
/// `size` says how large the term is. Terms are told apart by identity.
sealed interface Term {
    long value();

    default long mask() {
        return -1;
    }

    default int size() {
        return 1;
    }

    record Constant(long value) implements Term {
        @Override public long mask() { return value; }
    }

    record Input(Variable variable, long value) implements Term {
        @Override public long mask() { return variable.mask(); }
    }

    /// Bytes that were loaded together, the lowest first.
    record Join(List<Term> bytes, long value, long mask, int size) implements Term {}

    /// A byte of a value.
    record Part(Term of, int at, long value, int size) implements Term {
        @Override public long mask() { return of.mask() >>> Byte.SIZE * at & 0xff; }
    }

    record Operation(AluOperation op, OperandWidth width, Term left, Term right, long value, long mask, int size)
            implements
            Term {}

    record Swap(Instruction.ByteSwap.Kind kind, int bits, Term of, long value, int size) implements Term {}

    /// One of two results, by whether a map has a key at the start.
    record Found(int map, List<Term> key, long ifFound, long ifNot, long value, int size)
            implements Term {}

    /// One of two results, by whether one number is not above another (as signed ones).
    record Either(Term left, Term right, long ifSo, long ifNot, long value, int size)
            implements Term {}

    static Term constant(long value) {
        return new Constant(value);
    }

    static Term join(List<Term> bytes) {
        if (bytes.size() == 1) { return bytes.getFirst(); }
        long value = 0;
        long mask = 0;
        int size = 1;
        for (int i = bytes.size() - 1; i >= 0; i--) {
            value = value << Byte.SIZE | bytes.get(i).value();
            mask = mask << Byte.SIZE | bytes.get(i).mask() & 0xff;
            size += bytes.get(i).size();
        }
        return bytes.stream().allMatch(Constant.class::isInstance) ? constant(value)
                : new Join(List.copyOf(bytes), value, mask, size);
    }

    static Term part(Term of, int at) {
        return switch (of) {
            case Constant(long value) -> constant(value >>> Byte.SIZE * at & 0xff);
            case Join(var bytes, _, _, _) -> at < bytes.size() ? bytes.get(at) : constant(0);
            case Input(var variable, _) when variable.mask() == 0xff -> at == 0 ? of : constant(0);
            default -> new Part(of, at, of.value() >>> Byte.SIZE * at & 0xff, of.size() + 1);
        };
    }

    static Term operation(AluOperation op, OperandWidth width, Term left, Term right) {
        long value = compute(op, width, left.value(), right.value());
        if (op == AluOperation.MOV && width == OperandWidth.W64) { return right; }
        if (op == AluOperation.MOV && (right.mask() >>> 32) == 0) { return right; }
        if (right instanceof Constant && (left instanceof Constant || op == AluOperation.MOV)) {
            return constant(value);
        }
        return new Operation(op, width, left, right, value, mask(op, width, left, right),
                1 + left.size() + right.size());
    }

    static long compute(AluOperation op, OperandWidth width, long left, long right) {
        return switch (width) {
            case W64 -> Arithmetic.wide(op, left, right);
            case W32 -> Arithmetic.narrow(op, (int) left, (int) right) & 0xffff_ffffL;
        };
    }

    private static long mask(AluOperation op, OperandWidth width, Term left, Term right) {
        long all = width == OperandWidth.W64 ? -1 : 0xffff_ffffL;
        return all & switch (op) {
            case AND -> left.mask() & right.mask();
            case OR, XOR -> left.mask() | right.mask();
            case MOV -> right.mask();
            case LSH -> right instanceof Constant(long by) ? left.mask() << by : -1;
            case RSH -> right instanceof Constant(long by) ? (left.mask() & all) >>> by : -1;
            case ADD ->
                (left.mask() & right.mask()) == 0 ? left.mask() | right.mask() : filled(left.mask(), right.mask());
            case SUB, MUL, DIV, SDIV, NEG, MOD, SMOD, MOVSX8, MOVSX16, MOVSX32, ARSH -> -1;
        };
    }

    /// The bits of a sum.
    private static long filled(long left, long right) {
        long highest = Long.highestOneBit(left | right);
        return highest < 0 || highest == 1L << 62 ? -1 : (highest << 2) - 1;
    }

    static Term swap(Instruction.ByteSwap.Kind kind, int bits, Term of) {
        long value = Arithmetic.swap(kind, bits, of.value());
        return of instanceof Constant ? constant(value) : new Swap(kind, bits, of, value, of.size() + 1);
    }
}
