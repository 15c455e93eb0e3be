package xdp2rtl.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// One verb of the command line.
abstract class Verb implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    @Option(names = "--json", description = "Print JSON instead of text.")
    private boolean json;

    /// Does the work.
    /// @throws xdp2rtl.diagnostic.InputError if what the user gave cannot be used
    abstract Answer answer(Progress progress);

    /// What the user typed, to be typed again; arguments with blanks are quoted.
    final String commandLine() {
        return "./xdp2rtl " + spec.root().commandLine().getParseResult().originalArgs().stream()
            .map(argument -> argument.matches("[\\w./,:=+-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "));
    }

    @Override public final Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        Answer answer;
        try (var progress = new Progress(err)) {
            answer = answer(progress);
        }
        PrintWriter out = spec.commandLine().getOut();
        print(answer, out, err);
        for (Optional<Answer> next = answer.next(); next.isPresent() && !out.checkError(); next = next.get().next()) {
            answer = next.get();
            print(answer, out, err);
        }
        return answer.exitCode();
    }

    private void print(Answer answer, PrintWriter out, PrintWriter err) {
        out.print(json ? answer.jsonText() : answer.text());
        out.flush();
        if (!answer.remark().isEmpty()) {
            err.println("xdp2rtl: " + answer.remark());
        }
    }
}
