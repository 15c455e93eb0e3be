package xdp2rtl.reduce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Special;
import xdp2rtl.isa.Width;
import xdp2rtl.reduce.rules.KnownBits;
import xdp2rtl.reduce.rules.OperandForm;

/// Random operands that fit a form: what computes them, what is known of them, and values of what they start
/// from that are among the known ones.
final class RuleTerms {
    private static final int[] CONSTANTS = {0, 1, 2, 3, 4, 7, 8, 16, 24, 30, 31, 32, 48, 56, 63, 64, 127, 128, 255,
            256, 32767, 32768, 65535, 65536, 0x800, -1, -2, -8, -256, Integer.MAX_VALUE, Integer.MIN_VALUE};
    private static final int REGISTERS = 256;

    /// A register that nothing computes.
    private record Leaf(Reg reg, KnownBits known) {}

    final Scope scope;
    final List<Step> steps = new ArrayList<>();
    private final Random random;
    private final GraphDraft draft;
    private final DominatingConditions facts = new DominatingConditions(REGISTERS, 1);
    private final List<Leaf> leaves = new ArrayList<>();
    private final List<Reg> lengths = new ArrayList<>();
    private final List<Reg> made = new ArrayList<>();
    private final AccessRules results;

    RuleTerms(Random random) {
        this.random = random;
        draft = new GraphDraft(new Graph(List.of(), 0));
        scope = new Scope(facts, draft);
        scope.enter(steps, Step.NOWHERE, 0);
        results = new AccessRules(scope);
    }

    Reg fresh() { return draft.fresh(); }

    <T> T any(List<T> of) { return of.get(random.nextInt(of.size())); }

    <E> E any(Set<E> of) { return any(List.copyOf(of)); }

    Immediate constant() {
        int value = any(Arrays.stream(CONSTANTS).boxed().toList());
        return new Immediate(switch (random.nextInt(6)) {
            case 0 -> value + random.nextInt(3) - 1;
            case 1 -> (1 << random.nextInt(17)) - 1;
            default -> value;
        });
    }

    /// @param onLeft whether only a register can stand there
    Operand operand(OperandForm form, boolean onLeft) {
        return switch (form) {
            case OperandForm.Any _ -> onLeft || random.nextBoolean() ? register() : constant();
            case OperandForm.Register _ -> register();
            case OperandForm.Constant _ -> constant();
            case OperandForm.Exactly exactly -> new Immediate(exactly.value());
            case OperandForm.Length _ -> new Operand.Length();
            case OperandForm.Computed by -> computed(any(by.ops()), any(by.widths()), by.left(), by.right());
            case OperandForm.Compared _ -> compared();
            case OperandForm.Chosen _ -> define(new Operation.Choose(fresh(), register(), register(), constant()));
        };
    }

    Operation.Alu alu(AluOp op, Width width, OperandForm left, OperandForm right) {
        Operand first = op.readsLeft() ? operand(left, true) : new Immediate(0);
        Operand second = isUnary(op) ? new Immediate(0) : random.nextInt(12) == 0
                && right instanceof OperandForm.Any && first instanceof Reg ? first : operand(right, false);
        return new Operation.Alu(op, width, fresh(), first, second);
    }

    private Reg computed(AluOp op, Width width, OperandForm left, OperandForm right) {
        return define(alu(op, width, left, right));
    }

    private Reg compared() {
        boolean plain = random.nextBoolean();
        return define(new Operation.Compare(plain ? Cond.NE : any(List.of(Cond.values())),
                plain ? Width.W64 : any(List.of(Width.values())), fresh(), register(),
                plain ? new Immediate(0) : operand(new OperandForm.Any(), false)));
    }

    private static boolean isUnary(AluOp op) {
        return switch (op) {
            case SEXT8, SEXT16, SEXT32, SWAP16, SWAP32, SWAP64 -> true;
            case ADD, SUB, RSUB, AND, OR, XOR, LSH, RSH, ARSH, MOV, PAIR, PAIR16, ADDC32, ROR32, FOLD, NFOLD -> false;
        };
    }

    /// An old register, a new one with anything or little known of it, a computed one, or one with the length.
    Reg register() {
        return switch (random.nextInt(12)) {
            case 0, 1 -> made.isEmpty() ? leaf() : any(made);
            case 2 -> computed(AluOp.ADD, Width.W64, new OperandForm.Register(), new OperandForm.Constant());
            case 3 -> computed(any(List.of(AluOp.values())), any(List.of(Width.values())), new OperandForm.Register(),
                    new OperandForm.Any());
            case 4 -> length();
            case 5 -> compared();
            default -> leaf();
        };
    }

    private Reg length() {
        Reg reg = define(new Operation.Get(fresh(), Special.LENGTH));
        facts.holdsLength(reg, 0);
        lengths.add(reg);
        return reg;
    }

    private Reg leaf() {
        Reg reg = fresh();
        long low = constant().value();
        KnownBits known = switch (random.nextInt(8)) {
            case 0 -> KnownBits.ANY;
            case 1 -> KnownBits.constant(random.nextBoolean() ? low : any(List.of(0L, 1L, 65535L, 1L << 16,
                    1L << 32, 3L << 48, -1L << 48, 0x1234_5678_9abcL)));
            case 2 -> KnownBits.range(low, Long.compareUnsigned(low + 5, low) < 0 ? -1 : low + 5);
            case 3 -> new KnownBits(random.nextLong(), 0, 0, -1);
            case 4 -> KnownBits.constant(random.nextInt()).or(KnownBits.constant(constant().value()));
            default -> KnownBits.bits(any(List.of(1, 8, 15, 16, 31, 32, 48, 62)));
        };
        facts.define(reg, known);
        leaves.add(new Leaf(reg, known));
        made.add(reg);
        return reg;
    }

    private Reg define(Operation operation) {
        Reg dst = operation.writes().orElseThrow();
        steps.add(new Step(operation, Step.NOWHERE));
        facts.define(dst, operation, results.result(operation));
        made.add(dst);
        return dst;
    }

    /// Values of all registers that nothing computes.
    RuleValues values() {
        KnownBits length = facts.ofLength(0);
        RuleValues values = new RuleValues(value(length));
        leaves.forEach(leaf -> values.set(leaf.reg, value(leaf.known)));
        lengths.forEach(reg -> values.set(reg, values.length()));
        return values;
    }

    /// One of the values that are known to be possible: an end of the range, or any.
    private long value(KnownBits known) {
        for (int i = 0; i < 20; i++) {
            long span = known.max() - known.min();
            long any = switch (random.nextInt(4)) {
                case 0 -> known.min();
                case 1 -> known.max();
                case 2 -> constant().value();
                default -> span == -1 ? random.nextLong()
                        : known.min() + Long.remainderUnsigned(random.nextLong(), span + 1);
            };
            long value = any & ~known.zeros() | known.ones();
            if (Long.compareUnsigned(value, known.min()) >= 0 && Long.compareUnsigned(value, known.max()) <= 0) {
                return value;
            }
        }
        return known.max();
    }
}
