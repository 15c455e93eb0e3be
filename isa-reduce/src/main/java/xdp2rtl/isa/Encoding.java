package xdp2rtl.isa;

import static xdp2rtl.isa.Field.*;

import java.math.BigInteger;
import java.util.Optional;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Length;
import xdp2rtl.isa.Operand.Reg;

/// Operations to 72-bit slots. What has no place in a slot (two different immediates, a large offset beside an immediate value)
/// is refused by [#obstacle]; the compiler puts one of them into a register first.
public final class Encoding {
    /// Bundle addresses a target can name; the codes above stand for [Target.Leave].
    public static final int MAX_BUNDLES = (1 << AUX.width()) - Target.Leave.ACTIONS;

    private Encoding() {}

    /// Why the operation cannot be encoded, apart from register numbers and targets; empty if it can.
    public static Optional<String> obstacle(Operation operation) {
        return switch (operation) {
            case Operation.Alu o when o.op().readsLeft() && !(o.left() instanceof Reg) ->
                Optional.of("the left operand must be a register");
            case Operation.Store o when o.value() instanceof Immediate && !fitsSigned(o.offset(), AUX.width()) ->
                Optional.of("an immediate value leaves 12 bits for the offset");
            case Operation.AtomicRequest o when o.value() instanceof Immediate && (o.offset() != 0 || o.base().isEmpty()) ->
                Optional.of("an immediate value leaves no place for an offset");
            case Operation.Branch o when !branchForm(o) ->
                Optional.of("a branch compares two registers, a register and an immediate or the length, or the length and an immediate");
            case Operation.Push o when twoImmediates(o.low(), o.high()) ->
                Optional.of("one immediate serves both operands");
            case Operation.MapRequest o when twoImmediates(o.low(), o.high()) ->
                Optional.of("one immediate serves both operands");
            case Operation.MapRequest o when o.flags() < 0 || o.flags() > 3 -> Optional.of("flags are 0 to 3");
            case Operation.Alu _, Operation.Compare _, Operation.Choose _, Operation.Multiply _, Operation.Load _,
                 Operation.Store _, Operation.Branch _, Operation.Jump _, Operation.Exit _, Operation.Get _,
                 Operation.Put _, Operation.Adjust _, Operation.Push _, Operation.MapRequest _,
                 Operation.AtomicRequest _, Operation.DivideRequest _ -> Optional.empty();
        };
    }

    /// The slot of an operation whose registers are assigned and whose target is a bundle or an exit.
    public static BigInteger encode(Operation operation) {
        obstacle(operation).ifPresent(why -> {
            throw new IllegalArgumentException(operation + ": " + why);
        });
        return switch (operation) {
            case Operation.Alu o -> second(Opcode.ALU_R, Opcode.ALU_I, o.right())
                .or(dst(o.dst())).or(o.left() instanceof Reg left ? A.at(left.number()) : BigInteger.ZERO)
                .or(AUX_ALU.at(o.op().ordinal())).or(wide(o.width()));
            case Operation.Compare o -> second(Opcode.COMPARE_R, Opcode.COMPARE_I, o.right())
                .or(dst(o.dst())).or(A.at(o.left().number())).or(AUX_COND.at(o.cond().ordinal())).or(wide(o.width()));
            case Operation.Choose o -> op(Opcode.CHOOSE).or(dst(o.dst())).or(A.at(o.test().number()))
                .or(B.at(o.whenSet().number())).or(IMM.at(o.otherwise().value()));
            case Operation.Multiply o -> second(Opcode.MULTIPLY_R, Opcode.MULTIPLY_I, o.right())
                .or(dst(o.dst())).or(A.at(o.left().number())).or(wide(o.width()));
            case Operation.Load o -> op(switch (o.space()) {
                case PACKET -> Opcode.LOAD_PACKET;
                case STACK -> Opcode.LOAD_STACK;
                case MAP -> Opcode.LOAD_MAP;
            }).or(dst(o.dst())).or(base(o.base(), AUX_BASE)).or(AUX_SIZE.at(o.size().ordinal())).or(AUX_SIGNED.at(bit(o.signed())))
                .or(AUX_SWAPPED.at(bit(o.swapped()))).or(AUX_QUIET.at(bit(o.quiet()))).or(IMM.at(o.offset()));
            case Operation.Store o -> store(o);
            case Operation.Branch o -> branch(o);
            case Operation.Jump o -> op(Opcode.JUMP).or(target(o.target()));
            case Operation.Exit o -> switch (o.action()) {
                case Reg reg -> op(Opcode.EXIT_R).or(A.at(reg.number()));
                case Immediate imm -> op(Opcode.EXIT_I).or(IMM.at(imm.value()));
                case Length _ -> throw new IllegalArgumentException("exit " + o.action());
            };
            case Operation.Get o -> op(Opcode.GET).or(dst(o.dst())).or(AUX_SPECIAL.at(o.special().ordinal()));
            case Operation.Put o -> second(Opcode.PUT_R, Opcode.PUT_I, o.value()).or(AUX_SPECIAL.at(o.special().ordinal()));
            case Operation.Adjust o -> second(Opcode.ADJUST_R, Opcode.ADJUST_I, o.delta()).or(dst(o.dst()))
                .or(AUX_KIND.at(o.op().ordinal()));
            case Operation.Push o -> op(Opcode.PUSH).or(DST.at(o.index())).or(pair(o.low(), o.high()));
            case Operation.MapRequest o -> op(Opcode.MAP_REQUEST).or(DST.at(o.map())).or(AUX_KIND.at(o.op().ordinal()))
                .or(AUX_FLAGS.at(o.flags())).or(pair(o.low(), o.high()));
            case Operation.AtomicRequest o -> second(Opcode.ATOMIC_R, Opcode.ATOMIC_I, o.value()).or(base(o.base(), AUX_BASE))
                .or(AUX_ATOMIC.at(o.op().ordinal())).or(wide(o.width()))
                .or(o.value() instanceof Reg ? IMM.at(o.offset()) : BigInteger.ZERO);
            case Operation.DivideRequest o -> second(Opcode.DIVIDE_R, Opcode.DIVIDE_I, o.right())
                .or(A.at(o.left().number())).or(AUX_KIND.at(o.op().ordinal())).or(wide(o.width()));
        };
    }

