package xdp2rtl.reduce;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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
import xdp2rtl.reduce.rules.CondTerm;
import xdp2rtl.reduce.rules.KnownBits;
import xdp2rtl.reduce.rules.Truth;
import xdp2rtl.reduce.rules.Values;

/// Where a rule stands when it rewrites an operation: what holds there, and the place to put operations that
/// it needs before it.
final class Scope implements Values {
    final DominatingConditions facts;
    private final GraphDraft draft;
    private List<Step> out = List.of();
    private int origin;
    private int length;

    Scope(DominatingConditions facts, GraphDraft draft) {
        this.facts = facts;
        this.draft = draft;
    }

    /// What is known of all values of a graph without regard to branches; no place to put operations.
    static Scope plain(Graph graph, GraphFlow flow) {
        DominatingConditions facts = new DominatingConditions(graph.values(), 1);
        Scope scope = new Scope(facts, new GraphDraft(new Graph(List.of(), graph.values())));
        AccessRules rules = new AccessRules(scope);
        for (int block : flow.order()) {
            List<Reg> parameters = graph.blocks().get(block).parameters();
            for (int i = 0; i < parameters.size() && !flow.hasBackEdge(block); i++) {
                int place = i;
                flow.into(block).stream().map(edge -> scope.known(argument(graph, edge, place)))
                        .reduce(KnownBits::or).ifPresent(known -> facts.define(parameters.get(place), known));
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

    @Override public KnownBits known(Operand operand) { return facts.of(operand, length); }

    @Override public Optional<Operation> definition(Operand operand) { return facts.definition(operand); }

    @Override public boolean isLength(Operand operand) { return facts.isLength(operand, length); }

    @Override public Truth decide(Cond cond, Width width, Operand left, Operand right) {
        return facts.decide(cond, width, left, right, length);
    }

    Truth decide(CondTerm c) { return decide(c.cond(), c.width(), c.left(), c.right()); }

    @Override public OptionalLong difference(Reg left, Reg right) { return facts.difference(left, right); }

    @Override public Reg put(AluOp op, Width width, Operand left, Operand right) {
        Reg dst = draft.fresh();
        Operation operation = new Operation.Alu(op, width, dst, left, right);
        out.add(new Step(operation, origin));
        facts.define(dst, operation, KnownBits.of(op, width, known(left), known(right)));
        return dst;
    }

    private static Operand argument(Graph graph, GraphFlow.Edge edge, int place) {
        Operation from = graph.blocks().get(edge.from()).steps().get(edge.step()).operation();
        return ((Target.ToBlock) GraphFlow.target(from)).arguments().get(place);
    }

    /// What a choice comes to where its test is known.
    private Operand settled(Operand operand) {
        Optional<Operand> next = Optional.of(operand);
        while (next.isPresent()) {
            operand = next.get();
            next = definition(operand).flatMap(this::chosen);
        }
        return operand;
    }

    private Optional<Operand> chosen(Operation operation) {
        return operation instanceof Operation.Choose o ? switch (truth(o.test())) {
            case TRUE -> Optional.of(o.whenSet());
            case FALSE -> Optional.of(o.otherwise());
            case UNKNOWN -> Optional.empty();
        } : Optional.empty();
    }

    /// Whether the register is known to be other than 0.
    Truth truth(Reg reg) {
        Truth known = KnownBits.decide(Cond.NE, known(reg), KnownBits.constant(0));
        return known.isKnown() ? known : definition(reg, Operation.Compare.class)
                .map(o -> decide(o.cond(), o.width(), o.left(), o.right())).orElse(known);
    }

    @Override public Operand demanded(Operand operand, long mask) {
        Operand settled = settled(operand);
        operand = settled instanceof Reg ? settled : operand;
        for (Optional<Operation.Alu> by = definition(operand, Operation.Alu.class); by.isPresent(); by =
                definition(operand, Operation.Alu.class)) {
            Operation.Alu o = by.get();
            long kept = switch (o.op()) {
                case MOV -> o.width() == Width.W64 ? -1 : KnownBits.LOW32;
                case AND ->
                    o.right() instanceof Immediate imm
                            ? imm.value() & (o.width() == Width.W64 ? -1 : KnownBits.LOW32) : 0;
                case OR, XOR ->
                    o.right() instanceof Immediate imm
                            ? ~imm.value() & (o.width() == Width.W64 ? -1 : KnownBits.LOW32) : 0;
                case SEXT8 -> 0xff;
                case SEXT16, PAIR16 -> 0xffff;
                case SEXT32, PAIR -> KnownBits.LOW32;
                case ADD, SUB, RSUB, LSH, RSH, ARSH, SWAP16, SWAP32, SWAP64, ADDC32, ROR32, FOLD, NFOLD -> 0;
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
