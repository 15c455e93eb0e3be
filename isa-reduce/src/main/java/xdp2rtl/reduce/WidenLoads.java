package xdp2rtl.reduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Width;
import xdp2rtl.reduce.rules.KnownBits;

/// `v1 = load1? packet[12]; v2 = load1? packet[13]; v3 = lsh v2, 8; v4 = or v1, v3` becomes `v4 = load2?
/// packet[12]`; the same for what is put together by PAIR and PAIR16, and in network order as a swapped load. Two halves
/// the other way round are one load whose halves change places.
///
/// Sound because a non-faulting load in a graph stands where its bytes exist, and the wide one is put behind the
/// last of those that it replaces, where each byte still is what its own load saw.
public final class WidenLoads implements Pass {
    /// Bytes of a register.
    private static final int MOST_PIECES = 8;

    /// A load whose value stands at bit `shift` of the whole.
    private record Piece(Operation.Load load, int shift, boolean swapped) {}

    @Override public String name() { return "widen loads"; }

    @Override public Graph apply(Graph graph) {
        GraphFlow flow = new GraphFlow(graph);
        Scope scope = Scope.plain(graph, flow);
        LoadSites sites = new LoadSites(graph, flow, scope);
        GraphDraft draft = new GraphDraft(graph);
        for (int block : flow.order()) {
            List<Step> steps = graph.blocks().get(block).steps();
            for (Step step : steps) {
                if (step.operation() instanceof Operation.Alu o && ByteOrigins.combines(o.op())) {
                    List<Piece> pieces = new ArrayList<>();
                    if (collect(scope, o.dst(), 0, pieces) && pieces.size() > 1) {
                        Optional<Operation.Load> whole = whole(pieces, o.dst());
                        whole.ifPresent(load -> replace(draft, sites, block, step, pieces, load));
                        if (whole.isEmpty()) {
                            turned(draft, sites, block, step, pieces, o.dst());
                        }
                    }
                }
            }
        }
        return draft.graph();
    }

    private static void replace(GraphDraft draft, LoadSites sites, int block, Step root, List<Piece> pieces,
            Operation.Load load) {
        if (put(draft, sites, root, pieces, load)) {
            draft.blocks.get(block).steps.remove(root);
        }
    }

    /// Puts the load behind the last of the pieces, if it reads there what they do.
    private static boolean put(GraphDraft draft, LoadSites sites, Step root, List<Piece> pieces,
            Operation.Load load) {
        Optional<Operation.Load> last = sites.together(pieces.stream().map(Piece::load).toList());
        if (last.isEmpty()) { return false; }
        List<Step> body = draft.blocks.get(sites.block(last.get())).steps;
        for (int i = 0; i < body.size(); i++) {
            if (body.get(i).operation() == last.get()) {
                body.add(i + 1, new Step(load, root.origin()));
                return true;
            }
        }
        return false;
    }

    /// Two halves that stand the wrong way round are one load, turned.
    private static void turned(GraphDraft draft, LoadSites sites, int block, Step root, List<Piece> pieces, Reg dst) {
        Operation.Load low = pieces.getFirst().load;
        Operation.Load high = pieces.getLast().load;
        int bytes = low.size().bytes();
        boolean halves = pieces.size() == 2 && bytes == high.size().bytes() && (bytes == 2 || bytes == 4)
                && pieces.getFirst().shift == 0 && pieces.getLast().shift == 8 * bytes
                && pieces.stream().noneMatch(Piece::swapped) && low.space() == high.space()
                && low.base().equals(high.base()) && low.alias() == high.alias()
                && low.offset() == high.offset() + bytes;
        if (!halves) { return; }
        Reg whole = draft.fresh();
        if (!put(draft, sites, root, pieces, new Operation.Load(low.space(), size(2 * bytes).orElseThrow(), false,
                false, true, whole, low.base(), high.offset(), low.alias()))) {
            return;
        }
        List<Step> body = draft.blocks.get(block).steps;
        int at = body.indexOf(root);
        if (bytes == 2) {
            body.set(at, new Step(new Operation.Alu(AluOp.ROR32, Width.W64, dst, whole, new Immediate(16)),
                    root.origin()));
        } else {
            Reg upper = draft.fresh();
            body.set(at, new Step(new Operation.Alu(AluOp.PAIR, Width.W64, dst, upper, whole), root.origin()));
            body.add(at, new Step(new Operation.Alu(AluOp.RSH, Width.W64, upper, whole, new Immediate(32)),
                    root.origin()));
        }
    }

