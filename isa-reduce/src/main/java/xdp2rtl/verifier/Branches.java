package xdp2rtl.verifier;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import xdp2rtl.cfg.Node;
import xdp2rtl.ebpf.Condition;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.OperandWidth;
import xdp2rtl.ebpf.SourceOperand;
import xdp2rtl.isa.CoreConfig;

/// What the outcome of a branch tells.
public final class Branches {
    /// Places that are inside of the frame wherever the packet begins, counted from there; not the frame's first byte.
    private static final Range INSIDE =
            new Range(1L - CoreConfig.HEADROOM_RESERVED, CoreConfig.PAGE - CoreConfig.LINEAR_END);

    /// What the low half of a number can be as a signed number.
    private static final Range SIGNED_HALF = Range.ofBytes(4, true);

    private final Refusal refusal;

    Branches(Refusal refusal) { this.refusal = refusal; }

    /// Whether two pointers lead into the same memory, so that their order and difference mean the same
    /// everywhere.
    public static boolean comparable(Type a, Type b) {
        if (a.isPlace()) { return b.isPlace(); }
        if (a instanceof Type.Stack(int frame, _) && b instanceof Type.Stack(int other, _)) { return frame == other; }
        if (a instanceof Type.Record x && b instanceof Type.Record y) { return x.name() == y.name(); }
        return a instanceof Type.MapValue x && b instanceof Type.MapValue y && x.maps().size() == 1
                && x.maps().equals(y.maps());
    }

    /// Whether a pointer can be tested for NULL: all of it, or the low half of one that is inside of the frame, for
    /// frames begin and end at borders of pages.
    private static boolean comparableWithNull(Type type, boolean wide) {
        Type whole = type instanceof Type.Half(Type pointer) ? pointer : type;
        if (wide && type == whole) { return type.isPointer(); }
        return whole instanceof Type.PacketEnd || whole instanceof Type.Packet packet && packet.from().within(INSIDE);
    }

    /// The types of both operands; refuses what may not be compared.
    public Type[] operands(State state, Node node) {
        Instruction.Branch branch = (Instruction.Branch) node.instruction();
        Type left = refusal.use(state, node, branch.left());
        Type right = switch (branch.right()) {
            case SourceOperand.Immediate(int value) -> Type.constant(value);
            case SourceOperand.Register(int register) -> refusal.use(state, node, register);
        };
        boolean equality = branch.condition() == Condition.EQ || branch.condition() == Condition.NE;
        boolean wide = branch.width() == OperandWidth.W64;
        boolean sound = !left.isPointer() && !right.isPointer()
                || wide && branch.condition() != Condition.SET && comparable(left, right)
                || equality && (right.isZero() && comparableWithNull(left, wide)
                        || left.isZero() && comparableWithNull(right, wide));
        if (!sound) {
            throw refusal.of(node, "compares " + left.text() + " with " + right.text(),
                    Transfer.ELSEWHERE,
                    "Compare pointers into the same memory, or a pointer with NULL");
        }
        return new Type[]{left, right};
    }

    /// What is known if the branch goes this way; empty if it never does.
    public Optional<State> along(State before, Node node, boolean taken) {
        if (node.instruction() instanceof Instruction.MayGoto) { return Optional.of(before.copy()); }
        Instruction.Branch branch = (Instruction.Branch) node.instruction();
        Type[] types = operands(before, node);
        State state = before.copy();
        Typed left = before.register(node.frame(), branch.left());
        Typed right = branch.right() instanceof SourceOperand.Register(int register)
                ? before.register(node.frame(), register)
                : Typed.of(types[1]);
        boolean feasible;
        if (types[0] instanceof Type.Number(Range a) && types[1] instanceof Type.Number(Range b)) {
            feasible = numbers(state, node, branch, taken, a, b);
        } else if (types[1].isZero()) {
            feasible = nullTest(state, node, branch.left(), left,
                    branch.condition() == Condition.EQ == taken);
        } else if (types[0].isZero()) {
            int register = ((SourceOperand.Register) branch.right()).number();
            feasible = nullTest(state, node, register, right, branch.condition() == Condition.EQ == taken);
        } else {
            packet(state, branch.condition(), taken, types[0], types[1]);
            feasible = true;
        }
        return feasible ? Optional.of(state) : Optional.empty();
    }

