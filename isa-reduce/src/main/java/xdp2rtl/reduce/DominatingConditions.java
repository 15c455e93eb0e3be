package xdp2rtl.reduce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Length;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Width;
import xdp2rtl.reduce.rules.KnownBits;
import xdp2rtl.reduce.rules.Truth;

/// What holds at one place of a graph: what is known of each value, and comparisons of two values that
/// branches have established.
///
/// A pass walks the dominator tree, takes a [#mark] on the way down and goes back to it ([#undo]) on the way
/// up. The packet's length is a value too, a new one after each change (see [States#ofLength]).
final class DominatingConditions {
    /// A packet is never shorter than an Ethernet header, neither on arrival nor after a move of its borders,
    /// and never longer than its frame (net/core/filter.c: bpf_xdp_adjust_head, bpf_xdp_adjust_tail).
    static final KnownBits LENGTH =
            KnownBits.range(CoreConfig.MIN_PACKET, CoreConfig.LINEAR_END - CoreConfig.HEADROOM_RESERVED);

    /// `value(left) + add  cond  value(right)`, where the sum does not wrap.
    private record Relation(Cond cond, int left, long add, int right) {}

    /// `value(left) cond right`, as a branch has asked.
    private record Asked(Cond cond, Width width, int left, int right) {}

    private record Mark(int relations, int asked) {}

    private record Sum(int root, long add) {}

    private record Change(int value, KnownBits before) {}

    private KnownBits[] known;
    private Operation[] definition;
    private final int lengths;
    /// Registers that hold the length of the packet, and which state of it.
    private final Map<Integer, Integer> lengthOf = new HashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<Relation> relations = new ArrayList<>();
    private final List<Asked> asked = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();

    /// @param values  the number of registers; more are added by [#define]
    /// @param lengths the number of states of the packet's length
    DominatingConditions(int values, int lengths) {
        this.lengths = lengths;
        known = new KnownBits[lengths + values];
        definition = new Operation[lengths + values];
        Arrays.fill(known, KnownBits.ANY);
        Arrays.fill(known, 0, lengths, LENGTH);
    }

    /// Where to go back to.
    int mark() {
        marks.add(new Mark(relations.size(), asked.size()));
        return changes.size();
    }

    /// Forgets what was learned since the mark was taken, the last mark that is still open.
    void undo(int mark) {
        while (changes.size() > mark) {
            Change change = changes.removeLast();
            known[change.value] = change.before;
        }
        Mark kept = marks.removeLast();
        relations.subList(kept.relations, relations.size()).clear();
        asked.subList(kept.asked, asked.size()).clear();
    }

    /// Records what a register holds from here on. Single assignment: nothing was known of it.
    void define(Reg reg, Operation operation, KnownBits value) {
        define(reg, value);
        definition[lengths + reg.number()] = operation;
    }

    /// The same for a block parameter, which no operation computes.
    void define(Reg reg, KnownBits value) {
        int index = lengths + reg.number();
        if (index >= known.length) {
            int size = known.length;
            known = Arrays.copyOf(known, 2 * index);
            definition = Arrays.copyOf(definition, 2 * index);
            Arrays.fill(known, size, known.length, KnownBits.ANY);
        }
        known[index] = value;
    }

    KnownBits of(Operand operand, int length) {
        return switch (operand) {
            case Immediate imm -> KnownBits.constant(imm.value());
            case Reg reg -> reg.number() + lengths < known.length ? known[lengths + reg.number()] : KnownBits.ANY;
            case Length _ -> known[length];
        };
    }

    KnownBits ofLength(int length) { return known[length]; }

    void refineLength(int length, KnownBits by) { set(length, known[length].and(by)); }

    /// Learns that the condition holds.
    void assume(Cond cond, Width width, Operand left, Operand right, int length) {
        KnownBits a = of(left, length);
        KnownBits b = of(right, length);
        if (right instanceof Immediate imm && !(left instanceof Immediate)) {
            asked.add(new Asked(cond, width, index(left, length), imm.value()));
        }
        if (width == Width.W32) {
            if (!a.fits(32)) { return; }
            b = right instanceof Immediate imm ? KnownBits.constant(imm.value() & KnownBits.LOW32) : b;
            boolean signed = isSigned(cond);
            if (!b.fits(32) || signed && (!a.fits(31) || !b.fits(31))) { return; }
        }
        refine(left, length, a.given(cond, b));
        if (!(right instanceof Immediate)) {
            refine(right, length, b.given(cond.swapped(), a));
            if (cond != Cond.SET && cond != Cond.CLEAR) {
                Sum sum = sum(left, length);
                Sum other = sum(right, length);
                relations.add(new Relation(cond, sum.root, sum.add - other.add, other.root));
            }
        }
        follow(left, right);
    }

    private static boolean isSigned(Cond cond) {
        return switch (cond) {
            case SLT, SLE, SGT, SGE -> true;
            case EQ, NE, LT, LE, GT, GE, SET, CLEAR -> false;
        };
    }

    private void refine(Operand operand, int length, KnownBits value) {
        switch (operand) {
            case Reg reg -> set(lengths + reg.number(), value);
            case Length _ -> set(length, value);
            case Immediate _ -> {}
        }
    }

    private void set(int index, KnownBits value) {
        if (!value.equals(known[index]) && !value.contradicts()) {
            changes.add(new Change(index, known[index]));
            known[index] = value;
        }
    }

    /// A value that is known not to be its `otherwise` was chosen; a comparison that is known says what it
    /// compares.
    private void follow(Operand left, Operand right) {
        if (!(left instanceof Reg reg) || !(right instanceof Immediate)) { return; }
        KnownBits now = of(left, 0);
        definition(reg).ifPresent(by -> follow(by, now));
    }

