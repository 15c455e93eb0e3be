package xdp2rtl.corpus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `docs/corpus.md`.
record CorpusPage(List<Row> rows, List<String> troubles, List<String> instructionSets,
        List<CaseTrials> cases) {
    CorpusPage {
        rows = rows.stream().sorted(Comparator.comparing(Row::file)).toList();
    }

    private static final int LONGEST = 240;

    /// Of programs that Linux loads, those that are accepted.
    record Share(long accepted, long loaded) {
        double percent() { return loaded == 0 ? 100 : 100.0 * accepted / loaded; }

        @Override public String toString() {
            return "%d of %d programs that Linux loads are accepted: %.1f %%".formatted(accepted, loaded, percent());
        }
    }

    Share share() {
        List<Row> loaded = rows.stream().filter(row -> row.linux() == Row.Loads.YES).toList();
        return new Share(loaded.stream().filter(Row::isAccepted).mapToLong(CorpusPage::weight).sum(),
                loaded.stream().mapToLong(CorpusPage::weight).sum());
    }

    private static long weight(Row row) { return Math.max(1, row.cpus().size()); }

    List<String> mismatches() {
        Stream<String> ofPrograms = rows.stream()
                .flatMap(row -> row.trial().stream().flatMap(trial -> trial.mismatches().stream())
                        .map(what -> "%s: %s (%s): %s".formatted(row.file(), row.program(), cpus(row), what)));
        return Stream.concat(ofPrograms, cases.stream().flatMap(trials -> trials.mismatches().stream())).toList();
    }

    private static String cpus(Row row) {
        return row.cpus().isEmpty() ? "as installed" : String.join(", ", row.cpus());
    }

    String text() {
        int blocks = sum(false);
        int reached = sum(true);
        long mismatches = rows.stream().mapToInt(Row::mismatches).sum();
        var text = new StringBuilder("""
                # Corpus

                `tests/run -Pcorpus` writes this page. It compiles every XDP program of Linux 6.1's samples/bpf and
                tools/testing/selftests/bpf (Debian's `linux-source-6.1`) for each instruction set, looks for packets and
                map contents that reach the programs' blocks (`traffic reach`), and runs them, each packet twice, in Linux,
                in the interpreter, as bundles and on the Verilog of the default core (engines: 4, or 3 where a program needs
                more map memory than the models of this test have). Beside them every object is loaded through libbpf, and
                packets of runs with the object's own maps are compared. Then the same with the objects of `xdp-tools`. A
                program for several instruction sets has one row where the same is to be said of all of them.

                """);
        text.append("* %s. %s\n".formatted(share(), unknown()));
        text.append("* Instruction sets of this run: %s.\n".formatted(String.join(", ", instructionSets)));
        text.append("* %,d of %,d blocks reached.\n* %d mismatches.\n\n".formatted(reached, blocks, mismatches));
        text.append(
                "| file | program | for | Linux loads it | | blocks reached | packets | runs | engines | mismatches |\n");
        text.append("|---|---|---|---|---|--:|--:|--:|--:|--:|\n");
        for (Row row : rows) {
            var cells = new ArrayList<>(List.of(row.file(), row.program(), cpus(row), switch (row.linux()) {
                case YES -> "yes";
                case NO -> "no";
                case UNKNOWN -> "?";
            }, cell(row.verdict())));
            cells.addAll(row.numbers());
            text.append("| ").append(String.join(" | ", cells)).append(" |\n");
        }
        text.append("\nNot compiled: ").append(troubles.isEmpty() ? "none.\n" : troubles.size() + "\n\n");
        troubles.forEach(trouble -> text.append("* ").append(cell(trouble)).append('\n'));
        text.append("""

                ## Cases of instructions

                The kernel's own cases, each as an XDP program with one packet in Linux, in the interpreter and as bundles.

                """);
        cases.forEach(trials -> text.append(trials.text()));
        var notes = new LinkedHashSet<String>();
        rows.forEach(row -> row.trial().ifPresent(trial -> trial.notes()
                .forEach(note -> notes.add("%s: %s: %s".formatted(row.file(), row.program(), cell(note))))));
        if (!notes.isEmpty()) {
            text.append("\nRuns that not all engines made\n\n");
            notes.forEach(note -> text.append("* ").append(note).append('\n'));
        }
        return text.toString();
    }

    private String unknown() {
        List<Row> open = rows.stream().filter(row -> row.linux() == Row.Loads.UNKNOWN).toList();
        return open.isEmpty() ? "Of all it is known."
                : "Of %d it is not known, for another program of the object is in the way (?).".formatted(open.size());
    }

    private int sum(boolean onlyReached) {
        return rows.stream().flatMap(row -> row.trial().stream())
                .mapToInt(trial -> (onlyReached ? trial.reached().reached() : trial.reached().blocks()).size()).sum();
    }

    /// In one line, without paths of this machine.
    private static String cell(String text) {
        String line = text.lines().map(String::strip).collect(Collectors.joining(" ")).replace("|", "\\|");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + " .." : line;
    }
}
