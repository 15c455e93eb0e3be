package xdp2rtl.boards;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The text of a module with a shell's port names, in the making. It connects; logic is in our hardware
/// language.
final class WrapperText {
    private final StringBuilder text = new StringBuilder();
    private final List<String> unused = new ArrayList<>();

    /// The head of a module: parameters with their defaults, ports.
    void module(String remark, String name, List<ShellPorts.Parameter> parameters, List<ShellPorts.Port> ports) {
        for (var line : remark.lines().toList()) line("// " + line);
        line("module " + name + (parameters.isEmpty() ? " (" : " #("));
        for (int i = 0; i < parameters.size(); i++) {
            var parameter = parameters.get(i);
            line("  parameter " + parameter.name() + " = " + parameter.value()
                    + (i + 1 < parameters.size() ? "," : ""));
        }
        if (!parameters.isEmpty()) line(") (");
        for (int i = 0; i < ports.size(); i++) {
            var port = ports.get(i);
            if (!port.macros().isEmpty()) throw new IllegalArgumentException("a conditional port: " + port);
            line("  " + (port.output() ? "output wire " : "input  wire ") + range(port.width()) + port.name()
                    + (i + 1 < ports.size() ? "," : ""));
        }
        line(");");
    }

    private static String range(String width) {
        if (width.equals("1")) return "";
        return width.matches("\\d+") ? "[" + (Integer.parseInt(width) - 1) + ":0] " : "[" + width + "-1:0] ";
    }

    void line(String line) {
        text.append(line).append('\n');
    }

    void remark(String remark) {
        line("");
        line("  // " + remark);
    }

    void wire(String name, int width) {
        line("  wire " + range(Integer.toString(width)) + name + ";");
    }

    void assign(String target, String value) {
        line("  assign " + target + " = " + value + ";");
    }

    /// Says that nothing reads a signal, on purpose.
    void unused(String signal) {
        unused.add(signal);
    }

    /// An instance. Each port is connected to what `pins` says, an output also to nothing where it says
    /// nothing: then a wire `<instance>_<port>` is declared for it, and left unread.
    void instance(VerilogModule module, String name, Map<String, String> pins) {
        var left = new LinkedHashMap<>(pins);
        var rows = new ArrayList<String>();
        for (var port : module.ports()) {
            var value = Optional.ofNullable(left.remove(port.name()));
            if (value.isEmpty()) {
                if (!port.output())
                    throw new IllegalArgumentException("nothing drives " + port.name()
                            + " of " + name);
                wire(name + "_" + port.name(), port.width());
                unused(name + "_" + port.name());
            }
            rows.add("    ." + port.name() + "(" + value.orElse(name + "_" + port.name()) + ")");
        }
        if (!left.isEmpty())
            throw new IllegalArgumentException(module.name() + " has no port "
                    + left.keySet());
        line("  " + module.name() + " " + name + " (");
        line(String.join(",\n", rows));
        line("  );");
    }

    /// Stops the elaboration where the shell gives a parameter that the wrapper was not made for.
    void demand(String parameter, String value) {
        line("`ifndef YOSYS");
        line("  initial begin");
        line("    if (" + parameter + " != " + value + ") begin");
        line("      $error(\"this wrapper is made for " + parameter + " = " + value + "\");");
        line("      $finish;");
        line("    end");
        line("  end");
        line("`endif");
    }

    /// The module as a whole.
    String end() {
        if (!unused.isEmpty()) {
            line("");
            line("  wire unused_ok = &{1'b0,\n    " + String.join(",\n    ", unused) + "};");
        }
        line("");
        line("endmodule");
        return text.toString();
    }
}
