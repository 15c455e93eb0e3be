package xdp2rtl.cli;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// The command line inside of the test: arguments in; exit code and both outputs out. What is JSON is held to
/// [JsonSchemas].
record Cli(int exitCode, String out, String err) {
    static final Path EXAMPLES = Path.of("..", "examples");
    static final String FIREWALL = EXAMPLES.resolve("simple_firewall/simple_firewall.bpf.o").toString();
    static final String TRACE = EXAMPLES.resolve("simple_firewall/trace.pcap").toString();
    static final String SATURATED = EXAMPLES.resolve("simple_firewall/saturated.pcap").toString();
    static final String DEBIAN = "/usr/lib/x86_64-linux-gnu/bpf/";

    static Cli run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode = Main.execute(new PrintWriter(out), new PrintWriter(err, true), arguments);
        if (!List.of(arguments).contains("-")) {
            JsonSchemas.check(exitCode, out.toString(), arguments);
        }
        return new Cli(exitCode, out.toString(), err.toString());
    }

    static Cli runWithInput(String input, String... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.ISO_8859_1)));
        try {
            return run(arguments);
        } finally {
            System.setIn(before);
        }
    }

    /// An example's map contents as an option.
    static String map(String name) {
        return "--map=%s=%s".formatted(name, EXAMPLES.resolve("simple_firewall/maps").resolve(name + ".json"));
    }
}
