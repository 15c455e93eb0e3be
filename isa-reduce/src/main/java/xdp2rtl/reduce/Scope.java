package xdp2rtl.reduce;

import java.util.List;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Target;
import xdp2rtl.isa.Width;

/// Where a rule stands when it rewrites an operation: what holds there, and the place to put operations that
/// it needs before it.
final class Scope {
    final Facts facts;
    private final Draft draft;
    private List<Step> out = List.of();
    private int origin;
    private int length;

    Scope(Facts facts, Draft draft) {
        this.facts = facts;
        this.draft = draft;
    }

    /// What is known of all values of a graph without regard to branches; no place to put operations.
    static Scope plain(Graph graph, Flow flow) {
        Facts facts = new Facts(graph.values(), 1);
        Scope scope = new Scope(facts, new Draft(new Graph(List.of(), graph.values())));
        AccessRules rules = new AccessRules(scope);
        for (int block : flow.order()) {
            List<Reg> parameters = graph.blocks().get(block).parameters();
            for (int i = 0; i < parameters.size() && !flow.hasBackEdge(block); i++) {
                Known known = null;
                for (Flow.Edge edge : flow.into(block)) {
                    Operation from = graph.blocks().get(edge.from()).steps().get(edge.step()).operation();
                    Known argument = scope.known(((Target.ToBlock) Flow.target(from)).arguments().get(i));
                    known = known == null ? argument : known.or(argument);
                }
                facts.define(parameters.get(i), null, known);
            }
            for (Step step : graph.blocks().get(block).steps()) {
                if (step.operation().writes().isPresent()) {
                    facts.define(step.operation().writes().get(), step.operation(),
                        rules.result(step.operation()));
                }
            }
        }
        return scope;
    }

    /// Moves to an operation.
    ///
    /// @param out    where operations before it go
    /// @param length the state of the packet's length
    void enter(List<Step> out, int origin, int length) {
        this.out = out;
        this.origin = origin;
        this.length = length;
    }

    int length() { return length; }

    Known known(Operand operand) { return facts.of(operand, length); }

    /// As [Facts#definition].
    Operation definition(Operand operand) { return facts.definition(operand); }

    /// The arithmetic that computes the operand, if it is this one; else null.
    Operation.Alu alu(AluOp op, Operand operand) {
        return definition(operand) instanceof Operation.Alu o && o.op() == op ? o : null;
    }

    /// Puts an operation before the one at hand; its result.
    Reg put(AluOp op, Width width, Operand left, Operand right) {
        Reg dst = draft.fresh();
        Operation operation = new Operation.Alu(op, width, dst, left, right);
        out.add(new Step(operation, origin));
        facts.define(dst, operation, Known.of(op, width, known(left), known(right)));
        return dst;
    }

    /// A copy: what an operation becomes whose result is already there.
    static Operation copy(Reg dst, Operand value) {
        return new Operation.Alu(AluOp.MOV, Width.W64, dst, new Immediate(0), value);
    }

    /// The constant in the register, which need not fit an instruction.
    Operation constant(Reg dst, long value) {
        if (value == (int) value) {
            return copy(dst, new Immediate((int) value));
        }
        Reg low = put(AluOp.MOV, Width.W64, new Immediate(0), new Immediate((int) value));
        return new Operation.Alu(AluOp.PAIR, Width.W64, dst, low, new Immediate((int) (value >> 32)));
    }

    /// What a choice comes to where its test is known.
    private Operand settled(Operand operand) {
        while (definition(operand) instanceof Operation.Choose o) {
            int set = truth(o.test());
            if (set < 0) {
                break;
            }
            operand = set == 1 ? o.whenSet() : o.otherwise();
        }
        return operand;
    }

    /// Whether the register is known to be other than 0 (1) or 0 (0); -1 if that is open.
    int truth(Reg reg) {
        int known = Known.decide(Cond.NE, known(reg), Known.constant(0));
        return known < 0 && definition(reg) instanceof Operation.Compare o
            ? facts.decide(o.cond(), o.width(), o.left(), o.right(), length) : known;
    }

    /// An operand with the same bits where `mask` has ones, computed by fewer operations; a register stays a
    /// register.
    Operand demanded(Operand operand, long mask) {
        Operand settled = settled(operand);
        operand = settled instanceof Reg ? settled : operand;
        while (definition(operand) instanceof Operation.Alu o) {
            long kept = switch (o.op()) {
                case MOV -> o.width() == Width.W64 ? -1 : Known.LOW32;
                case AND ->
                    o.right() instanceof Immediate imm
                        ? imm.value() & (o.width() == Width.W64 ? -1 : Known.LOW32) : 0;
                case OR, XOR ->
                    o.right() instanceof Immediate imm
                        ? ~imm.value() & (o.width() == Width.W64 ? -1 : Known.LOW32) : 0;
                case SEXT8 -> 0xff;
                case SEXT16, PAIR16 -> 0xffff;
                case SEXT32, PAIR -> Known.LOW32;
                case ADD, SUB, RSUB, LSH, RSH, ARSH, SWAP16, SWAP32, SWAP64 -> 0;
            };
            Operand source = o.op() == AluOp.MOV ? o.right() : o.left();
            if ((mask & ~kept) != 0 || !(source instanceof Reg)) {
                break;
            }
            settled = settled(source);
            operand = settled instanceof Reg ? settled : source;
        }
        return operand;
    }
}
