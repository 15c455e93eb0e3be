package xdp2rtl.report.page;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xdp2rtl.elf.CLine;
import xdp2rtl.elf.Program;
import xdp2rtl.image.Disassembly;
import xdp2rtl.report.ReportFacts;
import xdp2rtl.report.ScheduledBundle;
import xdp2rtl.report.SlotPlace;
import xdp2rtl.report.SourceFile;
import xdp2rtl.report.SourceLine;

/// A file of C with heat.
///
/// @param from where its text is from, a sentence
/// @param heat issue slots a packet
public record SourceView(String name, String from, String heat, List<Line> lines) {

    /// @param id    on the page; empty without code
    /// @param gap   whether lines are left out before it
    /// @param slots issue slots a packet; blank for none
    /// @param heat  per cent of the colour
    /// @param ebpf  its instructions
    /// @param work  what does it in bundles
    public record Line(String id, int number, boolean gap, String slots, int heat, String text, List<String> ebpf,
            List<Work> work) {}

    /// @param slot the place on the page, such as `12.3`
    public record Work(String slot, String operation) {
        public String target() {
            return slotId(slot);
        }
    }

    static String slotId(String slot) {
        return "s" + slot.replace('.', '-');
    }

    /// All files, and the way from C lines to their ids.
    static List<SourceView> all(ReportFacts facts, Map<String, String> ids) {
        double most =
                facts.sources().stream().flatMap(file -> file.lines().stream()).mapToDouble(SourceLine::heat).max()
                        .orElse(0);
        var views = new ArrayList<SourceView>();
        for (int number = 0; number < facts.sources().size(); number++) {
            views.add(of(facts, facts.sources().get(number), number, most, ids));
        }
        return views;
    }

    /// What a C line is known by.
    static String key(CLine line) {
        return line.file() + ":" + line.line();
    }

    private static SourceView of(ReportFacts facts, SourceFile file, int number, double most,
            Map<String, String> ids) {
        var lines = new ArrayList<Line>();
        int last = 0;
        for (SourceLine line : file.lines()) {
            String id = line.hasCode() ? "l%d-%d".formatted(number, line.number()) : "";
            ids.put(file.name() + ":" + line.number(), id);
            lines.add(new Line(id, line.number(), line.number() > last + 1, Numbers.slots(line.heat()),
                    Heats.percent(most == 0 ? 0 : line.heat() / most), line.text().replace("\t", "    "),
                    ebpf(facts.compiled().program(), line), work(facts.schedule().bundles(), line)));
            last = line.number();
        }
        return new SourceView(file.name(), from(file), Numbers.fixed(file.heat(), 2), lines);
    }

    /// Where the text of a file is from.
    static String from(SourceFile file) {
        return file.read().map(path -> "read from %s; every line that the object has the text of is the same there"
                .formatted(shortest(Path.of(path))))
                .orElse(file.lines().stream().allMatch(line -> line.text().isEmpty())
                        ? "not found: the object has the numbers of these lines, and no text of them"
                        : "not found, or another version: these are the lines that the object has the text of");
    }

    /// From where the tool was started, if the file is there or below.
    private static Path shortest(Path file) {
        Path here = Path.of("").toAbsolutePath();
        return file.startsWith(here) ? here.relativize(file) : file;
    }

    private static List<String> ebpf(Program program, SourceLine line) {
        return line.instructions().stream().map(at -> program.code().get(at).toString()).toList();
    }

    private static List<Work> work(List<ScheduledBundle> bundles, SourceLine line) {
        return line.slots().stream().map(slot -> new Work(slot.toString(), operation(bundles, slot))).toList();
    }

    private static String operation(List<ScheduledBundle> bundles, SlotPlace slot) {
        Optional<ScheduledBundle.Slot> there = bundles.get(slot.bundle()).slots().get(slot.lane());
        return there.map(it -> Disassembly.of(it.operation())).orElse("");
    }
}
