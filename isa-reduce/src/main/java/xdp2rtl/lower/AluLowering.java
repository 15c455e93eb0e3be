package xdp2rtl.lower;

import xdp2rtl.ebpf.AluOperation;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.OperandWidth;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.DivideOp;
import xdp2rtl.isa.Width;
import xdp2rtl.lower.Value.Constant;
import xdp2rtl.verifier.Range;

/// Arithmetic instructions (RFC 9669, sections 4.1 and 4.2).
final class AluLowering {
    private final Emitter emitter;
    private final ConstantDivision constants;

    AluLowering(Emitter emitter) {
        this.emitter = emitter;
        this.constants = new ConstantDivision(emitter);
    }

    static Width width(OperandWidth width) {
        return switch (width) {
            case W32 -> Width.W32;
            case W64 -> Width.W64;
        };
    }

    /// @param dividend what is known of `left`, as a number of 64 bits
    Value alu(AluOperation op, Width width, Value left, Range dividend, Value right) {
        return switch (op) {
            case ADD -> emitter.alu(AluOp.ADD, width, left, right);
            case SUB -> emitter.alu(AluOp.SUB, width, left, right);
            case OR -> emitter.alu(AluOp.OR, width, left, right);
            case AND -> emitter.alu(AluOp.AND, width, left, right);
            case XOR -> emitter.alu(AluOp.XOR, width, left, right);
            case LSH -> emitter.alu(AluOp.LSH, width, left, right);
            case RSH -> emitter.alu(AluOp.RSH, width, left, right);
            case ARSH -> emitter.alu(AluOp.ARSH, width, left, right);
            case MOV -> emitter.alu(AluOp.MOV, width, Value.ZERO, right);
            case NEG -> emitter.alu(AluOp.RSUB, width, left, Value.ZERO);
            case MOVSX8 -> emitter.alu(AluOp.SEXT8, width, right, Value.ZERO);
            case MOVSX16 -> emitter.alu(AluOp.SEXT16, width, right, Value.ZERO);
            case MOVSX32 -> emitter.alu(AluOp.SEXT32, width, right, Value.ZERO);
            case MUL -> emitter.multiply(width, left, right);
            case DIV -> divide(DivideOp.DIV, width, left, dividend, right);
            case MOD -> divide(DivideOp.MOD, width, left, dividend, right);
            case SDIV -> divide(DivideOp.SDIV, width, left, dividend, right);
            case SMOD -> divide(DivideOp.SMOD, width, left, dividend, right);
        };
    }

    Value swap(Instruction.ByteSwap swap, Value value) {
        boolean swaps = switch (swap.kind()) {
            case LE -> false;
            case BE, SWAP -> true;
        };
        return switch (swap.bits()) {
            case 16 -> swaps ? emitter.alu(AluOp.SWAP16, value, 0) : emitter.alu(AluOp.AND, value, 0xffff);
            case 32 -> swaps ? emitter.alu(AluOp.SWAP32, value, 0) : emitter.low32(value);
            case 64 -> swaps ? emitter.alu(AluOp.SWAP64, value, 0) : value;
            default -> throw new IllegalArgumentException("swap of " + swap.bits() + " bits");
        };
    }

    /// By a constant that is a power of two with shifts; unsigned by another with its [Reciprocal]; else with the
    /// divider, which takes a cycle for each bit, and one packet at a time.
    private Value divide(DivideOp op, Width width, Value left, Range dividend, Value right) {
        if (right instanceof Constant(long number)) {
            boolean isSigned = op == DivideOp.SDIV || op == DivideOp.SMOD;
            long divisor = width == Width.W64 ? number : isSigned ? (int) number : number & 0xffff_ffffL;
            if (divisor > 0 && Long.bitCount(divisor) == 1) {
                int shift = Long.numberOfTrailingZeros(divisor);
                return switch (op) {
                    case DIV -> emitter.alu(AluOp.RSH, width, left, Value.of(shift));
                    case MOD -> emitter.alu(AluOp.AND, width, left, Value.of(divisor - 1));
                    case SDIV -> quotient(width, left, shift);
                    case SMOD -> emitter.alu(AluOp.SUB, width, left,
                            emitter.alu(AluOp.LSH, width, quotient(width, left, shift), Value.of(shift)));
                };
            }
            if (divisor > 0 && !isSigned && !(left instanceof Constant)) {
                Range known = width == Width.W32 ? dividend.low32() : dividend;
                return constants.divide(op, known.equals(dividend) ? left : emitter.low32(left), known, divisor);
            }
        }
        return emitter.divide(op, width, left, right);
    }

    /// Towards zero: negative numbers are made greater by the divisor less one before they are shifted.
    private Value quotient(Width width, Value left, int shift) {
        if (shift == 0) { return emitter.alu(AluOp.MOV, width, Value.ZERO, left); }
        Value sign = emitter.alu(AluOp.ARSH, width, left, Value.of(width.bits() - 1));
        Value bias = emitter.alu(AluOp.RSH, width, sign, Value.of(width.bits() - shift));
        return emitter.alu(AluOp.ARSH, width, emitter.alu(AluOp.ADD, width, left, bias), Value.of(shift));
    }
}
