package xdp2rtl.lower;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import xdp2rtl.cfg.CallFrame;
import xdp2rtl.cfg.Cfg;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.verifier.StackSpan;

/// Which bytes of the stack become values and which stay in memory, and where frames lie.
///
/// Bytes stay in memory if an access whose place is not known may touch them; an access that touches such
/// bytes and others takes the others with it. The rest is cut into pieces at the borders of all accesses.
final class StackPlan {
    private static final int BYTES = CoreConfig.STACK_BYTES;

    private final Map<Integer, BitSet> memory = new HashMap<>();
    private final Map<Integer, NavigableSet<Integer>> cuts = new HashMap<>();
    private final int[] tops;

    private StackPlan(Cfg cfg, List<Integer> names, Collection<StackSpan> spans) {
        for (CallFrame frame : cfg.frames()) {
            memory.put(frame.id(), new BitSet());
            cuts.put(frame.id(), new TreeSet<>());
        }
        for (boolean grows = true; grows;) {
            grows = false;
            for (StackSpan span : spans) {
                BitSet bytes = memory.get(span.frame());
                int from = span.start() + BYTES;
                int to = span.end() + BYTES;
                if ((!span.exact() || !bytes.get(from, to).isEmpty())
                        && bytes.get(from, to).cardinality() < span.size()) {
                    bytes.set(from, to);
                    grows = true;
                }
            }
        }
        spans.forEach(span -> cuts.get(span.frame()).addAll(List.of(span.start(), span.end())));
        tops = tops(cfg, names, spans);
    }

    /// @param names by frame, the one that stands for it
    /// @param spans in frames that stand for others
    static StackPlan of(Cfg cfg, List<Integer> names, Collection<StackSpan> spans) {
        return new StackPlan(cfg, names, spans);
    }

    /// Frames lie below their callers', below the lowest of several, each as deep as it is used.
    private static int[] tops(Cfg cfg, List<Integer> names, Collection<StackSpan> spans) {
        int[] depths = new int[cfg.frames().size()];
        spans.forEach(span -> depths[span.frame()] =
                Math.max(depths[span.frame()], (-span.start() + 7) / 8 * 8));
        int[] tops = new int[depths.length];
        Arrays.fill(tops, BYTES);
        // Calls do not recurse, so this comes to an end: no frame lies below itself.
        for (boolean moved = true; moved;) {
            moved = false;
            for (CallFrame frame : cfg.frames()) {
                int id = names.get(frame.id());
                int caller = frame.caller() < 0 ? -1 : names.get(frame.caller());
                int top = caller < 0 ? BYTES : tops[caller] - depths[caller];
                moved |= top < tops[id];
                tops[id] = Math.min(tops[id], top);
                if (tops[id] < depths[id]) {
                    throw new InputError(cfg.program().where(Math.min(frame.function().start(),
                            cfg.program().slots() - 1)),
                            "the stack frames of the functions that lead here are "
                                    + (BYTES - tops[id] + depths[id]) + " bytes",
                            "all frames together have " + BYTES,
                            "Use less stack");
                }
            }
        }
        return tops;
    }

    /// The machine's stack address of a place in a frame.
    int address(int frame, int offset) { return tops[frame] + offset; }

    boolean inMemory(StackSpan span) {
        return !span.exact() || memory.get(span.frame()).get(span.start() + BYTES);
    }

    /// The pieces that make up a span that is not in memory, lowest first.
    List<Variable.Piece> pieces(StackSpan span) {
        List<Variable.Piece> pieces = new ArrayList<>();
        NavigableSet<Integer> borders = cuts.get(span.frame());
        for (int start = span.start(); start < span.end();) {
            int next = borders.higher(start);
            // A long stretch that is only read as a whole, such as a key, is cut into words from its start.
            int from = borders.floor(start);
            int end = Math.min(next, from + (start - from) / 8 * 8 + 8);
            pieces.add(new Variable.Piece(span.frame(), start, end - start));
            start = end;
        }
        return pieces;
    }

    /// The machine's stack addresses that are memory in some frame.
    Set<Integer> memoryBytes() {
        return memory.keySet().stream().flatMap(frame -> memoryBytes(frame).stream().boxed())
                .collect(Collectors.toSet());
    }

    /// The machine's stack addresses of a frame that are memory, so hold what was left there before.
    BitSet memoryBytes(int frame) {
        BitSet addresses = new BitSet();
        memory.get(frame).stream().forEach(at -> addresses.set(address(frame, at - BYTES)));
        return addresses;
    }
}
