package xdp2rtl.report;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.List;
import xdp2rtl.compile.Compiled;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.GraphText;
import xdp2rtl.lower.GraphBuilder;
import xdp2rtl.reduce.Reduction;
import xdp2rtl.share.SharedCode;
import xdp2rtl.verifier.Analysis;
import xdp2rtl.verifier.Entry;

/// A run of a pass that changed something.
///
/// @param before  operations before it
/// @param after   behind it
/// @param changes lines of a unified diff of the graph's text
/// @param left    lines that are left out, for a page must not become too large
public record PassRun(String pass, int before, int after, List<String> changes, int left) {
    private static final int CONTEXT = 1;
    private static final int MOST_LINES = 250;
    /// Of all runs together.
    private static final int MOST_LINES_OF_ALL = 4_000;
    /// Operations beyond which no graphs are compared.
    private static final int LARGEST = 5_000;
    /// Lines that name the two sides.
    private static final int HEAD = 2;

    public PassRun {
        changes = List.copyOf(changes);
    }

    /// The style of a line.
    public String style(String line) {
        return line.startsWith("+") ? "added" : line.startsWith("-") ? "removed" : "same";
    }

    /// Reduces the program once more, and looks.
    static List<PassRun> all(Compiled compiled) {
        var runs = new ArrayList<PassRun>();
        if (compiled.reduction().before() > LARGEST) { return runs; }
        Entry entry = Entry.of(compiled.program(), compiled.config());
        Graph built = GraphBuilder.build(SharedCode.of(Analysis.of(compiled.program(), entry),
                compiled.sharing()), compiled.layout(), entry);
        int[] room = {MOST_LINES_OF_ALL};
        Reduction.report(built, Reduction.PASSES, (pass, before, after) -> {
            List<String> changes = changes(before, after);
            int shown = Math.min(changes.size(), Math.min(MOST_LINES, room[0]));
            room[0] -= shown;
            runs.add(new PassRun(pass.name(), Reduction.operations(before), Reduction.operations(after),
                    changes.subList(0, shown), changes.size() - shown));
        });
        return runs;
    }

    private static List<String> changes(Graph before, Graph after) {
        List<String> old = GraphText.of(before).lines().toList();
        List<String> diff = UnifiedDiffUtils.generateUnifiedDiff("", "", old,
                DiffUtils.diff(old, GraphText.of(after).lines().toList()), CONTEXT);
        return diff.subList(Math.min(HEAD, diff.size()), diff.size());
    }
}
