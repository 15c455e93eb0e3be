package xdp2rtl.reduce;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Width;
import xdp2rtl.reduce.ByteOrigins.Place;
import xdp2rtl.reduce.rules.KnownBits;

/// A few operations that make a value of which it is known where each byte comes from.
final class ByteRecipe {
    private static final int HALF = 4;

    private final Scope scope;
    private final GraphDraft draft;
    private final int origin;

    ByteRecipe(Scope scope, GraphDraft draft, int origin) {
        this.scope = scope;
        this.draft = draft;
        this.origin = origin;
    }

    /// What a byte must be.
    sealed interface Part {}

    /// This constant.
    record Known(int value) implements Part {}

    /// What any of these places holds.
    record Moved(List<Place> from) implements Part {}

    /// Anything.
    record Open() implements Part {}

    /// The bytes of a register, from `from` on, downwards if `swapped`, that stand from byte `at` on.
    private record Run(Reg register, int from, int at, int count, boolean swapped) {}

    /// The operations, whose last defines `dst`; nothing if more would be needed than a few.
    Optional<List<Step>> of(Reg dst, List<Part> parts) {
        List<Step> steps = new ArrayList<>();
        Optional<Operand> whole = value(parts, steps).or(() -> {
            steps.clear();
            return paired(parts, steps);
        });
        if (whole.isEmpty()) { return Optional.empty(); }
        if (steps.isEmpty()) {
            return Optional.of(List.of(step(AluOp.MOV, Width.W64, dst, new Immediate(0), whole.get())));
        }
        Operation.Alu last = (Operation.Alu) steps.removeLast().operation();
        steps.add(step(last.op(), last.width(), dst, last.left(), last.right()));
        return Optional.of(steps);
    }

    private Optional<Operand> paired(List<Part> parts, List<Step> steps) {
        List<Part> open = Collections.nCopies(HALF, new Open());
        List<Part> lower = new ArrayList<>(parts.subList(0, HALF));
        List<Part> upper = new ArrayList<>(parts.subList(HALF, 2 * HALF));
        lower.addAll(open);
        upper.addAll(open);
        Optional<Operand> low = value(lower, steps);
        Optional<Operand> high = value(upper, steps);
        if (low.isEmpty() || high.isEmpty()) { return Optional.empty(); }
        Operand left = low.get() instanceof Immediate constant ? put(steps, AluOp.MOV, new Immediate(0), constant)
                : low.get();
        return Optional.of(put(steps, AluOp.PAIR, left, high.get()));
    }

    /// The value from one register, or a constant.
    private Optional<Operand> value(List<Part> parts, List<Step> steps) {
        int first = 0;
        while (first < parts.size() && !(parts.get(first) instanceof Moved)) {
            first++;
        }
        return first == parts.size() ? constant(parts) : run(parts, first).flatMap(run -> taken(run, parts, steps));
    }

    /// All bytes are known or open.
    private static Optional<Operand> constant(List<Part> parts) {
        long value = 0;
        for (Part part : parts.reversed()) {
            value = value << 8 | (part instanceof Known known ? known.value() : 0);
        }
        long signed = parts.getLast() instanceof Open ? (int) value : value;
        return signed == (int) signed ? Optional.of(new Immediate((int) signed)) : Optional.empty();
    }

    /// The register all of whose moved bytes follow one another, the rest being 0 or open.
    private static Optional<Run> run(List<Part> parts, int first) {
        int end = first;
        while (end < parts.size() && parts.get(end) instanceof Moved) {
            end++;
        }
        for (int i = 0; i < parts.size(); i++) {
            boolean inside = i >= first && i < end;
            if (!inside
                    && (parts.get(i) instanceof Moved || parts.get(i) instanceof Known known && known.value() != 0)) {
                return Optional.empty();
            }
        }
        List<Place> starts = ((Moved) parts.get(first)).from();
        for (Place start : starts.reversed()) {
            for (int step = 1; step >= -1; step -= 2) {
                if (follows(parts, first, end, start, step)) {
                    int last = start.number() + step * (end - first - 1);
                    return Optional.of(
                            new Run(start.register(), Math.min(start.number(), last), first, end - first, step < 0));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean follows(List<Part> parts, int first, int end, Place start, int step) {
        for (int i = first + 1; i < end; i++) {
            Place wanted = new Place(start.register(), start.number() + step * (i - first));
            if (!((Moved) parts.get(i)).from().contains(wanted)) { return false; }
        }
        return true;
    }

    private Optional<Operand> taken(Run run, List<Part> parts, List<Step> steps) {
        int end = run.at + run.count;
        boolean isCut = end < parts.size() && parts.get(end) instanceof Known;
        Operand value = run.register;
        if (run.from > 0) {
            value = put(steps, AluOp.RSH, value, new Immediate(8 * run.from));
        }
        if (run.swapped) {
            Optional<AluOp> swap = switch (run.count) {
                case 2 -> Optional.of(AluOp.SWAP16);
                case 4 -> Optional.of(AluOp.SWAP32);
                case 8 -> Optional.of(AluOp.SWAP64);
                default -> Optional.empty();
            };
            if (swap.isEmpty()) { return Optional.empty(); }
            value = put(steps, swap.get(), value, new Immediate(0));
        } else if (isCut && !isZeroFrom(run)) {
            if (run.count > HALF) { return Optional.empty(); }
            value = run.count == HALF ? put(steps, AluOp.MOV, Width.W32, new Immediate(0), value)
                    : put(steps, AluOp.AND, value, new Immediate((1 << 8 * run.count) - 1));
        }
        return Optional.of(run.at == 0 ? value : put(steps, AluOp.LSH, value, new Immediate(8 * run.at)));
    }

    /// Whether the register is 0 above the bytes that are taken.
    private boolean isZeroFrom(Run run) {
        KnownBits known = scope.known(run.register);
        return known.fits(Math.min(64, 8 * (run.from + run.count)));
    }

    private Reg put(List<Step> steps, AluOp op, Operand left, Operand right) {
        return put(steps, op, Width.W64, left, right);
    }

    private Reg put(List<Step> steps, AluOp op, Width width, Operand left, Operand right) {
        Reg dst = draft.fresh();
        steps.add(step(op, width, dst, left, right));
        return dst;
    }

    private Step step(AluOp op, Width width, Reg dst, Operand left, Operand right) {
        return new Step(new Operation.Alu(op, width, dst, left, right), origin);
    }
}
