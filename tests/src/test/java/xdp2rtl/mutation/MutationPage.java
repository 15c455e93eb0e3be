package xdp2rtl.mutation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// `docs/mutation.md`.
record MutationPage(List<Fault> faults, Map<Fault, Planting.Result> results) {

    private List<Fault> tried(Room room) {
        return faults.stream().filter(fault -> fault.room() == room && results.containsKey(fault)).toList();
    }

    private long found(Room room) { return tried(room).stream().filter(fault -> results.get(fault).isFound()).count(); }

    List<Fault> missed() {
        return faults.stream()
                .filter(fault -> Optional.ofNullable(results.get(fault)).filter(result -> !result.isFound())
                        .isPresent())
                .toList();
    }

    String text() {
        var text = new StringBuilder("""
                # Mutation

                `tests/run -Pmutation` writes this page. Each row is a single fault of
                `tests/src/test/resources/xdp2rtl/mutation/faults.txt`: the file is compiled with it, and the tests of its
                room (`mutation.Room`) run until one fails. Tests that compare generated files with those that are checked
                in are not among them, for they find every change. `-Dmutation.only=REGEX` tries faults by number, room or
                path; the others keep what was found before in the same build folder.

                | room | faults | tried | found |
                |---|--:|--:|--:|
                """);
        for (Room room : Room.values()) {
            row(text, room.text(), faults.stream().filter(fault -> fault.room() == room).count(),
                    tried(room).size(), found(room));
        }
        row(text, "all", faults.size(), results.size(), results.size() - missed().size());
        text.append("\n| | room | file | there | fault | found by | seconds |\n|--:|---|---|---|---|---|--:|\n");
        for (Fault fault : faults) {
            Planting.Result result = results.get(fault);
            row(text, fault.number(), fault.room().text(), fault.path().replaceAll(".*/xdp2rtl/", ""),
                    code(fault.before()), fault.after().isEmpty() ? "" : code(fault.after()),
                    result == null ? "not tried" : result.isFound() ? result.by() : "**nobody**",
                    result == null ? "" : result.seconds());
        }
        return text.toString();
    }

    private static void row(StringBuilder text, Object... cells) {
        text.append(new ArrayList<>(List.of(cells)).stream().map(Object::toString)
                .collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    private static String code(String text) {
        String line = text.lines().map(String::strip).collect(Collectors.joining(" ")).replace("|", "\\|");
        return "`%s`".formatted(line);
    }
}
