package xdp2rtl.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import xdp2rtl.cli.common.ExitCode;
import xdp2rtl.cli.host.HostVerb;
import xdp2rtl.cli.manual.ManualVerb;
import xdp2rtl.cli.traffic.TrafficVerb;
import xdp2rtl.diagnostic.FileTrouble;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.port.EngineUnavailable;

/// The command line. Exit codes: 0 agreed or done, 1 mismatch or not supported, 2 bad input or use.
@Command(name = "xdp2rtl", mixinStandardHelpOptions = true, versionProvider = VersionText.class,
        description = "Takes Linux XDP programs to an FPGA NIC: reduces, schedules, generates and checks.",
        synopsisSubcommandLabel = "COMMAND", usageHelpWidth = 100,
        footer = {"", "Exit codes: 0 agreed or done, 1 mismatch or not supported, 2 bad input or use."},
        subcommands = {InspectVerb.class, CompileVerb.class, VerilogVerb.class, RunVerb.class, DiffVerb.class,
                LockStepVerb.class,
                CyclesVerb.class, ReportVerb.class, TrafficVerb.class, HostVerb.class, PluginVerb.class,
                BenchVerb.class, DemoVerb.class,
                HelpCommand.class,
                GenerateCompletion.class,
                ManualVerb.class})
public final class Main implements Runnable {

    private static final String REPORT =
            "this is a bug of xdp2rtl, not of your input. Please report this line, the command and "
                    + "the files that it reads; -Dxdp2rtl.trace=true in JAVA_TOOL_OPTIONS shows where it happened";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }

    public static void main(String[] arguments) {
        var output = new StandardOutput();
        PrintWriter err = new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        int exitCode = execute(new PrintWriter(output, false, StandardCharsets.UTF_8), err, arguments);
        System.exit(output.trouble().map(trouble -> unwritable(trouble, err)).orElse(exitCode));
    }

    private static int unwritable(IOException trouble, PrintWriter err) {
        err.println("xdp2rtl: standard output: it cannot be written (%s)".formatted(FileTrouble.reason(trouble)));
        return ExitCode.BAD_INPUT;
    }

    /// Runs one command line; the exit code.
    public static int execute(PrintWriter out, PrintWriter err, String... arguments) {
        Locale.setDefault(Locale.ROOT);
        var line = new CommandLine(new Main()).setOut(out).setErr(err).setUsageHelpAutoWidth(false)
                .setParameterExceptionHandler((wrong, _) -> wrongUse(wrong, err))
                .setExecutionExceptionHandler((failure, _, _) -> failed(failure, err));
        line.getSubcommands().values().forEach(verb -> verb.setUsageHelpWidth(100));
        try {
            return line.execute(arguments);
        } catch (StackOverflowError | OutOfMemoryError failure) {
            return failed(failure, err);
        } finally {
            out.flush();
        }
    }

    private static int wrongUse(ParameterException wrong, PrintWriter err) {
        err.println("xdp2rtl: " + wrong.getMessage().lines().findFirst().orElse("wrong use"));
        UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("See `%s --help`.".formatted(wrong.getCommandLine().getCommandSpec().qualifiedName()));
        return ExitCode.BAD_INPUT;
    }

    static int failed(Throwable failure, PrintWriter err) {
        switch (failure) {
            case InputError error -> err.println("xdp2rtl: " + error.getMessage());
            case EngineUnavailable unavailable ->
                err.println("xdp2rtl: engine not available: " + unavailable.getMessage());
            case OutOfMemoryError _ ->
                err.println("xdp2rtl: the input needs more memory than Java has. Give it more, for "
                        + "example JAVA_TOOL_OPTIONS=-Xmx8g");
            default -> {
                err.println("xdp2rtl: %s; %s.".formatted(oneLine(failure), REPORT));
                if (Boolean.getBoolean("xdp2rtl.trace")) {
                    failure.printStackTrace(err);
                }
            }
        }
        err.flush();
        return ExitCode.BAD_INPUT;
    }

    private static String oneLine(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return "%s%s".formatted(failure.toString().lines().findFirst().orElse("failure"),
                trace.length == 0 ? "" : " at " + trace[0]);
    }
}
