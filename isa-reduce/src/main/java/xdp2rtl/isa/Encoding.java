package xdp2rtl.isa;

import static xdp2rtl.isa.Field.*;

import java.math.BigInteger;
import java.util.Optional;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Length;
import xdp2rtl.isa.Operand.Reg;

/// Operations to 72-bit slots, the inverse of [Decoding]: operation code and operands by the table [Opcode], the fields
/// beside them here. What has no place in a slot (two different immediates, a large offset beside an immediate value)
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
            case Operation.MapAdd o when o.value() instanceof Immediate(int value) && !fitsSigned(value, AUX.width()) ->
                Optional.of("an immediate that is added has 12 bits");
            case Operation.MapAdd o when o.size() == Size.B6 -> Optional.of("additions have 1, 2, 4 or 8 bytes");
            case Operation.AtomicRequest o when o.value() instanceof Immediate
                    && (o.offset() != 0 || o.base().isEmpty()) ->
                Optional.of("an immediate value leaves no place for an offset");
            case Operation.Branch o when !branchForm(o) ->
                Optional.of(
                        "a branch compares two registers, a register and an immediate or the length, or the length and an immediate");
            case Operation.Push o when twoImmediates(o.low(), o.high()) ->
                Optional.of("one immediate serves both operands");
            case Operation.MapRequest o when twoImmediates(o.low(), o.high()) ->
                Optional.of("one immediate serves both operands");
            case Operation.MapRequest o when o.flags() < 0 || o.flags() > 3 -> Optional.of("flags are 0 to 3");
            case Operation.Put o when o.upper() < 0 || o.upper() >= 1 << AUX_UPPER.width() ->
                Optional.of("an upper half that is put has 8 bits");
            case Operation.Compute _, Operation.Access _, Operation.MapAdd _, Operation.Transfer _,
                 Operation.ContextAccess _, Operation.Push _, Operation.Request _ ->
                Optional.empty();
        };
    }

    /// Whether the operation can read this register as the answer of the last request instead ([Reg#RESULT]): what is
    /// asked first of an answer is whether it is 0, and what lies there.
    public static boolean takesResult(Operation operation, Reg reg) {
        return switch (operation) {
            case Operation.Branch o -> o.left().equals(reg) && o.right() instanceof Immediate;
            case Operation.Load o -> o.space() == Space.MAP && o.base().equals(Optional.of(reg));
            case Operation.Compute _, Operation.Store _, Operation.MapAdd _, Operation.Jump _, Operation.Exit _,
                 Operation.ContextAccess _, Operation.Push _, Operation.Request _ ->
                false;
        };
    }

    /// The slot of an operation whose registers are assigned and whose target is a bundle or an exit.
    public static BigInteger encode(Operation operation) {
        obstacle(operation).ifPresent(why -> {
            throw new IllegalArgumentException(operation + ": " + why);
        });
        Operands operands = Operands.of(operation);
        Opcode opcode = Opcode.of(OpClass.of(operation), operands.a, operands.b)
                .orElseThrow(() -> new IllegalArgumentException(operation + ": no operation code has these operands"));
        return OP.at(opcode.ordinal())
                .or(operand(operands.a, opcode.a(), A, AUX_LOW_IMM))
                .or(operand(operands.b, opcode.b(), B, AUX_HIGH_IMM))
                .or(others(operation));
    }

    /// The operands of an operation that [Opcode] has places for.
    private record Operands(Optional<Operand> a, Optional<Operand> b) {
        static Operands of(Operation operation) {
            return switch (operation) {
                case Operation.Alu o ->
                    two(o.op().readsLeft() || o.left() instanceof Reg ? o.left() : new Reg(0), o.right());
                case Operation.Compare o -> two(o.left(), o.right());
                case Operation.Choose o -> two(o.test(), o.whenSet());
                case Operation.Multiply o -> two(o.left(), o.right());
                case Operation.Load o -> new Operands(o.base().map(Operand.class::cast), Optional.empty());
                case Operation.Store o -> new Operands(o.base().map(Operand.class::cast), Optional.of(o.value()));
                case Operation.MapAdd o -> new Operands(o.base().map(Operand.class::cast), Optional.of(o.value()));
                case Operation.Branch o -> two(o.left(), o.right());
                case Operation.Jump _, Operation.Get _ -> new Operands(Optional.empty(), Optional.empty());
                case Operation.Exit o -> new Operands(Optional.of(o.action()), Optional.empty());
                case Operation.Put o -> new Operands(Optional.empty(), Optional.of(o.value()));
                case Operation.Adjust o -> new Operands(Optional.empty(), Optional.of(o.delta()));
                case Operation.Push o -> two(o.low(), o.high());
                case Operation.MapRequest o -> two(o.low(), o.high());
                case Operation.AtomicRequest o ->
                    new Operands(o.base().map(Operand.class::cast), Optional.of(o.value()));
                case Operation.DivideRequest o -> two(o.left(), o.right());
            };
        }

        private static Operands two(Operand a, Operand b) { return new Operands(Optional.of(a), Optional.of(b)); }
    }

    /// An operand at its place.
    private static BigInteger operand(Optional<Operand> operand, Opcode.Source source, Field register,
            Field isImmediate) {
        BigInteger present = switch (source) {
            case AUX_BASE -> AUX_BASE.at(bit(operand.isPresent()));
            case DST_BASE -> DST_BASE.at(bit(operand.isPresent()));
            case EITHER -> isImmediate.at(bit(operand.filter(Immediate.class::isInstance).isPresent()));
            case NONE, REGISTER, IMMEDIATE, NEAR, LENGTH, RESULT -> BigInteger.ZERO;
        };
        return present.or(operand.map(given -> switch (given) {
            case Reg reg -> register.at(reg.isResult() ? 0 : reg.number());
            case Immediate immediate -> (source == Opcode.Source.NEAR ? AUX : IMM).at(immediate.value());
            case Length _ -> BigInteger.ZERO;
        }).orElse(BigInteger.ZERO));
    }

    /// The fields beside operation code and operands.
    private static BigInteger others(Operation operation) {
        return switch (operation) {
            case Operation.Alu o -> dst(o.dst()).or(AUX_ALU.at(o.op().ordinal())).or(wide(o.width()));
            case Operation.Compare o -> dst(o.dst()).or(AUX_COND.at(o.cond().ordinal())).or(wide(o.width()));
            case Operation.Choose o -> dst(o.dst()).or(IMM.at(o.otherwise().value()));
            case Operation.Multiply o -> dst(o.dst()).or(wide(o.width()));
            case Operation.Load o -> dst(o.dst()).or(AUX_SIZE.at(o.size().ordinal())).or(AUX_SIGNED.at(bit(o.signed())))
                    .or(AUX_SWAPPED.at(bit(o.swapped()))).or(AUX_NON_FAULTING.at(bit(o.nonFaulting())))
                    .or(IMM.at(o.offset()));
            case Operation.Store o -> DST_SIZE.at(o.size().ordinal()).or(DST_SWAPPED.at(bit(o.swapped())))
                    .or(o.value() instanceof Reg ? IMM.at(o.offset()) : AUX.at(o.offset()));
            case Operation.MapAdd o -> DST_SIZE.at(o.size().ordinal()).or(IMM.at(o.offset()));
            case Operation.Branch o -> DST_COND.at(o.cond().ordinal()).or(DST_WIDE.at(bit(o.width() == Width.W64)))
                    .or(target(o.target()));
            case Operation.Jump o -> target(o.target());
            case Operation.Exit _ -> BigInteger.ZERO;
            case Operation.Get o -> dst(o.dst()).or(AUX_SPECIAL.at(o.special().ordinal()));
            case Operation.Put o -> AUX_SPECIAL.at(o.special().ordinal()).or(AUX_UPPER.at(o.upper()));
            case Operation.Adjust o -> dst(o.dst()).or(AUX_KIND.at(o.op().ordinal()));
            case Operation.Push o -> DST.at(o.index());
            case Operation.MapRequest o ->
                DST.at(o.map()).or(AUX_KIND.at(o.op().ordinal())).or(AUX_FLAGS.at(o.flags()));
            case Operation.AtomicRequest o -> AUX_ATOMIC.at(o.op().ordinal()).or(wide(o.width()))
                    .or(o.value() instanceof Reg ? IMM.at(o.offset()) : BigInteger.ZERO);
            case Operation.DivideRequest o -> AUX_KIND.at(o.op().ordinal()).or(wide(o.width()));
        };
    }

    private static BigInteger target(Target target) {
        return switch (target) {
            case Target.ToBundle to -> AUX.at(to.address());
            case Target.Leave leave -> AUX.at(MAX_BUNDLES + leave.action());
            case Target.ToBlock to -> throw new IllegalArgumentException("target is not placed yet: " + to);
        };
    }

    private static BigInteger dst(Reg reg) { return DST.at(reg.index()); }

    private static BigInteger wide(Width width) { return AUX_WIDE.at(bit(width == Width.W64)); }

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
