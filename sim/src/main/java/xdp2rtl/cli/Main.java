package xdp2rtl.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import xdp2rtl.diagnostic.InputError;

/// The command line. Exit codes: 0 agreed or done, 1 mismatch, 2 bad input or use.
@Command(name = "xdp2rtl", mixinStandardHelpOptions = true, version = "xdp2rtl 0.1.0",
         description = "Takes Linux XDP programs to an FPGA NIC: reduces, schedules, generates and checks.",
         synopsisSubcommandLabel = "COMMAND", subcommands = {HelpCommand.class})
public final class Main implements Runnable {
    public static final int AGREED = 0;
    public static final int MISMATCH = 1;
    public static final int BAD_INPUT = 2;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Missing command");
    }

    public static void main(String[] arguments) {
        System.exit(execute(new PrintWriter(System.out, true), new PrintWriter(System.err, true), arguments));
    }

    /// Runs one command line; the exit code.
    public static int execute(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new Main()).setOut(out).setErr(err)
            .setExecutionExceptionHandler((failure, command, _) -> {
                if (failure instanceof InputError error) {
                    command.getErr().println("xdp2rtl: " + error.getMessage());
                    return BAD_INPUT;
                }
                throw failure;
            })
            .execute(arguments);
    }
}
