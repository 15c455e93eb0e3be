package xdp2rtl.boards;

import java.util.Locale;
import xdp2rtl.isa.CoreConfig;

/// A picture of what is in a board's folder: SVG that follows the reader's colours.
final class BlockDiagram {
    private static final int WIDTH = 920;
    private static final int LANE = 26;

    private final StringBuilder text = new StringBuilder();

    private BlockDiagram() {}

    static String text(Board board, CoreConfig core) {
        var diagram = new BlockDiagram();
        diagram.draw(board, core);
        return diagram.text.toString();
    }

    private void draw(Board board, CoreConfig core) {
        int lanes = Math.max(2, core.lanes()) * LANE;
        int height = 300 + lanes;
        String stream = 8 * board.beatBytes() + " bit";
        String inner = 8 * core.beatBytes() + " bit";
        text.append("""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-labelledby="t d">
            <title id="t">xdp2rtl on %s</title>
            <desc id="d">Packets go from the shell through the wrapper to the core's packet memory; %d contexts take turns on %d lanes, \
            which read the program memory and the map memory; packets leave by the wrapper.</desc>
            <style>
            :root { color-scheme: light dark }
            svg { --ink: #1f2328; --paper: #ffffff; --soft: #eef1f4 }
            @media (prefers-color-scheme: dark) { svg { --ink: #e6edf3; --paper: #0d1117; --soft: #1c232b } }
            text { font: 14px system-ui, sans-serif; fill: var(--ink); text-anchor: middle }
            .small { font-size: 12px } .start { text-anchor: start }
            rect { fill: var(--paper); stroke: var(--ink); rx: 4px } .soft { fill: var(--soft) }
            path { stroke: var(--ink); fill: none; marker-end: url(#a) }
            </style>
            <defs><marker id="a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">\
            <path d="M0 0L8 4L0 8z" style="fill: var(--ink); stroke: none; marker-end: none"/></marker></defs>
            """.formatted(WIDTH, height, WIDTH, height, board.name(), core.contexts(), core.lanes()));
        box("soft", 10, 10, WIDTH - 20, height - 20, "", "");
        label("start", 24, 32, board.shell() == Shell.NONE ? "the design around it"
                : "%s: %s".formatted(board.shell().title(), board.fpga()));
        box("", 120, 46, 680, height - 70, "", "");
        label("start", 134, 66, "%s, %d MHz".formatted(BoardGenerator.top(board.shell()), board.clockMhz()));
        box("soft", 230, 80, 460, height - 120, "", "");
        label("start", 244, 100, core.cores() == 1 ? "core" : core.cores() + " cores, each");
        int middle = 150 + lanes / 2;
        box("", 245, 120, 120, lanes + 60, "packet memory", core.contexts() + " contexts");
        for (int lane = 0; lane < core.lanes(); lane++) {
            box("", 410, 120 + lane * LANE, 130, LANE - 4, "lane " + lane, "");
        }
        box("", 410, 140 + lanes, 130, 40, "issue", "");
        box("", 580, 120, 90, (lanes + 60) / 2 - 6, "map unit", core.mapSize());
        box("", 580, 126 + (lanes + 60) / 2, 90, (lanes + 60) / 2 - 6, "program",
                "%,d bundles".formatted(core.programBundles()));
        arrow("M20 %d H240".formatted(middle - 20));
        label("small", 175, middle - 28, board.beatBytes() == core.beatBytes() ? inner : stream + " to " + inner);
        arrow("M245 %d H30".formatted(middle + 30));
        label("small", 175, middle + 46, board.beatBytes() == core.beatBytes() ? inner : inner + " to " + stream);
        label("small", 64, middle - 28, ports(board, "in"));
        label("small", 64, middle + 46, ports(board, "out"));
        arrow("M365 %d H405".formatted(112 + core.lanes() * LANE / 2));
        arrow("M410 %d H370".formatted(124 + core.lanes() * LANE / 2));
        arrow("M540 %d H575".formatted(120 + core.lanes() * LANE / 4));
        arrow("M580 %d H545".formatted(130 + core.lanes() * LANE / 4));
        arrow("M580 %d H545".formatted(160 + lanes));
        arrow("M475 %d V%d".formatted(140 + lanes, core.lanes() * LANE + 121));
        box("", 245, 200 + lanes, 425, 30, "registers (AXI4-Lite), counters, events", "");
        arrow("M%d %d H675".formatted(WIDTH - 20, 215 + lanes));
        label("small", 850, 208 + lanes, "host");
        text.append("</svg>\n");
    }

    private static String ports(Board board, String way) {
        return board.shell() == Shell.NONE ? "packets " + way
                : String.format(Locale.ROOT, "%d x %dG %s", board.ports(), board.gigabits(), way);
    }

    private void box(String style, int x, int y, int width, int height, String name, String size) {
        text.append("<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n".formatted(style, x, y, width,
                height));
        int middle = y + height / 2;
        if (!name.isEmpty()) { label("", x + width / 2, size.isEmpty() ? middle + 5 : middle - 3, name); }
        if (!size.isEmpty()) { label("small", x + width / 2, middle + 14, size); }
    }

    private void label(String style, int x, int y, String words) {
        text.append("<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>\n".formatted(style, x, y,
                words.replace("&", "&amp;").replace("<", "&lt;")));
    }

    private void arrow(String path) { text.append("<path d=\"%s\"/>\n".formatted(path)); }
}
