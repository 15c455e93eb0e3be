package xdp2rtl.boards;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import xdp2rtl.hdl.Design;

/// The outside of a module that our hardware language has printed, read back from its text: what a module
/// that is text needs in order to hold one.
///
/// @param name  of the module
/// @param ports in order
record VerilogModule(String name, List<Port> ports) {

    record Port(String name, boolean output, int width) {}

    private static final Pattern MODULE = Pattern.compile("(?m)^module (\\w+)");
    private static final Pattern PORT =
            Pattern.compile("(?m)^  (input|output) +(?:wire|reg) +(?:\\[(\\d+):0] *)?(\\w+)");

    static VerilogModule of(String text) {
        var module = MODULE.matcher(text);
        if (!module.find())
            throw new IllegalArgumentException("no Verilog module: " + text.lines()
                    .findFirst().orElse(""));
        var ports = new ArrayList<Port>();
        var port = PORT.matcher(text.substring(0, text.indexOf(");", module.end())));
        while (port.find()) {
            ports.add(new Port(port.group(3), port.group(1).equals("output"),
                    port.group(2) == null ? 1 : Integer.parseInt(port.group(2)) + 1));
        }
        return new VerilogModule(module.group(1), List.copyOf(ports));
    }

    static VerilogModule of(Design design) {
        return of(design.files().get(design.top() + ".v"));
    }

    Port port(String name) {
        return ports.stream().filter(port -> port.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(this.name + " has no port " + name));
    }

    /// The same text with the modules of `files` called `<prefix><name>`: where others bring modules too,
    /// ours keep apart.
    static Map<String, String> prefixed(String prefix, Map<String, String> files) {
        var names = files.keySet().stream().map(file -> file.substring(0, file.length() - 2)).toList();
        var use = Pattern.compile("(?m)^(module |  )(" + String.join("|", names) + ")( \\w+ \\($| \\($|;$)");
        var result = new LinkedHashMap<String, String>();
        files.forEach((file, text) -> result.put(prefix + file, use.matcher(text).replaceAll("$1" + prefix + "$2$3")));
        return result;
    }
}
