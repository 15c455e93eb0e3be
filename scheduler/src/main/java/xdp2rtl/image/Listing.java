package xdp2rtl.image;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import xdp2rtl.ebpf.Placed;
import xdp2rtl.elf.CLine;
import xdp2rtl.elf.Program;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.Bundle;
import xdp2rtl.schedule.Schedule;
import xdp2rtl.schedule.SourceStep;

/// The bundles beside the eBPF instructions and C lines whose work they do.
///
/// A bundle takes as many lines as it has operations: address, `w` if it waits, lane, operation, eBPF slot and
/// instruction, C line. Where lines in a row come from the same C line, it is printed once.
public final class Listing {
    /// Columns of the two texts.
    private static final int OPERATION = 46;
    private static final int INSTRUCTION = 40;

    private final Program program;
    private final Graph graph;
    private final Schedule schedule;
    private final StringBuilder text = new StringBuilder();
    private String lastLine = "";

    private Listing(Program program, Graph graph, Schedule schedule) {
        this.program = program;
        this.graph = graph;
        this.schedule = schedule;
    }

    /// The whole listing.
    public static String of(Program program, Graph graph, Schedule schedule) {
        Listing listing = new Listing(program, graph, schedule);
        for (int address = 0; address < schedule.bundles().size(); address++) {
            listing.bundle(address);
        }
        return listing.text.toString();
    }

    /// The distinct C lines of a bundle, in the order of its lanes.
    public static List<CLine> lines(Program program, Graph graph, Schedule schedule, int address) {
        Set<CLine> lines = new LinkedHashSet<>();
        schedule.sources().get(address).forEach(source -> origin(graph, source)
                .ifPresent(place -> program.line(program.code().get(place).slot()).ifPresent(lines::add)));
        return new ArrayList<>(lines);
    }

    /// The distinct eBPF instructions whose work a bundle does, in the order of its lanes.
    public static List<Placed> instructions(Program program, Graph graph, Schedule schedule, int address) {
        Set<Placed> instructions = new LinkedHashSet<>();
        schedule.sources().get(address).forEach(
                source -> origin(graph, source).ifPresent(place -> instructions.add(program.code().get(place))));
        return new ArrayList<>(instructions);
    }

    private void bundle(int address) {
        schedule.entries().stream().filter(entry -> entry.address() == address)
                .forEach(entry -> text.append("b").append(entry.block()).append(":\n"));
        Bundle bundle = schedule.bundles().get(address);
        String head = "%4d%s".formatted(address, bundle.waits() ? "w" : " ");
        for (int lane = 0; lane < bundle.slots().size(); lane++) {
            if (bundle.slots().get(lane).isPresent()) {
                line(head, lane, Disassembly.slot(bundle, lane),
                        schedule.sources().get(address).get(lane));
                head = "     ";
            }
        }
        if (!head.isBlank()) {
            text.append(head.stripTrailing()).append('\n');
        }
    }

    private void line(String head, int lane, String operation, Optional<SourceStep> source) {
        Optional<Integer> place = origin(graph, source);
        String instruction = place.map(p -> program.code().get(p).toString().strip()).orElse("");
        String line = place.flatMap(p -> program.line(program.code().get(p).slot())).map(CLine::toString).orElse("");
        String row = ("%s %d  %-" + OPERATION + "s  %-" + INSTRUCTION + "s  %s").formatted(head, lane, operation,
                instruction,
                line.equals(lastLine) ? "" : line);
        lastLine = line.isEmpty() ? lastLine : line;
        text.append(row.stripTrailing()).append('\n');
    }

    private static Optional<Integer> origin(Graph graph, Optional<SourceStep> source) {
        return source.map(from -> graph.blocks().get(from.block()).steps().get(from.step()).origin())
                .filter(origin -> origin != Step.NOWHERE);
    }
}
