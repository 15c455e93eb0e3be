package xdp2rtl.cli.common;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import xdp2rtl.diagnostic.InputError;

/// One verb of the command line.
public abstract class Verb implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    @Option(names = "--json", description = "Print JSON instead of text, errors too; docs/schema describes it.")
    private boolean json;

    /// Does the work.
    /// @throws InputError if what the user gave cannot be used
    protected abstract Answer answer(Progress progress);

    /// Whether standard output gets a file, so that what is said goes to standard error.
    protected boolean givesBytes() {
        return false;
    }

    /// What the user typed, to be typed again; arguments with blanks are quoted.
    protected final String commandLine() {
        return BuildInfo.command() + " " + spec.root().commandLine().getParseResult().originalArgs().stream()
                .map(argument -> argument.matches("[\\w./,:=+-]+") ? argument
                        : "'" + argument.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }

    /// @throws InputError if an option's number is not from `least` to `most`
    protected static void within(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new InputError(option, "%d is not from %d to %d".formatted(value, least, most));
        }
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

    /// Whether JSON is wanted.
    public final boolean isJson() { return json; }

    /// Where what is said goes, and what went wrong if it is JSON.
    public final PrintWriter stream() {
        return givesBytes() ? spec.commandLine().getErr() : spec.commandLine().getOut();
    }

    /// Also for a verb that answers when the process ends, whenever that is.
    protected final void print(Answer answer) {
        PrintWriter out = stream();
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
