package xdp2rtl.report.page;

import gg.jte.Content;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.elk.alg.layered.LayeredLayoutProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;
import xdp2rtl.report.FlowNode;

/// The control flow, laid out by ELK's layered algorithm.
final class FlowFigure {
    private static final double WIDTH = 176;
    private static final double HEIGHT = 40;
    private static final double END_WIDTH = 104;
    private static final double END_HEIGHT = 22;
    private static final double CHARACTER = 6.2;
    /// Of labels at edges, with room beside them.
    private static final double LABEL_CHARACTER = 8;
    private static final double WIDEST = 5;
    private static final double LEFT = 8;

    private final Map<Integer, ElkNode> nodes = new HashMap<>();
    private final ElkNode graph = ElkGraphUtil.createGraph();
    private final Map<ElkEdge, FlowNode.Edge> edges = new HashMap<>();
    private final Map<ElkNode, String> ends = new HashMap<>();
    private final List<FlowNode> flow;
    private final boolean weighted;

    /// @param flow     the nodes that are shown; edges to others are left out
    /// @param weighted whether their figures mean something
    FlowFigure(List<FlowNode> flow, boolean weighted) {
        this.flow = flow;
        this.weighted = weighted;
    }

    Content drawing() {
        // What ELK copies of its options' defaults, it knows once this service is there.
        LayoutMetaDataService.getInstance();
        build();
        graph.setProperty(LayeredOptions.DIRECTION, Direction.DOWN);
        graph.setProperty(LayeredOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
        graph.setProperty(LayeredOptions.SPACING_NODE_NODE, 22.0);
        graph.setProperty(LayeredOptions.SPACING_EDGE_NODE, 14.0);
        graph.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 24.0);
        graph.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 12.0);
        new LayeredLayoutProvider().layout(graph, new BasicProgressMonitor());
        var svg = new Svg("flow-figure",
                "Control flow of the bundles" + (weighted ? ", weighted by the trace" : ""));
        edges.forEach((edge, of) -> edge(svg, edge, of));
        double most = flow.stream().mapToDouble(FlowNode::packets).max().orElse(1);
        flow.forEach(node -> node(svg, node, most));
        ends.forEach((node, action) -> {
            svg.rect("end", node.getX() + LEFT, node.getY(), END_WIDTH, END_HEIGHT);
            svg.text("label", Svg.Anchor.MIDDLE, node.getX() + LEFT + END_WIDTH / 2, node.getY() + 15, action);
        });
        return svg.drawing(graph.getWidth() + 2 * LEFT, graph.getHeight());
    }

    private void build() {
        for (FlowNode of : flow) {
            nodes.put(of.first(), node(WIDTH, HEIGHT));
        }
        for (FlowNode of : flow) {
            for (FlowNode.Edge to : of.edges()) {
                if (to.to().isEmpty()) {
                    ElkNode end = node(END_WIDTH, END_HEIGHT);
                    ends.put(end, to.action());
                    connect(of, end, to);
                } else if (nodes.containsKey(to.to().get())) {
                    connect(of, nodes.get(to.to().get()), to);
                }
            }
        }
    }

    private ElkNode node(double width, double height) {
        ElkNode node = ElkGraphUtil.createNode(graph);
        node.setDimensions(width, height);
        return node;
    }

    private void connect(FlowNode from, ElkNode to, FlowNode.Edge of) {
        ElkEdge edge = ElkGraphUtil.createSimpleEdge(nodes.get(from.first()), to);
        edges.put(edge, of);
        if (weighted && from.edges().size() > 1) {
            String share = Numbers.percent(of.packets());
            ElkGraphUtil.createLabel(share, edge).setDimensions(LABEL_CHARACTER * share.length(), 14);
        }
    }

    private void node(Svg svg, FlowNode of, double most) {
        ElkNode node = nodes.get(of.first());
        double x = node.getX() + LEFT;
        String name =
                of.first() == of.last() ? "bundle " + of.first() : "bundles %d–%d".formatted(of.first(), of.last());
        svg.link("b" + of.first(), name + ", " + Numbers.percent(of.packets()))
                .heat(most == 0 ? 0 : of.packets() / most);
        svg.rect(isCold(of.packets()) ? "node cold" : "node", x, node.getY(), WIDTH, HEIGHT).endHeat();
        svg.text("label", Svg.Anchor.START, x + 8, node.getY() + 16, name);
        if (weighted) {
            svg.text("label", Svg.Anchor.END, x + WIDTH - 8, node.getY() + 16, Numbers.percent(of.packets()));
        }
        of.line().ifPresent(line -> svg.text("code", Svg.Anchor.START, x + 8, node.getY() + 32,
                shortened(line.line() + ": " + line.text().strip())));
        svg.endLink();
    }

    private boolean isCold(double packets) {
        return weighted && packets == 0;
    }

    private static String shortened(String text) {
        int most = (int) ((WIDTH - 16) / CHARACTER);
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    private void edge(Svg svg, ElkEdge edge, FlowNode.Edge of) {
        var steps = new StringBuilder();
        for (ElkEdgeSection section : edge.getSections()) {
            steps.append('M').append(point(section.getStartX(), section.getStartY()));
            section.getBendPoints().forEach(bend -> steps.append('L').append(point(bend.getX(), bend.getY())));
            steps.append('L').append(point(section.getEndX(), section.getEndY()));
            head(svg, of, section);
        }
        double width = isCold(of.packets()) ? 1 : 1 + (WIDEST - 1) * Math.sqrt(Math.min(1, of.packets()));
        svg.path(isCold(of.packets()) ? "edge cold" : "edge", steps, width);
        edge.getLabels().forEach(label -> svg.text("small", Svg.Anchor.MIDDLE,
                label.getX() + LEFT + label.getWidth() / 2, label.getY() + 11, label.getText()));
    }

    /// A tip, where the edge comes from above or below.
    private void head(Svg svg, FlowNode.Edge of, ElkEdgeSection section) {
        double before = section.getBendPoints().isEmpty() ? section.getStartY()
                : section.getBendPoints().getLast().getY();
        int back = before <= section.getEndY() ? -6 : 6;
        svg.path(isCold(of.packets()) ? "tip cold" : "tip",
                "M%sl-4 %dh8z".formatted(point(section.getEndX(), section.getEndY()), back));
    }

    private static String point(double x, double y) {
        return Svg.number(x + LEFT) + " " + Svg.number(y);
    }
}
