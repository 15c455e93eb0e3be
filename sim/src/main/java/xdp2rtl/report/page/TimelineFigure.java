package xdp2rtl.report.page;

import gg.jte.Content;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import xdp2rtl.engine.model.ContextPhase;
import xdp2rtl.engine.model.CoreActivity;

/// What each context is about, cycle by cycle, and which units work.
final class TimelineFigure {
    private static final double CYCLE = 6;
    private static final double ROW = 14;
    private static final double BAR = 10;
    private static final double LEFT = 92;
    private static final double TOP = 22;
    private static final int TICK = 20;

    private final List<CoreActivity> window;
    private final int contexts;

    /// @param window cycles in a row, one at least
    TimelineFigure(List<CoreActivity> window) {
        this.window = window;
        contexts = window.getFirst().phases().size();
    }

    Content drawing() {
        var svg = new Svg("timeline-figure",
                ("%d cycles of the first core under full load: what each of its %d contexts is about, and "
                        + "which units work")
                        .formatted(window.size(), contexts));
        double height = TOP + ROW * (contexts + 6) + 8;
        ticks(svg, height);
        phases().forEach((phase, steps) -> svg.path("phase " + style(phase), steps));
        for (int context = 0; context < contexts; context++) {
            if (contexts <= 20 || context % 4 == 0) {
                svg.text("small", Svg.Anchor.END, LEFT - 10, TOP + context * ROW + BAR - 1,
                        context == 0 ? "context 0" : Integer.toString(context));
            }
        }
        unit(svg, 0, "issue", CoreActivity::issues);
        unit(svg, 1, "map unit", CoreActivity::mapUnit);
        unit(svg, 2, "divider", CoreActivity::divider);
        unit(svg, 3, "input", CoreActivity::input);
        unit(svg, 4, "output", CoreActivity::output);
        return svg.drawing(LEFT + CYCLE * window.size() + 12, height);
    }

    /// The style of a phase, also in the legend.
    static String style(ContextPhase phase) {
        return "p-" + phase.name().toLowerCase(Locale.ROOT);
    }

    private void ticks(Svg svg, double height) {
        for (int cycle = 0; cycle <= window.size(); cycle += TICK) {
            svg.line("rule", LEFT + cycle * CYCLE, TOP - 6, LEFT + cycle * CYCLE, height - 8);
            svg.text("small", Svg.Anchor.MIDDLE, LEFT + cycle * CYCLE, TOP - 10, Integer.toString(cycle));
        }
    }

    /// A path for each phase, so that the drawing is small: rectangles of cycles in a row.
    private Map<ContextPhase, StringBuilder> phases() {
        var paths = new EnumMap<ContextPhase, StringBuilder>(ContextPhase.class);
        for (int context = 0; context < contexts; context++) {
            int from = 0;
            for (int cycle = 1; cycle <= window.size(); cycle++) {
                ContextPhase phase = window.get(from).phases().get(context);
                if (cycle == window.size() || window.get(cycle).phases().get(context) != phase) {
                    if (phase != ContextPhase.EMPTY) {
                        paths.computeIfAbsent(phase, _ -> new StringBuilder())
                                .append(box(from, cycle, TOP + context * ROW));
                    }
                    from = cycle;
                }
            }
        }
        return paths;
    }

    private void unit(Svg svg, int row, String name, Predicate<CoreActivity> works) {
        double y = TOP + (contexts + row) * ROW + 12;
        var steps = new StringBuilder();
        int from = 0;
        for (int cycle = 1; cycle <= window.size(); cycle++) {
            boolean now = works.test(window.get(from));
            if (cycle == window.size() || works.test(window.get(cycle)) != now) {
                steps.append(now ? box(from, cycle, y) : "");
                from = cycle;
            }
        }
        svg.text("small", Svg.Anchor.END, LEFT - 10, y + BAR - 1, name);
        svg.path("unit", steps);
    }

    private static String box(int from, int to, double y) {
        return "M%s %sh%sv%sh-%sz".formatted(Svg.number(LEFT + from * CYCLE), Svg.number(y),
                Svg.number((to - from) * CYCLE), Svg.number(BAR), Svg.number((to - from) * CYCLE));
    }
}
