package xdp2rtl.report.page;

import gg.jte.output.StringOutput;
import java.util.List;
import java.util.Locale;
import xdp2rtl.report.FlowNode;

/// The control flow as a file of its own.
///
/// @param weighted whether a trace stands behind the nodes' figures
public record FlowPicture(String program, List<FlowNode> flow, boolean weighted) {
    private static final double WIDEST = 5;

    public FlowPicture {
        flow = List.copyOf(flow);
    }

    /// As a drawing, light or dark as its viewer is.
    public String svg() {
        var output = new StringOutput();
        new FlowFigure(flow, weighted).drawing().writeTo(output);
        return alone(output.toString());
    }

    /// A page's drawing as a file of its own.
    static String alone(String drawing) {
        return drawing.replaceFirst("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ")
                .replaceFirst("</title>", "</title>\n<style>\n%s</style>".formatted(Resources.text("figures.css")));
    }

    /// In Graphviz's language.
    public String dot() {
        var text = new StringBuilder("digraph \"%s\" {\n    node [shape=box, fontname=\"monospace\", fontsize=10];\n"
                .formatted(quoted(program)));
        for (FlowNode node : flow) {
            text.append("    b%d [label=\"%s\\l%s\"];\n".formatted(node.first(),
                    quoted("bundles %d to %d%s".formatted(node.first(), node.last(), share(node.packets()))),
                    node.line().map(line -> quoted("%d: %s".formatted(line.line(), line.text().strip())) + "\\l")
                            .orElse("")));
            for (int edge = 0; edge < node.edges().size(); edge++) {
                text.append(edge(node, edge));
            }
        }
        return text.append("}\n").toString();
    }

    private String edge(FlowNode node, int number) {
        FlowNode.Edge edge = node.edges().get(number);
        String end = "e%d_%d".formatted(node.first(), number);
        String made = edge.to().isPresent() ? ""
                : "    %s [shape=oval, label=\"%s\"];\n".formatted(end, quoted(edge.action()));
        String weight = !weighted ? "" : " [label=\"%s\", penwidth=%s%s]".formatted(Numbers.percent(edge.packets()),
                String.format(Locale.ROOT, "%.1f", 1 + (WIDEST - 1) * Math.min(1, edge.packets())),
                edge.packets() == 0 ? ", style=dashed" : "");
        return "%s    b%d -> %s%s;\n".formatted(made, node.first(), edge.to().map(to -> "b" + to).orElse(end), weight);
    }

    private String share(double packets) {
        return weighted ? ", " + Numbers.percent(packets) : "";
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ");
    }
}
