package xdp2rtl.cli;

import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import xdp2rtl.cli.common.ExitCode;
import xdp2rtl.cli.common.JsonText;
import xdp2rtl.cli.common.Verb;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.port.EngineUnavailable;

/// What went wrong, in both forms that it can be printed in.
///
/// @param error its parts; those that it has not are empty
/// @param text  for people, without the tool's name
record Trouble(Kind kind, InputError error, String text) {

    private static final String REPORT =
            "this is a bug of xdp2rtl, not of your input. Please report this line, the command and "
                    + "the files that it reads; -Dxdp2rtl.trace=true in JAVA_TOOL_OPTIONS shows where it happened";
    private static final String MEMORY = "the input needs more memory than Java has";
    private static final String MORE_MEMORY = "Give it more, for example JAVA_TOOL_OPTIONS=-Xmx8g";

    /// Whose fault it is.
    enum Kind {
        /// A file, a program or an option's value.
        INPUT,
        /// The words of the command line.
        USE,
        /// This machine has not what an engine needs.
        UNAVAILABLE,
        /// There is too little of it.
        MEMORY,
        /// Ours.
        BUG;

        String text() { return name().toLowerCase(Locale.ROOT); }
    }

    static Trouble of(Throwable failure) {
        return switch (failure) {
            case InputError error -> new Trouble(Kind.INPUT, error, error.getMessage());
            case EngineUnavailable unavailable -> {
                var error = new InputError("engine not available", unavailable.getMessage());
                yield new Trouble(Kind.UNAVAILABLE, error, error.getMessage());
            }
            case OutOfMemoryError _ -> new Trouble(Kind.MEMORY, new InputError("", MEMORY, "", MORE_MEMORY),
                    MEMORY + ". " + MORE_MEMORY);
            default -> {
                String what = oneLine(failure);
                yield new Trouble(Kind.BUG, new InputError("", what, REPORT, ""), "%s; %s.".formatted(what, REPORT));
            }
        };
    }

    static Trouble of(ParameterException wrong) {
        String what = wrong.getMessage().lines().findFirst().orElse("wrong use");
        List<String> close =
                wrong instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        String verb = wrong.getCommandLine().getCommandSpec().qualifiedName();
        String help = "See `%s --help`".formatted(verb);
        String meant = close.isEmpty() ? "" : "Did you mean: %s?".formatted(String.join(" or ", close));
        return new Trouble(Kind.USE, new InputError(verb, what, "", meant.isEmpty() ? help : meant + " " + help),
                "%s\n%s%s.".formatted(what, meant.isEmpty() ? "" : meant + "\n", help));
    }

    private static String oneLine(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return "%s%s".formatted(failure.toString().lines().findFirst().orElse("failure"),
                trace.length == 0 ? "" : " at " + trace[0]);
    }

    private JsonObject json() {
        var json = new JsonObject();
        JsonObject parts = JsonText.refusal(error);
        parts.addProperty("kind", kind.text());
        parts.addProperty("message", text.replace('\n', ' '));
        json.add("error", parts);
        json.addProperty("exit_code", ExitCode.BAD_INPUT);
        return JsonText.versioned(json);
    }

    /// Says it where somebody looks: people at standard error, scripts that asked for JSON where the answer would be.
    int say(CommandLine command, boolean json) {
        PrintWriter place = !json ? command.getErr()
                : command.getCommand() instanceof Verb verb ? verb.stream() : command.getOut();
        place.println(json ? JsonText.of(json()) : "xdp2rtl: " + text);
        place.flush();
        return ExitCode.BAD_INPUT;
    }
}