    /// Finds the loads that the value is put together from; false if it is anything else.
    private static boolean collect(Scope scope, Operand operand, int shift, List<Piece> pieces) {
        if (shift >= 64 || pieces.size() >= MOST_PIECES) { return false; }
        return scope.definition(operand).filter(by -> collect(scope, by, shift, pieces)).isPresent();
    }

    private static boolean collect(Scope scope, Operation by, int shift, List<Piece> pieces) {
        return switch (by) {
            case Operation.Load o when !o.signed() && o.nonFaulting() ->
                pieces.add(new Piece(o, shift, o.swapped()));
            case Operation.Alu o when o.width() == Width.W64 || fitsLow(scope, o) -> switch (o.op()) {
                case OR, ADD, XOR -> (~scope.known(o.left()).zeros() & ~scope.known(o.right()).zeros()) == 0
                        && collect(scope, o.left(), shift, pieces) && collect(scope, o.right(), shift, pieces);
                case PAIR -> scope.known(o.left()).fits(32) && scope.known(o.right()).fits(32)
                        && collect(scope, o.left(), shift, pieces)
                        && collect(scope, o.right(), shift + 32, pieces);
                case PAIR16 -> scope.known(o.right()).fits(48)
                        && (~scope.known(o.left()).zeros() & ~scope.known(o.right()).zeros() << 16) == 0
                        && collect(scope, o.left(), shift, pieces)
                        && collect(scope, o.right(), shift + 16, pieces);
                case LSH -> o.right() instanceof Immediate up && up.value() % 8 == 0 && up.value() > 0
                        && up.value() < 64
                        && scope.known(o.left()).fits(64 - up.value())
                        && collect(scope, o.left(), shift + up.value(), pieces);
                case MOV -> collect(scope, o.right(), shift, pieces);
                case SWAP16, SWAP32, SWAP64 -> scope.definition(o.left(), Operation.Load.class)
                        .filter(load -> !load.signed() && load.nonFaulting()
                                && load.size().bytes() == swapBytes(o.op()))
                        .map(load -> pieces.add(new Piece(load, shift, !load.swapped()))).orElse(false);
                case SUB, RSUB, AND, RSH, ARSH, SEXT8, SEXT16, SEXT32, ADDC32, ROR32, FOLD, NFOLD -> false;
            };
            case Operation _ -> false;
        };
    }

    /// Whether operands and result are below 2^32, so that the 32-bit operation is the wide one.
    private static boolean fitsLow(Scope scope, Operation.Alu o) {
        KnownBits left = scope.known(o.left());
        KnownBits right = scope.known(o.right());
        return left.fits(32) && right.fits(32) && KnownBits.of(o.op(), Width.W64, left, right).fits(32);
    }

    private static int swapBytes(AluOp op) { return op == AluOp.SWAP16 ? 2 : op == AluOp.SWAP32 ? 4 : 8; }

    /// The load of all pieces at once, if their addresses follow one another as their places do, upwards or
    /// downwards.
    private static Optional<Operation.Load> whole(List<Piece> pieces, Reg dst) {
        pieces.sort((a, b) -> Integer.compare(a.shift, b.shift));
        int bits = 0;
        boolean up = true;
        boolean down = true;
        Operation.Load low = pieces.getFirst().load;
        int next = low.offset();
        int end = low.offset() + low.size().bytes();
        for (Piece piece : pieces) {
            Operation.Load load = piece.load;
            if (piece.shift != bits || load.space() != low.space() || !load.base().equals(low.base())) {
                return Optional.empty();
            }
            int bytes = load.size().bytes();
            up &= load.offset() == next && (bytes == 1 || !piece.swapped);
            down &= load.offset() + bytes == end && (bytes == 1 || piece.swapped);
            next += bytes;
            end -= bytes;
            bits += 8 * bytes;
        }
        Optional<Size> size = size(bits / 8);
        if (size.isEmpty() || !up && !down || !up && size.get() == Size.B6) { return Optional.empty(); }
        int alias = pieces.stream().allMatch(piece -> piece.load.alias() == low.alias()) ? low.alias() : 0;
        return Optional.of(new Operation.Load(low.space(), size.get(), false, !up, true, dst, low.base(),
                up ? low.offset() : pieces.getLast().load.offset(), alias));
    }

    static Optional<Size> size(int bytes) {
        for (Size size : Size.values()) {
            if (size.bytes() == bytes) { return Optional.of(size); }
        }
        return Optional.empty();
    }
}
