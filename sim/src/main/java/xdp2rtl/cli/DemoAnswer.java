package xdp2rtl.cli;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import xdp2rtl.cli.common.ExitCode;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.JsonText;
import xdp2rtl.cli.common.ProgramRemarks;
import xdp2rtl.cli.common.Table;
import xdp2rtl.compile.Compiled;
import xdp2rtl.cycles.TraceCycles;
import xdp2rtl.diagnostic.CountText;
import xdp2rtl.engine.Comparison;
import xdp2rtl.engine.Verdict;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.Run;

/// What `demo` shows.
/// @param example the folder of the program
/// @param parts   of the engines, with the mixed trace
/// @param cycles  of the saturated trace
/// @param modules the names of the Verilog files
record DemoAnswer(Path example, Compiled compiled, List<EnginePart> parts, TraceCycles cycles, Path out,
        List<String> modules) implements Answer {

    @Override public int exitCode() {
        return verdict().agrees() && cyclesAgree() ? ExitCode.AGREED : ExitCode.MISMATCH;
    }

    private Verdict verdict() {
        return Comparison.of(parts.stream().flatMap(part -> part.run().stream()).toList());
    }

    /// Whether every engine that counts cycles counts the same for every packet.
    private boolean cyclesAgree() {
        return cycleCounts().stream().distinct().count() <= 1;
    }

    private List<List<Optional<Long>>> cycleCounts() {
        return parts.stream().flatMap(part -> part.run().stream()).filter(run -> OutcomeCounts.of(run).hasCycles())
                .map(run -> run.outcomes().stream().map(DemoAnswer::cyclesOf).toList()).toList();
    }

    private static Optional<Long> cyclesOf(Outcome outcome) {
        return outcome.cycles().isPresent() ? Optional.of(outcome.cycles().getAsLong()) : Optional.empty();
    }

    @Override public String text() {
        String name = compiled.program().name();
        var text = new StringBuilder("1. From the kernel's bytecode to bundles of %s (%s)\n\n".formatted(
                CountText.of(compiled.config().lanes(), "lane"), example.resolve(name + ".bpf.c")));
        text.append(
                new CompileAnswer(compiled, ProgramRemarks.of(compiled, compiled.config()), out).stages().text("   "));
        text.append("\n2. The same packets on every engine\n\n").append(engines().text("   ")).append("\n   ")
                .append(verdict().toString().indent(3).strip());
        text.append(!cyclesAgree() ? "; BUNDLE AND RTL DIFFER IN THEIR CYCLES\n" : cycleCounts().size() < 2 ? "\n"
                : "; bundle and rtl take the same cycles for every packet\n");
        text.append("\n3. Speed\n\n").append(speed());
        text.append("\n4. Hardware\n\n").append(("   Verilog  %s (%d modules, the top one is core.v)\n"
                + "   image    %s\n   listing  %s\n").formatted(out.resolve("verilog"), modules.size(),
                        out.resolve(name + ".img"), out.resolve(name + ".lst")));
        return text.toString();
    }

    private Table engines() {
        Set<String> outcomes = new LinkedHashSet<>();
        for (EnginePart part : parts) {
            part.run().ifPresent(run -> outcomes.addAll(OutcomeCounts.of(run).packets().keySet()));
        }
        var heads = new ArrayList<>(List.of("engine", ">packets"));
        outcomes.forEach(outcome -> heads.add(">" + outcome));
        heads.addAll(List.of(">cycles, mean", ">most", ">seconds", ""));
        var table = new Table(heads.toArray(String[]::new));
        for (EnginePart part : parts) {
            var cells = new ArrayList<Object>(List.of(part.engine()));
            cells.addAll(part.run().map(run -> cells(run, outcomes)).orElseGet(() -> blanks(outcomes.size() + 3)));
            cells.add(part.run().isPresent() ? "%.3f".formatted(part.seconds()) : "");
            cells.add(part.run().isPresent() ? "" : "not available: " + part.reason());
            table.row(cells.toArray());
        }
        return table;
    }

    private static List<Object> cells(Run run, Set<String> outcomes) {
        OutcomeCounts counts = OutcomeCounts.of(run);
        var cells = new ArrayList<Object>(List.of(run.outcomes().size()));
        outcomes.forEach(outcome -> cells.add(counts.packets().getOrDefault(outcome, 0)));
        cells.add(counts.hasCycles() ? "%.2f".formatted(counts.cycles().getAverage()) : "");
        cells.add(counts.hasCycles() ? counts.cycles().getMax() : "");
        return cells;
    }

    private static List<Object> blanks(int count) {
        return Collections.nCopies(count, "");
    }

    private String speed() {
        CoreConfig config = compiled.config();
        return ("   %d contexts at %d MHz, 64-byte packets of a known flow: %.1f cycles a packet, %.1f Mpps for each core,\n"
                + "   %.0f %% of 10 GbE, %.0f %% of 25 GbE, %.0f %% of 100 GbE\n").formatted(config.contexts(),
                        config.clockMhz(), cycles.steady().cyclesPerPacket(), cycles.mpps(), 100 * cycles.shareOf(10),
                        100 * cycles.shareOf(25), 100 * cycles.shareOf(100));
    }

    @Override public JsonObject json() {
        JsonObject json = new CompileAnswer(compiled, ProgramRemarks.of(compiled, compiled.config()), out).json();
        Verdict verdict = verdict();
        json.addProperty("packets", verdict.packets());
        json.addProperty("mismatches", verdict.mismatches());
        json.addProperty("cycles_agree", cyclesAgree());
        json.add("engines", JsonText.array(parts, DiffAnswer::json));
        json.add("cycles_per_packet", JsonText.figure(cycles.steady().cyclesPerPacket()));
        json.add("mpps", JsonText.figure(cycles.mpps()));
        json.addProperty("verilog", out.resolve("verilog").toString());
        return json;
    }
}
