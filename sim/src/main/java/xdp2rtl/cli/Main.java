package xdp2rtl.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;
import xdp2rtl.cli.common.ExitCode;
import xdp2rtl.cli.common.NumberText;
import xdp2rtl.cli.host.HostVerb;
import xdp2rtl.cli.manual.ManualVerb;
import xdp2rtl.cli.traffic.TrafficVerb;
import xdp2rtl.diagnostic.FileTrouble;

/// The command line. Exit codes: 0 agreed or done, 1 mismatch or not supported, 2 bad input or use.
@Command(name = "xdp2rtl", mixinStandardHelpOptions = true, versionProvider = VersionText.class,
        description = "Takes Linux XDP programs to an FPGA NIC: reduces, schedules, generates and checks.",
        synopsisSubcommandLabel = "COMMAND", usageHelpWidth = 100,
        footer = {"", "Exit codes: 0 agreed or done, 1 mismatch or not supported, 2 bad input or use."},
        subcommands = {InspectVerb.class, CompileVerb.class, VerilogVerb.class, RunVerb.class, DiffVerb.class,
                LockStepVerb.class,
                CyclesVerb.class, ExploreVerb.class, MergeVerb.class, ReportVerb.class, TrafficVerb.class,
                HostVerb.class, PluginVerb.class,
                BenchVerb.class, DemoVerb.class,
                HelpCommand.class,
                GenerateCompletion.class,
                ManualVerb.class})
public final class Main implements Runnable {

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
        boolean json = Arrays.stream(arguments).takeWhile(word -> !word.equals("--")).anyMatch("--json"::equals);
        var line = new CommandLine(new Main()).setOut(out).setErr(err).setUsageHelpAutoWidth(false)
                .setParameterExceptionHandler((wrong, _) -> Trouble.of(wrong).say(wrong.getCommandLine(), json))
                .setExecutionExceptionHandler((failure, verb, _) -> failed(failure, verb, json));
        line.getSubcommands().values().forEach(verb -> verb.setUsageHelpWidth(100));
        NumberText.readBy(line);
        try {
            return line.execute(arguments);
        } catch (StackOverflowError | OutOfMemoryError failure) {
            return failed(failure, line, json);
        } finally {
            out.flush();
        }
    }

    private static int failed(Throwable failure, CommandLine verb, boolean json) {
        Trouble trouble = Trouble.of(failure);
        if (trouble.kind() == Trouble.Kind.BUG && Boolean.getBoolean("xdp2rtl.trace")) {
            failure.printStackTrace(verb.getErr());
        }
        return trouble.say(verb, json);
    }
}
