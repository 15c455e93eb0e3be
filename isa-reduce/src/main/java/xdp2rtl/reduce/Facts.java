package xdp2rtl.reduce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

/// What holds at one place of a graph: what is known of each value, and comparisons of two values that
/// branches have established.
///
/// A pass walks the dominator tree, takes a [#mark] on the way down and goes back to it ([#undo]) on the way
/// up. The packet's length is a value too, a new one after each change (see [States#ofLength]).
final class Facts {
    /// A packet is never shorter than an Ethernet header, neither on arrival nor after a move of its borders,
    /// and never longer than its frame (net/core/filter.c: bpf_xdp_adjust_head, bpf_xdp_adjust_tail).
    static final Known LENGTH =
        Known.range(CoreConfig.MIN_PACKET, CoreConfig.FRAME_END - CoreConfig.HEADROOM_RESERVED);

    /// `value(left) + add  cond  value(right)`, where the sum does not wrap.
    private record Relation(Cond cond, int left, long add, int right) {}

    /// `value(left) cond right`, as a branch has asked.
    private record Asked(Cond cond, Width width, int left, int right) {}

    private record Mark(int relations, int asked) {}

    private record Sum(int root, long add) {}

    private record Change(int value, Known before) {}

    private Known[] known;
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
    Facts(int values, int lengths) {
        this.lengths = lengths;
        known = new Known[lengths + values];
        definition = new Operation[lengths + values];
        for (int i = 0; i < lengths; i++) {
            known[i] = LENGTH;
        }
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
    void define(Reg reg, Operation operation, Known value) {
        int index = lengths + reg.number();
        if (index >= known.length) {
            known = Arrays.copyOf(known, 2 * index);
            definition = Arrays.copyOf(definition, 2 * index);
        }
        known[index] = value;
        definition[index] = operation;
    }

    Known of(Operand operand, int length) {
        return switch (operand) {
            case Immediate imm -> Known.constant(imm.value());
            case Reg reg -> reg.number() + lengths < known.length && known[lengths + reg.number()] != null
                ? known[lengths + reg.number()] : Known.ANY;
            case Length _ -> known[length];
        };
    }

    Known ofLength(int length) { return known[length]; }

    void refineLength(int length, Known by) { set(length, known[length].and(by)); }

    /// Learns that the condition holds.
    void assume(Cond cond, Width width, Operand left, Operand right, int length) {
        Known a = of(left, length);
        Known b = of(right, length);
        if (right instanceof Immediate imm && !(left instanceof Immediate)) {
            asked.add(new Asked(cond, width, index(left, length), imm.value()));
        }
        if (width == Width.W32) {
            if (!a.fits(32)) {
                return;
            }
            b = right instanceof Immediate imm ? Known.constant(imm.value() & Known.LOW32) : b;
            boolean signed = isSigned(cond);
            if (!b.fits(32) || signed && (!a.fits(31) || !b.fits(31))) {
                return;
            }
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

    private void refine(Operand operand, int length, Known value) {
        switch (operand) {
            case Reg reg -> set(lengths + reg.number(), value);
            case Length _ -> set(length, value);
            case Immediate _ -> { }
        }
    }

    private void set(int index, Known value) {
        if (!value.equals(known[index]) && !value.contradicts()) {
            changes.add(new Change(index, known[index]));
            known[index] = value;
        }
    }

    /// A value that is known not to be its `otherwise` was chosen; a comparison that is known says what it
    /// compares.
    private void follow(Operand left, Operand right) {
        if (!(left instanceof Reg reg) || !(right instanceof Immediate)) {
            return;
        }
        Known now = of(left, 0);
        boolean zero = now.isConstant() && now.min() == 0;
        boolean set = Known.decide(Cond.NE, now, Known.constant(0)) == 1;
        switch (definition(reg)) {
            case Operation.Choose o -> {
                if (Known.decide(Cond.EQ, now, Known.constant(o.otherwise().value())) == 0) {
                    assume(Cond.NE, Width.W64, o.test(), new Immediate(0), 0);
                } else if (Known.decide(Cond.EQ, now, of(o.whenSet(), 0)) == 0) {
                    assume(Cond.EQ, Width.W64, o.test(), new Immediate(0), 0);
                }
            }
            case Operation.Compare o -> {
                if (set || zero) {
                    assume(set ? o.cond() : o.cond().negated(), o.width(), o.left(), o.right(), 0);
                }
            }
            case null -> { }
            case Operation.Alu _, Operation.Multiply _, Operation.Load _, Operation.Store _,
                 Operation.Branch _, Operation.Jump _, Operation.Exit _, Operation.Get _, Operation.Put _,
                 Operation.Adjust _, Operation.Push _, Operation.MapRequest _, Operation.AtomicRequest _,
                 Operation.DivideRequest _ -> { }
        }
    }

    /// What computes the operand; null if it is no register or a block parameter.
    Operation definition(Operand operand) {
        return operand instanceof Reg reg && reg.number() + lengths < definition.length
            ? definition[lengths + reg.number()] : null;
    }

    /// Whether the register holds the length of the packet in the given state.
    boolean isLength(Operand operand, int length) {
        return operand instanceof Reg reg && lengthOf.getOrDefault(reg.number(), -1) == length;
    }

    /// Whether the condition holds here: 1 yes, 0 no, -1 open.
    int decide(Cond cond, Width width, Operand left, Operand right, int length) {
        Known a = of(left, length);
        Known b = of(right, length);
        if (left.equals(right)) {
            int same = ofEqual(cond, a);
            if (same >= 0) {
                return same;
            }
        }
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
                return cond.holds(width, a.min(), b.min()) ? 1 : 0;
            } else {
                a = Known.ANY;
                b = Known.ANY;
            }
        }
        int plain = Known.decide(cond, a, b);
        if (plain < 0 && right instanceof Immediate imm && !(left instanceof Immediate)) {
            return before(cond, width, index(left, length), imm.value());
        }
        relate &= !(right instanceof Immediate) && cond != Cond.SET && cond != Cond.CLEAR;
        return plain >= 0 || !relate ? plain : related(cond, sum(left, length), sum(right, length));
    }

    /// The answer, if the very same was asked before.
    private int before(Cond cond, Width width, int left, int right) {
        for (int i = asked.size() - 1; i >= 0; i--) {
            Asked a = asked.get(i);
            if (a.left == left && a.right == right && a.width == width
                && (a.cond == cond || a.cond == cond.negated())) {
                return a.cond == cond ? 1 : 0;
            }
        }
        return -1;
    }

    private int index(Operand operand, int length) {
        return operand instanceof Reg reg ? lengthOf.getOrDefault(reg.number(), lengths + reg.number())
            : length;
    }

    private static int ofEqual(Cond cond, Known value) {
        return switch (cond) {
            case EQ, LE, GE, SLE, SGE -> 1;
            case NE, LT, GT, SLT, SGT -> 0;
            case SET -> value.min() != 0 ? -1 : value.isConstant() ? 0 : -1;
            case CLEAR -> value.isConstant() && value.min() == 0 ? 1 : -1;
        };
    }

    /// Looks for an established comparison of the same two values that implies this one or its contrary.
    private int related(Cond cond, Sum left, Sum right) {
        long add = left.add - right.add;
        for (int i = relations.size() - 1; i >= 0; i--) {
            Relation r = relations.get(i);
            int answer = -1;
            if (r.left == left.root && r.right == right.root) {
                answer = implied(r.cond, r.add, cond, add);
            } else if (r.left == right.root && r.right == left.root) {
                answer = implied(r.cond.swapped(), -r.add, cond, add);
            }
            if (answer >= 0) {
                return answer;
            }
        }
        return -1;
    }

    /// Whether `x + a cond y` follows from `x + k given y`, where no sum wraps.
    private static int implied(Cond given, long k, Cond cond, long a) {
        if (given == cond && a == k) {
            return 1;
        }
        if (given == cond.negated() && a == k) {
            return 0;
        }
        return switch (given) {
            // x - y <= -k (LE) or <= -k - 1 (LT)
            case LE -> below(-k, cond, a);
            case LT -> below(-k - 1, cond, a);
            case GE -> above(-k, cond, a);
            case GT -> above(-k + 1, cond, a);
            case EQ -> below(-k, cond, a) >= 0 ? below(-k, cond, a) : above(-k, cond, a);
            case NE, SLT, SLE, SGT, SGE, SET, CLEAR -> -1;
        };
    }

    /// Whether `x + a cond y` follows from `x - y <= most`.
    private static int below(long most, Cond cond, long a) {
        return switch (cond) {
            case LE -> most + a <= 0 ? 1 : -1;
            case LT -> most + a < 0 ? 1 : -1;
            case GT -> most + a <= 0 ? 0 : -1;
            case GE -> most + a < 0 ? 0 : -1;
            case EQ -> most + a < 0 ? 0 : -1;
            case NE -> most + a < 0 ? 1 : -1;
            case SLT, SLE, SGT, SGE, SET, CLEAR -> -1;
        };
    }

    /// Whether `x + a cond y` follows from `x - y >= least`.
    private static int above(long least, Cond cond, long a) {
        return switch (cond) {
            case GE -> least + a >= 0 ? 1 : -1;
            case GT -> least + a > 0 ? 1 : -1;
            case LT -> least + a >= 0 ? 0 : -1;
            case LE -> least + a > 0 ? 0 : -1;
            case EQ -> least + a > 0 ? 0 : -1;
            case NE -> least + a > 0 ? 1 : -1;
            case SLT, SLE, SGT, SGE, SET, CLEAR -> -1;
        };
    }

    /// The value as another one plus a constant, as long as no sum on the way wraps.
    private Sum sum(Operand operand, int length) {
        if (!(operand instanceof Reg reg)) {
            return new Sum(length, 0);
        }
        long add = 0;
        while (definition(reg) instanceof Operation.Alu o && o.op() == AluOp.ADD && o.width() == Width.W64
               && o.left() instanceof Reg left && o.right() instanceof Immediate imm) {
            Known base = of(left, 0);
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
