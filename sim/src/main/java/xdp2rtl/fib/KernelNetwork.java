package xdp2rtl.fib;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import xdp2rtl.diagnostic.InputError;

/// The network of a running kernel, as `ip -j` prints it, and news of it.
public final class KernelNetwork implements AutoCloseable {
    private static final List<Question> QUESTIONS = List.of(new Question("links", "-j", "link", "show"),
            new Question("routes", "-j", "-4", "route", "show", "table", "all"),
            new Question("routes6", "-j", "-6", "route", "show", "table", "all"),
            new Question("neighbours", "-j", "neigh", "show"), new Question("netconf", "-j", "netconf", "show"),
            new Question("rules", "-j", "rule", "show"));

    private final List<String> command;
    private final Process monitor;
    private final BufferedReader news;

    /// A member of the file that [NetworkFile] reads, and what prints it.
    private record Question(String member, List<String> arguments) {
        Question(String member, String... arguments) {
            this(member, List.of(arguments));
        }
    }

    /// From now on what changes is news.
    /// @param command what runs `ip`, in the network namespace that is asked for
    /// @throws InputError if it cannot be run
    public KernelNetwork(List<String> command) {
        this.command = List.copyOf(command);
        monitor = start(List.of("monitor", "link", "address", "route", "neigh", "netconf", "rule"));
        news = monitor.inputReader(StandardCharsets.UTF_8);
    }

    /// What there is now.
    /// @throws InputError if something is not supported
    public NetworkState read() {
        return NetworkFile.parse("ip", QUESTIONS.stream()
                .map(question -> "\"%s\":%s".formatted(question.member(), answer(question.arguments())))
                .collect(Collectors.joining(",", "{", "}")));
    }

    private String answer(List<String> arguments) {
        Process process = start(arguments);
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            String text = reader.lines().collect(Collectors.joining("\n"));
            if (process.waitFor() != 0) {
                throw new InputError(line(arguments), "it ends with exit code %d".formatted(process.exitValue()));
            }
            return text.isBlank() ? "[]" : text;
        } catch (IOException e) {
            throw new InputError(line(arguments), "it cannot be read (%s)".formatted(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InputError(line(arguments), "it was interrupted");
        }
    }

    private Process start(List<String> arguments) {
        var line = new ArrayList<>(command);
        line.addAll(arguments);
        try {
            return new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        } catch (IOException e) {
            throw new InputError(line(arguments), "it cannot be run (%s)".formatted(e.getMessage()), "",
                    "Install iproute2");
        }
    }

    private String line(List<String> arguments) {
        return "`%s %s`".formatted(String.join(" ", command), String.join(" ", arguments));
    }

    /// Waits for news. False if there will be none any more.
    public boolean await() {
        try {
            if (news.readLine() == null) { return false; }
            while (news.ready()) {
                news.readLine();
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override public void close() {
        monitor.destroy();
    }
}
