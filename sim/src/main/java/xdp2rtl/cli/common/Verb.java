package xdp2rtl.cli.common;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// One verb of the command line.
public abstract class Verb implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    @Option(names = "--json", description = "Print JSON instead of text.")
    private boolean json;

    /// Does the work.
    /// @throws xdp2rtl.diagnostic.InputError if what the user gave cannot be used
    protected abstract Answer answer(Progress progress);

    /// Whether standard output gets a file, so that what is said goes to standard error.
    protected boolean givesBytes() {
        return false;
    }

    /// What the user typed, to be typed again; arguments with blanks are quoted.
    protected final String commandLine() {
        return "./xdp2rtl " + spec.root().commandLine().getParseResult().originalArgs().stream()
                .map(argument -> argument.matches("[\\w./,:=+-]+") ? argument
                        : "'" + argument.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }

    @Override public final Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Answer answer;
        try (var progress = new Progress(spec.commandLine().getErr())) {
            answer = answer(progress);
        }
        print(answer);
        for (Optional<Answer> next = answer.next(); next.isPresent() && !out.checkError(); next = next.get().next()) {
            answer = next.get();
            print(answer);
        }
        return answer.exitCode();
    }

    /// Also for a verb that answers when the process ends, whenever that is.
    protected final void print(Answer answer) {
        PrintWriter out = givesBytes() ? spec.commandLine().getErr() : spec.commandLine().getOut();
        out.print(json ? answer.jsonText() : answer.text());
        out.flush();
        if (!answer.remark().isEmpty()) {
            remark(answer.remark());
        }
    }

    /// A line on standard error.
    protected final void remark(String line) {
        spec.commandLine().getErr().println("xdp2rtl: " + line);
    }
}