    private static boolean nullTest(State state, Node node, int register, Typed pointer, boolean isNull) {
        Optional<Type> found = notNull(pointer.type());
        if (found.isEmpty()) { return !isNull; }
        if (pointer.type() instanceof Type.Record record) {
            if (isNull) {
                state.release(record.name(), Type.constant(0));
            } else {
                state.changeRecord(record.name(), Branches::notNull);
            }
            return true;
        }
        refine(state, node, register, pointer, isNull ? Type.constant(0) : found.get());
        return true;
    }

    /// What a pointer that may be null is if it is not; empty for others.
    private static Optional<Type> notNull(Type type) {
        return switch (type) {
            case Type.MapValue value when value.nullable() ->
                Optional.of(new Type.MapValue(value.maps(), value.offset(), false));
            case Type.Record record when record.nullable() -> Optional.of(notNull(record));
            case Type.InnerMap(int outer, boolean nullable) when nullable ->
                Optional.of(new Type.InnerMap(outer, false));
            case Type.MapValue _, Type.InnerMap _, Type.Unset _, Type.Number _, Type.Context _, Type.Packet _,
                 Type.PacketEnd _, Type.Stack _, Type.Map _, Type.Stale _, Type.Half _, Type.Function _, Type.Tainted _,
                 Type.Record _ ->
                Optional.empty();
        };
    }

    private static Type.Record notNull(Type.Record record) {
        return new Type.Record(record.map(), record.size(), record.name(), record.offset(), false);
    }

    private static void refine(State state, Node node, int register, Typed value, Type type) {
        if (value.id() != Typed.ANY) {
            state.refine(value.id(), type);
        } else {
            state.set(node.frame(), register, Typed.of(type));
        }
    }

    private static boolean numbers(State state, Node node, Instruction.Branch branch, boolean taken, Range a,
            Range b) {
        if (a.isConstant() && b.isConstant()) {
            return branch.condition().holds(branch.width(), a.low(), b.low()) == taken;
        }
        List<Range> seen = seen(branch, a, b);
        if (seen.isEmpty()) { return true; }
        Optional<Range> newLeft = narrowed(branch.condition(), taken, seen.getFirst(), seen.getLast());
        Optional<Range> newRight = narrowed(swapped(branch.condition()), taken, seen.getLast(), seen.getFirst());
        if (newLeft.isEmpty() || newRight.isEmpty()) { return false; }
        if (seen.getFirst().equals(a)) {
            refine(state, node, branch.left(), state.register(node.frame(), branch.left()),
                    Type.number(newLeft.get()));
        }
        if (branch.right() instanceof SourceOperand.Register(int register) && seen.getLast().equals(b)) {
            refine(state, node, register, state.register(node.frame(), register),
                    Type.number(newRight.get()));
        }
        return true;
    }

    /// Both operands as the numbers that are compared, of which the order is that of 64-bit numbers; none if a half of
    /// one of them is not known well enough.
    private static List<Range> seen(Instruction.Branch branch, Range a, Range b) {
        if (branch.width() == OperandWidth.W64) { return List.of(a, b); }
        List<Range> signed = Stream.of(a, b).flatMap(range -> half(range, SIGNED_HALF).stream()).toList();
        List<Range> unsigned = Stream.of(a, b).flatMap(range -> half(range, Range.U32).stream()).toList();
        List<List<Range>> good = switch (branch.condition()) {
            case SGT, SGE, SLT, SLE -> List.of(signed);
            case GT, GE, LT, LE, SET -> List.of(unsigned);
            case EQ, NE -> List.of(unsigned, signed);
        };
        return good.stream().filter(both -> both.size() == 2).findFirst().orElse(List.of());
    }

    /// The low half of a number, taken for one of `all`, if it is known.
    private static Optional<Range> half(Range range, Range all) {
        if (range.isConstant()) {
            return Optional.of(Range.of(all.low() < 0 ? (int) range.low() : range.low() & 0xffff_ffffL));
        }
        return range.within(all) ? Optional.of(range) : Optional.empty();
    }

