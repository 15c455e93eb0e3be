package xdp2rtl.reduce;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.MapOp;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Length;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Special;
import xdp2rtl.isa.Target;

/// By which power of two an address can be divided: what is known of its low bits, and that what a lookup finds lies on
/// a line of the map memory.
final class Alignment {
    /// Bits that anybody asks about.
    private static final int MOST = 3;
    /// Operations that are followed; behind them nothing is known.
    private static final int DEPTH = 12;

    private final Graph graph;
    private final GraphFlow flow;
    private final Scope scope;
    /// What lookups have answered.
    private final BitSet found = new BitSet();
    private final int[] blockOf;
    private final int[] placeOf;

    Alignment(Graph graph, GraphFlow flow, Scope scope) {
        this.graph = graph;
        this.flow = flow;
        this.scope = scope;
        blockOf = new int[graph.values()];
        placeOf = new int[graph.values()];
        boolean[][] looked = new boolean[graph.blocks().size()][];
        for (int block : flow.order()) {
            List<Reg> parameters = graph.blocks().get(block).parameters();
            for (int i = 0; i < parameters.size(); i++) {
                blockOf[parameters.get(i).number()] = block;
                placeOf[parameters.get(i).number()] = i;
            }
            answers(block, looked);
        }
    }

    /// Notes the answers of lookups in a block, and after which of its steps a lookup was the last request.
    private void answers(int block, boolean[][] looked) {
        boolean lookup = !flow.into(block).isEmpty() && flow.into(block).stream()
                .allMatch(edge -> looked[edge.from()] != null && looked[edge.from()][edge.step()]);
        List<Step> steps = graph.blocks().get(block).steps();
        looked[block] = new boolean[steps.size()];
        for (int i = 0; i < steps.size(); i++) {
            Operation operation = steps.get(i).operation();
            if (operation instanceof Operation.Request) {
                lookup = operation instanceof Operation.MapRequest o && o.op() == MapOp.LOOKUP;
            } else if (operation instanceof Operation.Get o && o.special() == Special.RESULT) {
                found.set(o.dst().number(), lookup);
            }
            looked[block][i] = lookup;
        }
    }

    /// Whether the address is a multiple of so many bytes, 1 to 8.
    boolean holds(Optional<Reg> base, int offset, int bytes) {
        return offset % bytes == 0
                && base.map(reg -> zeros(reg, DEPTH, new HashSet<>())).orElse(MOST)
                        >= Integer.numberOfTrailingZeros(bytes);
    }

    /// Low bits that are known to be 0, of [#MOST].
    private int zeros(Operand operand, int depth, Set<Operand> open) {
        int known = Math.min(MOST, Long.numberOfTrailingZeros(~scope.known(operand).zeros()));
        if (known == MOST || depth == 0) { return known; }
        return Math.max(known, switch (operand) {
            case Immediate immediate -> Math.min(MOST, Long.numberOfTrailingZeros(immediate.value()));
            case Length _ -> 0;
            // What comes round a loop does not make it less by itself.
            case Reg reg when !open.add(reg) -> MOST;
            case Reg reg -> {
                int zeros = scope.definition(reg).map(by -> defined(by, depth - 1, open))
                        .orElseGet(() -> arriving(reg, depth - 1, open));
                open.remove(reg);
                yield zeros;
            }
        });
    }

    private int arriving(Reg parameter, int depth, Set<Operand> open) {
        int block = blockOf[parameter.number()];
        return flow.into(block).stream().mapToInt(edge -> {
            Target.ToBlock to = (Target.ToBlock) GraphFlow
                    .target(graph.blocks().get(edge.from()).steps().get(edge.step()).operation());
            return zeros(to.arguments().get(placeOf[parameter.number()]), depth, open);
        }).min().orElse(0);
    }

    private int defined(Operation by, int depth, Set<Operand> open) {
        return switch (by) {
            case Operation.Alu o -> switch (o.op()) {
                case ADD, SUB, RSUB, OR, XOR ->
                    Math.min(zeros(o.left(), depth, open), zeros(o.right(), depth, open));
                case AND -> Math.max(zeros(o.left(), depth, open), zeros(o.right(), depth, open));
                case LSH -> o.right() instanceof Immediate shift
                        ? Math.min(MOST, zeros(o.left(), depth, open) + (shift.value() & 31))
                        : zeros(o.left(), depth, open);
                case MOV -> zeros(o.right(), depth, open);
                case RSH, ARSH, SEXT8, SEXT16, SEXT32, SWAP16, SWAP32, SWAP64, PAIR, PAIR16, ADDC32, ROR32, FOLD,
                        NFOLD ->
                    0;
            };
            case Operation.Choose o ->
                Math.min(zeros(o.whenSet(), depth, open), zeros(o.otherwise(), depth, open));
            case Operation.Multiply o ->
                Math.min(MOST, zeros(o.left(), depth, open) + zeros(o.right(), depth, open));
            case Operation.Get o -> found.get(o.dst().number()) ? MOST : 0;
            case Operation.Compare _, Operation.Access _, Operation.MapAdd _, Operation.Transfer _, Operation.Put _,
                 Operation.Adjust _, Operation.Push _, Operation.Request _ ->
                0;
        };
    }
}
