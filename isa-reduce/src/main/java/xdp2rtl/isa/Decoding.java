package xdp2rtl.isa;

import static xdp2rtl.isa.Field.*;

import java.math.BigInteger;
import java.util.Optional;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Length;
import xdp2rtl.isa.Operand.Reg;

/// 72-bit slots to operations, the inverse of [Encoding]: operation code and operands by the table [Opcode], the fields
/// beside them here. Alias numbers are lost; the left operand of a move, which is not read, is the immediate 0.
public final class Decoding {
    private final BigInteger slot;
    private final int lane;

    private Decoding(BigInteger slot, int lane) {
        this.slot = slot;
        this.lane = lane;
    }

    /// The operation in a lane's slot; nothing for an empty one. IllegalArgumentException for bits that no operation
    /// has.
    public static Optional<Operation> decode(BigInteger slot, int lane) {
        return new Decoding(slot, lane).operation();
    }

    private Optional<Operation> operation() {
        Opcode opcode = pick(Opcode.values(), OP);
        Optional<Operand> a = operand(opcode.a(), A, AUX_LOW_IMM);
        Optional<Operand> b = operand(opcode.b(), B, AUX_HIGH_IMM);
        return switch (opcode.opClass()) {
            case NONE -> Optional.empty();
            case ALU, FOLD -> Optional.of(alu(opcode, a.orElseThrow(), b.orElseThrow()));
            case COMPARE -> Optional.of(new Operation.Compare(pick(Cond.values(), AUX_COND), wide(AUX_WIDE), dst(),
                    register(a), b.orElseThrow()));
            case CHOOSE -> Optional.of(new Operation.Choose(dst(), register(a), register(b), immediate()));
            case MULTIPLY -> Optional.of(new Operation.Multiply(wide(AUX_WIDE), dst(), register(a), b.orElseThrow()));
            case LOAD_PACKET -> Optional.of(load(Space.PACKET, a));
            case LOAD_STACK -> Optional.of(load(Space.STACK, a));
            case LOAD_MAP -> Optional.of(load(Space.MAP, a));
            case STORE_PACKET -> Optional.of(store(Space.PACKET, a, b.orElseThrow()));
            case STORE_STACK -> Optional.of(store(Space.STACK, a, b.orElseThrow()));
            case STORE_MAP -> Optional.of(store(Space.MAP, a, b.orElseThrow()));
            case ADD_MAP -> Optional.of(new Operation.MapAdd(pick(Size.values(), DST_SIZE), base(a), IMM.of(slot),
                    b.orElseThrow(), 0));
            case BRANCH -> Optional.of(new Operation.Branch(pick(Cond.values(), DST_COND), wide(DST_WIDE),
                    a.orElseThrow(), b.orElseThrow(), target()));
            case JUMP -> Optional.of(new Operation.Jump(target()));
            case EXIT -> Optional.of(new Operation.Exit(a.orElseThrow()));
            case GET -> Optional.of(new Operation.Get(dst(), pick(Special.values(), AUX_SPECIAL)));
            case PUT -> Optional.of(new Operation.Put(pick(Special.values(), AUX_SPECIAL), b.orElseThrow(),
                    AUX_UPPER.of(slot)));
            case ADJUST -> Optional.of(new Operation.Adjust(pick(AdjustOp.values(), AUX_KIND), dst(), b.orElseThrow()));
            case PUSH -> Optional.of(new Operation.Push(DST.of(slot), a.orElseThrow(), b.orElseThrow()));
            case MAP_REQUEST -> Optional.of(new Operation.MapRequest(pick(MapOp.values(), AUX_KIND), DST.of(slot),
                    AUX_FLAGS.of(slot), a.orElseThrow(), b.orElseThrow()));
            case ATOMIC -> Optional.of(new Operation.AtomicRequest(pick(AtomicOp.values(), AUX_ATOMIC), wide(AUX_WIDE),
                    base(a), b.orElseThrow() instanceof Reg ? IMM.of(slot) : 0, b.orElseThrow(), 0));
            case DIVIDE -> Optional.of(new Operation.DivideRequest(pick(DivideOp.values(), AUX_KIND), wide(AUX_WIDE),
                    register(a), b.orElseThrow()));
        };
    }

    /// The operand at its place, if the operation code has one there.
    private Optional<Operand> operand(Opcode.Source source, Field register, Field isImmediate) {
        Reg reg = new Reg(register.of(slot));
        return switch (source) {
            case NONE -> Optional.empty();
            case REGISTER -> Optional.of(reg);
            case IMMEDIATE -> Optional.of(immediate());
            case NEAR -> Optional.of(new Immediate(near()));
            case LENGTH -> Optional.of(new Length());
            case RESULT -> Optional.of(Reg.RESULT);
            case EITHER -> Optional.of(isImmediate.of(slot) == 1 ? immediate() : reg);
            case AUX_BASE -> AUX_BASE.of(slot) == 1 ? Optional.of(reg) : Optional.empty();
            case DST_BASE -> DST_BASE.of(slot) == 1 ? Optional.of(reg) : Optional.empty();
        };
    }

    private Operation alu(Opcode opcode, Operand left, Operand right) {
        AluOp op = pick(AluOp.values(), AUX_ALU);
        if (op.folds() != (opcode.opClass() == OpClass.FOLD)) {
            throw new IllegalArgumentException(AUX_ALU + " of " + opcode + " has no meaning for " + op);
        }
        return new Operation.Alu(op, wide(AUX_WIDE), dst(), op.readsLeft() ? left : new Immediate(0), right);
    }

    private Operation load(Space space, Optional<Operand> base) {
        return new Operation.Load(space, pick(Size.values(), AUX_SIZE), AUX_SIGNED.of(slot) == 1,
                AUX_SWAPPED.of(slot) == 1, AUX_NON_FAULTING.of(slot) == 1, dst(), base(base), IMM.of(slot), 0);
    }

    private Operation store(Space space, Optional<Operand> base, Operand value) {
        return new Operation.Store(space, pick(Size.values(), DST_SIZE), DST_SWAPPED.of(slot) == 1, base(base),
                value instanceof Reg ? IMM.of(slot) : near(), value, 0);
    }

    private Target target() {
        int code = AUX.of(slot);
        return code < Encoding.MAX_BUNDLES ? new Target.ToBundle(code) : new Target.Leave(code - Encoding.MAX_BUNDLES);
    }

    private static Reg register(Optional<Operand> operand) { return (Reg) operand.orElseThrow(); }

    private static Optional<Reg> base(Optional<Operand> operand) { return operand.map(Reg.class::cast); }

    private Reg dst() { return Reg.of(lane, DST.of(slot)); }

    private Immediate immediate() { return new Immediate(IMM.of(slot)); }

    /// AUX as a signed number.
    private int near() { return AUX.of(slot) << Integer.SIZE - AUX.width() >> Integer.SIZE - AUX.width(); }

    private Width wide(Field field) { return field.of(slot) == 1 ? Width.W64 : Width.W32; }

    private <E> E pick(E[] values, Field field) {
        int code = field.of(slot);
        if (code >= values.length) { throw new IllegalArgumentException(field + " has no meaning for " + code); }
        return values[code];
    }
}