    private static BigInteger store(Operation.Store o) {
        boolean register = o.value() instanceof Reg;
        return second(switch (o.space()) {
            case PACKET -> Opcode.STORE_PACKET_R;
            case STACK -> Opcode.STORE_STACK_R;
            case MAP -> Opcode.STORE_MAP_R;
        }, switch (o.space()) {
            case PACKET -> Opcode.STORE_PACKET_I;
            case STACK -> Opcode.STORE_STACK_I;
            case MAP -> Opcode.STORE_MAP_I;
        }, o.value()).or(base(o.base(), DST_BASE)).or(DST_SIZE.at(o.size().ordinal())).or(DST_SWAPPED.at(bit(o.swapped())))
            .or(register ? IMM.at(o.offset()) : AUX.at(o.offset()));
    }

    private static BigInteger branch(Operation.Branch o) {
        BigInteger condition = DST_COND.at(o.cond().ordinal()).or(DST_WIDE.at(bit(o.width() == Width.W64))).or(target(o.target()));
        return condition.or(switch (o.left()) {
            case Reg left -> A.at(left.number()).or(switch (o.right()) {
                case Reg right -> op(Opcode.BRANCH_RR).or(B.at(right.number()));
                case Immediate right -> op(Opcode.BRANCH_RI).or(IMM.at(right.value()));
                case Length _ -> op(Opcode.BRANCH_RL);
            });
            case Length _ -> op(Opcode.BRANCH_LI).or(IMM.at(((Immediate) o.right()).value()));
            case Immediate _ -> throw new IllegalArgumentException("branch on an immediate: " + o);
        });
    }

    private static BigInteger target(Target target) {
        return switch (target) {
            case Target.ToBundle to -> AUX.at(to.address());
            case Target.Leave leave -> AUX.at(MAX_BUNDLES + leave.action());
            case Target.ToBlock to -> throw new IllegalArgumentException("target is not placed yet: " + to);
        };
    }

    /// The operation code of the register or immediate form, with operand `right` in B or IMM.
    private static BigInteger second(Opcode register, Opcode immediate, Operand right) {
        return switch (right) {
            case Reg reg -> op(register).or(B.at(reg.number()));
            case Immediate imm -> op(immediate).or(IMM.at(imm.value()));
            case Length _ -> throw new IllegalArgumentException("the length is an operand of branches only");
        };
    }

    private static BigInteger pair(Operand low, Operand high) {
        BigInteger word = BigInteger.ZERO;
        word = word.or(low instanceof Immediate imm ? AUX_LOW_IMM.at(1).or(IMM.at(imm.value())) : A.at(((Reg) low).number()));
        return word.or(high instanceof Immediate imm ? AUX_HIGH_IMM.at(1).or(IMM.at(imm.value())) : B.at(((Reg) high).number()));
    }

    private static BigInteger op(Opcode opcode) { return OP.at(opcode.ordinal()); }

    private static BigInteger dst(Reg reg) { return DST.at(reg.index()); }

    private static BigInteger wide(Width width) { return AUX_WIDE.at(bit(width == Width.W64)); }

    private static BigInteger base(Optional<Reg> base, Field present) {
        return base.map(reg -> A.at(reg.number()).or(present.at(1))).orElse(BigInteger.ZERO);
    }

    private static int bit(boolean value) { return value ? 1 : 0; }

    private static boolean twoImmediates(Operand low, Operand high) {
        return low instanceof Immediate l && high instanceof Immediate h && l.value() != h.value();
    }

    private static boolean branchForm(Operation.Branch o) {
        return switch (o.left()) {
            case Reg _ -> true;
            case Length _ -> o.right() instanceof Immediate;
            case Immediate _ -> false;
        };
    }

    private static boolean fitsSigned(int value, int bits) {
        return value >= -(1 << bits - 1) && value < 1 << bits - 1;
    }
}
