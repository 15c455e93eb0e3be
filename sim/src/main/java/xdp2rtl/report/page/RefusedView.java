package xdp2rtl.report.page;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import xdp2rtl.report.RefusedFacts;
import xdp2rtl.report.Refusal;
import xdp2rtl.report.SourceFile;
import xdp2rtl.report.SourceLine;

/// All that stands on the page of a program that is refused.
public record RefusedView(String title, String subtitle, List<Place> refusals, List<File> files) {

    /// @param line   id of its C line on the page; may be empty
    /// @param number of the C line
    public record Place(String where, String what, String why, String remedy, String line, String number) {}

    public record File(String name, String from, List<Line> lines) {}

    /// @param gap     whether lines are left out before it
    /// @param refused whether something in it is
    public record Line(String id, int number, boolean gap, boolean refused, String text) {}

    static RefusedView of(RefusedFacts facts) {
        var refused = new HashSet<String>();
        facts.refusals().forEach(refusal -> refusal.line().map(SourceView::key).ifPresent(refused::add));
        var files = new ArrayList<File>();
        for (int file = 0; file < facts.sources().size(); file++) {
            files.add(file(facts.sources().get(file), file, refused));
        }
        List<Place> places = facts.refusals().stream().map(refusal -> place(refusal, facts.sources())).toList();
        return new RefusedView(facts.program(), facts.object(), places, files);
    }

    private static Place place(Refusal refusal, List<SourceFile> files) {
        Optional<String> id = refusal.line()
                .flatMap(line -> files.stream().filter(file -> file.name().equals(line.file()))
                        .filter(file -> file.lines().stream().anyMatch(at -> at.number() == line.line()))
                        .map(file -> id(files.indexOf(file), line.line())).findFirst());
        return new Place(refusal.error().where(), refusal.error().what(), refusal.error().why(),
                refusal.error().remedy(), id.orElse(""),
                refusal.line().map(line -> Integer.toString(line.line())).orElse(""));
    }

    private static File file(SourceFile file, int number, HashSet<String> refused) {
        var lines = new ArrayList<Line>();
        int last = 0;
        for (SourceLine line : file.lines()) {
            lines.add(new Line(id(number, line.number()), line.number(), line.number() > last + 1,
                    refused.contains(file.name() + ":" + line.number()), line.text().replace("\t", "    ")));
            last = line.number();
        }
        return new File(file.name(), SourceView.from(file), lines);
    }

    private static String id(int file, int line) {
        return "l%d-%d".formatted(file, line);
    }
}
