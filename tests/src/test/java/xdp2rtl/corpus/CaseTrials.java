package xdp2rtl.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import xdp2rtl.compile.Compiler;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.Comparison;
import xdp2rtl.engine.Verdict;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.port.EngineUnavailable;
import xdp2rtl.engine.kernel.KernelEngine;
import xdp2rtl.engine.model.BundleEngine;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;

/// What became of the kernel's cases, each as an XDP program with one packet: in Linux, in the interpreter, as bundles.
final class CaseTrials {
    /// More instructions than a core's program memory has bundles for.
    private static final int LONGEST = 4096;
    private static final int REASON = 100;

    private final String file;
    private final Compiler compiler = Compiler.forCore(CoreConfig.DEFAULT);
    private int cases;
    private int tooLong;
    private int refusedByLinux;
    private int ran;
    private int asSaid;
    private int said;
    private final Map<String, List<String>> refused = new TreeMap<>();
    private final List<String> mismatches = new ArrayList<>();

    /// @param file the cases are from
    CaseTrials(String file) { this.file = file; }

    List<String> mismatches() { return mismatches; }

    void run(KernelCases.Case one) {
        cases++;
        if (one.slots() > LONGEST) {
            tooLong++;
            return;
        }
        Program program;
        try {
            program = one.program();
        } catch (InputError why) {
            if (one.wrong()) {
                refusedByLinux++;
            } else {
                refuse(one, why);
            }
            return;
        }
        Stimulus stimulus = Stimulus.of(program, List.of(Packet.of(one.packet().toArray())));
        var runs = new ArrayList<Run>();
        try (var kernel = new KernelEngine()) {
            runs.add(kernel.run(stimulus));
        } catch (InputError | EngineUnavailable _) {
            refusedByLinux++;
            return;
        }
        try (var interpreter = new Interpreter(); var bundle = new BundleEngine(compiler)) {
            runs.add(bundle.run(stimulus));
            runs.add(interpreter.run(stimulus));
        } catch (InputError why) {
            refuse(one, why);
            return;
        }
        ran++;
        Verdict verdict = Comparison.of(runs);
        if (!verdict.agrees()) {
            mismatches.add("%s: %s: %s".formatted(file, one.name(), verdict));
        }
        one.result().ifPresent(result -> {
            said++;
            Outcome outcome = runs.getFirst().outcomes().getFirst();
            asSaid += outcome instanceof Outcome.Ran && outcome.action() == result ? 1 : 0;
        });
    }

    private void refuse(KernelCases.Case one, InputError why) {
        String text = why.getMessage().lines().findFirst().orElse("").replaceAll("^.*?slot \\d+: ", "")
                .replaceAll("`[^`]*` ", "").replaceAll("\\br\\d+\\b", "rN").replaceAll("\\d+", "N");
        refused.computeIfAbsent(text.length() > REASON ? text.substring(0, REASON) + " .." : text,
                _ -> new ArrayList<>()).add(one.name());
    }

    /// A part of the page.
    String text() {
        int all = refused.values().stream().mapToInt(List::size).sum();
        var text =
                new StringBuilder(("* %s: %,d cases; %,d are longer than %,d instructions; %,d Linux does not load as "
                        + "XDP programs; %,d run alike on all engines, %,d differ; %,d are refused. Of %,d with a result for XDP, "
                        + "%,d have it in Linux.\n").formatted(file, cases, tooLong, LONGEST, refusedByLinux,
                                ran - mismatches.size(), mismatches.size(), all, said, asSaid));
        refused.entrySet().stream().sorted((a, b) -> b.getValue().size() - a.getValue().size())
                .forEach(entry -> text.append("  * %d: %s (%s%s)\n".formatted(entry.getValue().size(),
                        entry.getKey().replace("|", "\\|"), entry.getValue().getFirst(),
                        entry.getValue().size() > 1 ? ", .." : "")));
        return text.toString();
    }
}