    /// The part of `a` for which `a condition b` can be as `taken` says; empty if there is none.
    private static Optional<Range> narrowed(Condition condition, boolean taken, Range a, Range b) {
        Condition holds = taken ? condition : opposite(condition);
        boolean ordered = a.low() >= 0 && b.low() >= 0;
        return switch (holds) {
            case EQ -> range(Math.max(a.low(), b.low()), Math.min(a.high(), b.high()));
            case NE -> !b.isConstant() ? Optional.of(a)
                    : range(a.low() == b.low() ? Math.addExact(clampUp(a.low()), 1) : a.low(),
                            a.high() == b.low() ? clampDown(a.high()) - 1 : a.high());
            case SET -> Optional.of(a);
            // Below a non-negative number as unsigned numbers is to be non-negative too.
            case LT -> b.low() < 0 ? Optional.of(a)
                    : range(Math.max(a.low(), 0), Math.min(a.high(), clampDown(b.high()) - 1));
            case LE -> b.low() < 0 ? Optional.of(a)
                    : range(Math.max(a.low(), 0), Math.min(a.high(), b.high()));
            case GT -> !ordered ? Optional.of(a) : range(Math.max(a.low(), clampUp(b.low()) + 1), a.high());
            case GE -> !ordered ? Optional.of(a) : range(Math.max(a.low(), b.low()), a.high());
            case SLT -> range(a.low(), Math.min(a.high(), clampDown(b.high()) - 1));
            case SLE -> range(a.low(), Math.min(a.high(), b.high()));
            case SGT -> range(Math.max(a.low(), clampUp(b.low()) + 1), a.high());
            case SGE -> range(Math.max(a.low(), b.low()), a.high());
        };
    }

    private static long clampUp(long value) { return Math.min(value, Long.MAX_VALUE - 1); }

    private static long clampDown(long value) { return Math.max(value, Long.MIN_VALUE + 1); }

    private static Optional<Range> range(long low, long high) {
        return low <= high ? Optional.of(new Range(low, high)) : Optional.empty();
    }

    private static Condition swapped(Condition condition) {
        return switch (condition) {
            case EQ, NE, SET -> condition;
            case GT -> Condition.LT;
            case GE -> Condition.LE;
            case LT -> Condition.GT;
            case LE -> Condition.GE;
            case SGT -> Condition.SLT;
            case SGE -> Condition.SLE;
            case SLT -> Condition.SGT;
            case SLE -> Condition.SGE;
        };
    }

    /// The condition that holds where this one does not; SET has none and stands for itself, which narrows
    /// nothing.
    private static Condition opposite(Condition condition) {
        return switch (condition) {
            case EQ -> Condition.NE;
            case NE -> Condition.EQ;
            case SET -> Condition.SET;
            case GT -> Condition.LE;
            case GE -> Condition.LT;
            case LT -> Condition.GE;
            case LE -> Condition.GT;
            case SGT -> Condition.SLE;
            case SGE -> Condition.SLT;
            case SLT -> Condition.SGE;
            case SLE -> Condition.SGT;
        };
    }

    /// A pointer that is not above the end proves the bytes in front of it; likewise metadata against the
    /// packet's start.
    private static void packet(State state, Condition condition, boolean taken, Type left, Type right) {
        Condition holds = taken ? condition : opposite(condition);
        switch (holds) {
            case LE, SLE -> below(state, left, right, 0);
            case LT, SLT -> below(state, left, right, 1);
            case GE, SGE -> below(state, right, left, 0);
            case GT, SGT -> below(state, right, left, 1);
            case EQ -> {
                below(state, left, right, 0);
                below(state, right, left, 0);
            }
            case NE, SET -> {}
        }
    }

    private static void below(State state, Type pointer, Type bound, int more) {
        if (!(pointer instanceof Type.Packet packet)) { return; }
        boolean metadata = packet.root() == Type.Packet.META && bound instanceof Type.Packet start
                && start.root() == Type.Packet.DATA
                && start.offset() <= 0;
        if (metadata || bound instanceof Type.PacketEnd && packet.root() != Type.Packet.META) {
            state.prove(packet.root(), packet.offset() + more);
            // A pointer is at least where its place begins, so the packet is at least that long.
            if (!metadata && packet.place().low() >= 0 && packet.place().low() < CoreConfig.PAGE) {
                state.prove(Type.Packet.DATA, packet.from().low() + more);
            }
        }
    }
}
