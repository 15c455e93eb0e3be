package xdp2rtl.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import xdp2rtl.compile.Compiled;
import xdp2rtl.compile.Compiler;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.diagnostic.WholeFile;
import xdp2rtl.graph.GraphText;
import xdp2rtl.reduce.Pass;
import xdp2rtl.reduce.Reduction;

/// Which passes reduce the graph, and what of it is written.
final class PassOptions {
    private static final String LOWERED = "lowered";
    private static final String REDUCED = "reduced";

    @Option(names = "--passes", paramLabel = "A,B,..", split = ",",
            description = "The passes of a round instead of all, in this order, by the names of the table with - for a "
                    + "blank: phi-elimination, simplify, ... What comes out does the same on every packet.")
    private List<String> wanted = List.of();

    @Option(names = "--no-pass", paramLabel = "NAME", split = ",", description = "Leave out a pass. May be repeated.")
    private List<String> without = List.of();

    @Option(names = "--dump-graph", paramLabel = "WHEN", split = ",",
            description = "Write a graph as NAME.WHEN.graph: `lowered`, as the passes are given it; `reduced`, as they leave "
                    + "it; or the name of a pass: before and after each of its runs that changed something. May be "
                    + "repeated.")
    private List<String> dumped = List.of();

    /// @throws InputError if there is no pass of a name
    List<Pass> passes() {
        List<Pass> left = new ArrayList<>(wanted.isEmpty() ? Reduction.PASSES
                : wanted.stream().map(name -> pass("--passes", name, "")).toList());
        left.removeAll(without.stream().map(name -> pass("--no-pass", name, "")).toList());
        return left;
    }

    /// What is to be written, by file name.
    /// @throws InputError if there is no such graph
    Map<String, WholeFile.Content> graphs(Compiler compiler, Compiled compiled) {
        String name = compiled.program().name();
        var files = new LinkedHashMap<String, WholeFile.Content>();
        List<Pass> watched = dumped.stream().filter(when -> !when.equals(LOWERED) && !when.equals(REDUCED))
                .map(when -> pass("--dump-graph", when, LOWERED + ", " + REDUCED + " and the passes ")).toList();
        if (dumped.contains(LOWERED)) {
            files.put(name + ".lowered.graph", WholeFile.Content.of(GraphText.of(compiler.lowered(compiled))));
        }
        if (!watched.isEmpty()) {
            var runs = new LinkedHashMap<Pass, Integer>();
            compiler.reduce(compiled, (pass, before, after) -> {
                if (watched.contains(pass)) {
                    int run = runs.merge(pass, 1, Integer::sum);
                    String file = "%s.%s.%d.".formatted(name, option(pass), run);
                    files.put(file + "before.graph", WholeFile.Content.of(GraphText.of(before)));
                    files.put(file + "after.graph", WholeFile.Content.of(GraphText.of(after)));
                }
            });
        }
        if (dumped.contains(REDUCED)) {
            files.put(name + ".reduced.graph", WholeFile.Content.of(GraphText.of(compiled.reduction().graph())));
        }
        return files;
    }

    /// As options name it.
    static String option(Pass pass) {
        return pass.name().toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    /// @param others what else could be named
    private static Pass pass(String option, String name, String others) {
        return Reduction.PASSES.stream().filter(pass -> option(pass).equals(name) || pass.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InputError(option, "there is no pass `%s`".formatted(name), "", "There are "
                        + others
                        + Reduction.PASSES.stream().map(PassOptions::option).collect(Collectors.joining(", "))));
    }
}