    private void follow(Operation by, KnownBits now) {
        switch (by) {
            case Operation.Choose o -> {
                KnownBits otherwise = KnownBits.constant(o.otherwise().value());
                if (KnownBits.decide(Cond.EQ, now, otherwise) == Truth.FALSE) {
                    assume(Cond.NE, Width.W64, o.test(), new Immediate(0), 0);
                } else if (KnownBits.decide(Cond.EQ, now, of(o.whenSet(), 0)) == Truth.FALSE) {
                    assume(Cond.EQ, Width.W64, o.test(), new Immediate(0), 0);
                }
            }
            case Operation.Compare o -> {
                switch (KnownBits.decide(Cond.NE, now, KnownBits.constant(0))) {
                    case TRUE -> assume(o.cond(), o.width(), o.left(), o.right(), 0);
                    case FALSE -> assume(o.cond().negated(), o.width(), o.left(), o.right(), 0);
                    case UNKNOWN -> {}
                }
            }
            case Operation.Alu _, Operation.Multiply _, Operation.Access _, Operation.MapAdd _, Operation.Transfer _,
                 Operation.ContextAccess _, Operation.Push _, Operation.Request _ ->
                {}
        }
    }

    /// What computes the operand; empty if it is no register or a block parameter.
    Optional<Operation> definition(Operand operand) {
        return operand instanceof Reg reg && reg.number() + lengths < definition.length
                ? Optional.ofNullable(definition[lengths + reg.number()]) : Optional.empty();
    }

    /// Whether the register holds the length of the packet in the given state.
    boolean isLength(Operand operand, int length) {
        return operand instanceof Reg reg && lengthOf.getOrDefault(reg.number(), -1) == length;
    }

    /// Whether the condition holds here.
    Truth decide(Cond cond, Width width, Operand left, Operand right, int length) {
        KnownBits a = of(left, length);
        KnownBits b = of(right, length);
        if (left.equals(right) && ofEqual(cond, a).isKnown()) { return ofEqual(cond, a); }
        boolean relate = width == Width.W64;
        if (width == Width.W32) {
            if (a.fits(31) && b.low32().fits(31)) {
                relate = b.fits(32);
                b = b.low32();
            } else if (!isSigned(cond)) {
                relate = a.fits(32) && b.fits(32);
                a = a.low32();
                b = b.low32();
            } else if (a.isConstant() && b.isConstant()) {
                return Truth.of(cond.holds(width, a.min(), b.min()));
            } else {
                a = KnownBits.ANY;
                b = KnownBits.ANY;
            }
        }
        Truth plain = KnownBits.decide(cond, a, b);
        if (!plain.isKnown() && right instanceof Immediate imm && !(left instanceof Immediate)) {
            return before(cond, width, index(left, length), imm.value());
        }
        relate &= !(right instanceof Immediate) && cond != Cond.SET && cond != Cond.CLEAR;
        return plain.isKnown() || !relate ? plain : related(cond, sum(left, length), sum(right, length));
    }

    /// The answer, if the very same was asked before.
    private Truth before(Cond cond, Width width, int left, int right) {
        for (Asked a : asked.reversed()) {
            if (a.left == left && a.right == right && a.width == width
                    && (a.cond == cond || a.cond == cond.negated())) {
                return Truth.of(a.cond == cond);
            }
        }
        return Truth.UNKNOWN;
    }

    private int index(Operand operand, int length) {
        return operand instanceof Reg reg ? lengthOf.getOrDefault(reg.number(), lengths + reg.number())
                : length;
    }

    private static Truth ofEqual(Cond cond, KnownBits value) {
        return switch (cond) {
            case EQ, LE, GE, SLE, SGE -> Truth.TRUE;
            case NE, LT, GT, SLT, SGT -> Truth.FALSE;
            case SET -> KnownBits.decide(Cond.NE, value, KnownBits.constant(0));
            case CLEAR -> KnownBits.decide(Cond.EQ, value, KnownBits.constant(0));
        };
    }

    /// Looks for an established comparison of the same two values that implies this one or its contrary.
    private Truth related(Cond cond, Sum left, Sum right) {
        long add = left.add - right.add;
        for (Relation r : relations.reversed()) {
            Truth answer = Truth.UNKNOWN;
            if (r.left == left.root && r.right == right.root) {
                answer = Implication.of(r.cond, r.add, cond, add);
            } else if (r.left == right.root && r.right == left.root) {
                answer = Implication.of(r.cond.swapped(), -r.add, cond, add);
            }
            if (answer.isKnown()) { return answer; }
        }
        return Truth.UNKNOWN;
    }

    /// The value as another one plus a constant, as long as no sum on the way wraps.
    private Sum sum(Operand operand, int length) {
        if (!(operand instanceof Reg reg)) { return new Sum(length, 0); }
        long add = 0;
        for (Optional<Operation> by = definition(reg); by.isPresent(); by = definition(reg)) {
            if (!(by.get() instanceof Operation.Alu o && o.op() == AluOp.ADD && o.width() == Width.W64
                    && o.left() instanceof Reg left && o.right() instanceof Immediate imm)) {
                break;
            }
            KnownBits base = of(left, 0);
            if (!base.fits(62) || base.min() + imm.value() < 0) {
                break;
            }
            add += imm.value();
            reg = left;
        }
        return new Sum(index(reg, length), add);
    }

    /// `left - right`, if it is a constant whatever their values are.
    OptionalLong difference(Reg left, Reg right) {
        Sum a = sum(left, 0);
        Sum b = sum(right, 0);
        return a.root == b.root ? OptionalLong.of(a.add - b.add) : OptionalLong.empty();
    }

    /// Learns that the register was given the length of the packet in this state.
    void holdsLength(Reg reg, int length) { lengthOf.put(reg.number(), length); }
}
