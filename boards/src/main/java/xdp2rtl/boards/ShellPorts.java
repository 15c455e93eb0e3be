package xdp2rtl.boards;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The ports of the module by which a shell takes a plug-in: facts, read from a list beside this class.
///
/// @param module     name of the module
/// @param parameters in order
/// @param ports      in order
public record ShellPorts(String module, List<Parameter> parameters, List<Port> ports) {

    /// @param value the default, an expression of the parameters before it
    public record Parameter(String name, String value) {}

    /// @param output whether the module drives it
    /// @param width  in bits, an expression of the parameters
    /// @param macros the port exists where one of these macros is defined; always, if there are none
    public record Port(String name, boolean output, String width, List<String> macros) {}

    public ShellPorts {
        parameters = List.copyOf(parameters);
        ports = List.copyOf(ports);
    }

    /// The list of a shell; none for a shell that takes no plug-in.
    public static Optional<ShellPorts> of(Shell shell) {
        return switch (shell) {
            case NETFPGA_SUME, NETFPGA_PLUS -> Optional.of(read("netfpga"));
            case OPENNIC -> Optional.of(read("opennic"));
            case CORUNDUM -> Optional.of(read("corundum"));
            case NONE -> Optional.empty();
        };
    }

    private static ShellPorts read(String name) {
        try (var list = ShellPorts.class.getResourceAsStream("ports/" + name + ".txt")) {
            return parse(new String(list.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the port list of " + name, e);
        }
    }

    static ShellPorts parse(String text) {
        var module = "";
        var parameters = new ArrayList<Parameter>();
        var ports = new ArrayList<Port>();
        for (var line : text.lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) continue;
            var words = line.split(" ", 3);
            switch (words[0]) {
                case "module" -> module = words[1];
                case "parameter" -> parameters.add(new Parameter(words[1], words[2]));
                case "in", "out" -> ports.add(port(words));
                default -> throw new IllegalArgumentException("not a line of a port list: " + line);
            }
        }
        return new ShellPorts(module, parameters, ports);
    }

    private static Port port(String[] words) {
        int condition = words[2].indexOf(" if ");
        var width = condition < 0 ? words[2] : words[2].substring(0, condition);
        var macros = condition < 0 ? List.<String>of()
                : List.of(words[2].substring(condition + 4).split("\\|"));
        return new Port(words[1], words[0].equals("out"), width, macros);
    }
}
