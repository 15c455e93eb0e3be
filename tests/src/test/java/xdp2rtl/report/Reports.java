package xdp2rtl.report;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import xdp2rtl.cli.Main;

/// The command line inside of the test, and the arguments of examples.
record Reports(int exitCode, String out, String err) {
    private static final Path EXAMPLES = Path.of("..", "examples");
    static final Path FIREWALL = EXAMPLES.resolve("simple_firewall/simple_firewall.bpf.o");

    static Reports run(List<String> arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode = Main.execute(new PrintWriter(out), new PrintWriter(err, true), arguments.toArray(String[]::new));
        return new Reports(exitCode, out.toString(), err.toString());
    }

    /// A verb on the firewall and its trace.
    static List<String> firewall(String verb, String... more) {
        var arguments = new ArrayList<>(List.of(verb, FIREWALL.toString(), "--pcap",
                FIREWALL.resolveSibling("trace.pcap").toString()));
        for (String map : List.of("flows", "ports")) {
            arguments.add("--map=%s=%s".formatted(map, FIREWALL.resolveSibling("maps/" + map + ".json")));
        }
        arguments.addAll(List.of(more));
        return arguments;
    }
}
