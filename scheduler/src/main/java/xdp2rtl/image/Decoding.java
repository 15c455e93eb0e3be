package xdp2rtl.image;

import static xdp2rtl.isa.Field.*;

import java.math.BigInteger;
import java.util.Optional;
import xdp2rtl.isa.AdjustOp;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.AtomicOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.DivideOp;
import xdp2rtl.isa.Encoding;
import xdp2rtl.isa.Field;
import xdp2rtl.isa.MapOp;
import xdp2rtl.isa.Opcode;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Length;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Special;
import xdp2rtl.isa.Target;
import xdp2rtl.isa.Width;

/// Slots to operations: the inverse of [Encoding], written from the fields, not from its table. Alias numbers are lost; the unused left
/// operand of a move is the immediate 0.
public final class Decoding {
    private final BigInteger slot;
    private final int lane;

    private Decoding(BigInteger slot, int lane) {
        this.slot = slot;
        this.lane = lane;
    }

    /// The operation in a lane's slot; nothing for an empty one. IllegalArgumentException for bits that no operation has.
    public static Optional<Operation> decode(BigInteger slot, int lane) {
        return new Decoding(slot, lane).operation();
    }

    private Optional<Operation> operation() {
        Opcode opcode = pick(Opcode.values(), OP);
        return switch (opcode) {
            case NOP -> Optional.empty();
            case ALU_R -> Optional.of(alu(b()));
            case ALU_I -> Optional.of(alu(immediate()));
            case COMPARE_R -> Optional.of(new Operation.Compare(pick(Cond.values(), AUX_COND), wide(AUX_WIDE), dst(), a(), b()));
            case COMPARE_I -> Optional.of(new Operation.Compare(pick(Cond.values(), AUX_COND), wide(AUX_WIDE), dst(), a(), immediate()));
            case CHOOSE -> Optional.of(new Operation.Choose(dst(), a(), b(), immediate()));
            case MULTIPLY_R -> Optional.of(new Operation.Multiply(wide(AUX_WIDE), dst(), a(), b()));
            case MULTIPLY_I -> Optional.of(new Operation.Multiply(wide(AUX_WIDE), dst(), a(), immediate()));
            case LOAD_PACKET -> Optional.of(load(Space.PACKET));
            case LOAD_STACK -> Optional.of(load(Space.STACK));
            case LOAD_MAP -> Optional.of(load(Space.MAP));
            case STORE_PACKET_R -> Optional.of(store(Space.PACKET, b(), immediate().value()));
            case STORE_STACK_R -> Optional.of(store(Space.STACK, b(), immediate().value()));
            case STORE_MAP_R -> Optional.of(store(Space.MAP, b(), immediate().value()));
            case STORE_PACKET_I -> Optional.of(store(Space.PACKET, immediate(), shortOffset()));
            case STORE_STACK_I -> Optional.of(store(Space.STACK, immediate(), shortOffset()));
            case STORE_MAP_I -> Optional.of(store(Space.MAP, immediate(), shortOffset()));
            case BRANCH_RR -> Optional.of(branch(a(), b()));
            case BRANCH_RI -> Optional.of(branch(a(), immediate()));
            case BRANCH_RL -> Optional.of(branch(a(), new Length()));
            case BRANCH_LI -> Optional.of(branch(new Length(), immediate()));
            case JUMP -> Optional.of(new Operation.Jump(target()));
            case EXIT_R -> Optional.of(new Operation.Exit(a()));
            case EXIT_I -> Optional.of(new Operation.Exit(immediate()));
            case GET -> Optional.of(new Operation.Get(dst(), pick(Special.values(), AUX_SPECIAL)));
            case PUT_R -> Optional.of(new Operation.Put(pick(Special.values(), AUX_SPECIAL), b()));
            case PUT_I -> Optional.of(new Operation.Put(pick(Special.values(), AUX_SPECIAL), immediate()));
            case ADJUST_R -> Optional.of(new Operation.Adjust(pick(AdjustOp.values(), AUX_KIND), dst(), b()));
            case ADJUST_I -> Optional.of(new Operation.Adjust(pick(AdjustOp.values(), AUX_KIND), dst(), immediate()));
            case PUSH -> Optional.of(new Operation.Push(DST.of(slot), low(), high()));
            case MAP_REQUEST -> Optional.of(new Operation.MapRequest(pick(MapOp.values(), AUX_KIND), DST.of(slot), AUX_FLAGS.of(slot),
                low(), high()));
            case ATOMIC_R -> Optional.of(atomic(b(), immediate().value()));
            case ATOMIC_I -> Optional.of(atomic(immediate(), 0));
            case DIVIDE_R -> Optional.of(new Operation.DivideRequest(pick(DivideOp.values(), AUX_KIND), wide(AUX_WIDE), a(), b()));
            case DIVIDE_I -> Optional.of(new Operation.DivideRequest(pick(DivideOp.values(), AUX_KIND), wide(AUX_WIDE), a(), immediate()));
        };
    }

    private Operation alu(Operand right) {
        AluOp op = pick(AluOp.values(), AUX_ALU);
        return new Operation.Alu(op, wide(AUX_WIDE), dst(), op.readsLeft() ? a() : new Immediate(0), right);
    }

    private Operation load(Space space) {
        return new Operation.Load(space, pick(Size.values(), AUX_SIZE), AUX_SIGNED.of(slot) == 1, AUX_SWAPPED.of(slot) == 1,
            AUX_QUIET.of(slot) == 1, dst(), base(AUX_BASE), immediate().value(), 0);
    }

    private Operation store(Space space, Operand value, int offset) {
        return new Operation.Store(space, pick(Size.values(), DST_SIZE), DST_SWAPPED.of(slot) == 1, base(DST_BASE), offset, value, 0);
    }

    private Operation branch(Operand left, Operand right) {
        return new Operation.Branch(pick(Cond.values(), DST_COND), wide(DST_WIDE), left, right, target());
    }

    private Operation atomic(Operand value, int offset) {
        return new Operation.AtomicRequest(pick(AtomicOp.values(), AUX_ATOMIC), wide(AUX_WIDE), base(AUX_BASE), offset, value, 0);
    }

    private Target target() {
        int code = AUX.of(slot);
        return code < Encoding.MAX_BUNDLES ? new Target.ToBundle(code) : new Target.Leave(code - Encoding.MAX_BUNDLES);
    }

    private Operand low() { return AUX_LOW_IMM.of(slot) == 1 ? immediate() : a(); }

    private Operand high() { return AUX_HIGH_IMM.of(slot) == 1 ? immediate() : b(); }

    private Optional<Reg> base(Field present) { return present.of(slot) == 1 ? Optional.of(a()) : Optional.empty(); }

    private Reg a() { return new Reg(A.of(slot)); }

    private Reg b() { return new Reg(B.of(slot)); }

    private Reg dst() { return Reg.of(lane, DST.of(slot)); }

    private Immediate immediate() { return new Immediate(IMM.of(slot)); }

    /// AUX as a signed number.
    private int shortOffset() { return AUX.of(slot) << Integer.SIZE - AUX.width() >> Integer.SIZE - AUX.width(); }

    private Width wide(Field field) { return field.of(slot) == 1 ? Width.W64 : Width.W32; }

    private <E> E pick(E[] values, Field field) {
        int code = field.of(slot);
        if (code >= values.length) {
            throw new IllegalArgumentException(field + " has no meaning for " + code);
        }
        return values[code];
    }
}
