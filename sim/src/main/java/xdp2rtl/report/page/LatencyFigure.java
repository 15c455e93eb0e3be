package xdp2rtl.report.page;

import gg.jte.Content;
import java.util.List;
import xdp2rtl.report.Latencies;

/// The share of the packets that are done within so many cycles.
final class LatencyFigure {
    private static final double WIDTH = 620;
    private static final double HEIGHT = 330;
    private static final double LEFT = 52;
    private static final double RIGHT = 600;
    private static final double TOP = 22;
    private static final double BOTTOM = 286;

    private final Latencies latencies;
    private final int clockMhz;
    private final Axis x;
    private final Axis y = new Axis(0, 1, BOTTOM, TOP, false);

    /// @param latencies of one packet at least
    LatencyFigure(Latencies latencies, int clockMhz) {
        this.latencies = latencies;
        this.clockMhz = clockMhz;
        double least = Math.min(latencies.alone().getFirst(), latencies.saturated().getFirst());
        double most = Math.max(latencies.alone().getLast(), latencies.saturated().getLast());
        x = new Axis(Math.max(1, least / 1.2), most * 1.1 + 1, LEFT, RIGHT, true);
    }

    Content drawing() {
        var svg = new Svg("latency-figure",
                "Share of the packets that are done within so many cycles, alone in the core and under full load");
        for (int percent = 0; percent <= 100; percent += 25) {
            svg.line("rule", LEFT, y.of(percent / 100.0), RIGHT, y.of(percent / 100.0));
            svg.text("small", Svg.Anchor.END, LEFT - 8, y.of(percent / 100.0) + 4, percent + " %");
        }
        for (long tick = 1; tick < x.to(); tick *= 10) {
            for (int times : new int[]{1, 2, 5}) {
                tick(svg, tick * times);
            }
        }
        svg.text("small", Svg.Anchor.MIDDLE, (LEFT + RIGHT) / 2, BOTTOM + 38,
                "cycles from a packet's last beat to its report, at %d MHz".formatted(clockMhz));
        curve(svg, "curve second", latencies.alone());
        curve(svg, "curve", latencies.saturated());
        name(svg, latencies.alone(), "alone", 0.3);
        name(svg, latencies.saturated(), "full load", 0.62);
        return svg.drawing(WIDTH, HEIGHT);
    }

    private void tick(Svg svg, long cycles) {
        if (cycles < x.from() || cycles > x.to()) { return; }
        svg.line("tick", x.of(cycles), BOTTOM, x.of(cycles), BOTTOM + 4);
        svg.text("small", Svg.Anchor.MIDDLE, x.of(cycles), BOTTOM + 18, Numbers.count(cycles));
    }

    private void curve(Svg svg, String style, List<Long> all) {
        var steps = new StringBuilder("M").append(Svg.number(x.of(all.getFirst()))).append(' ')
                .append(Svg.number(y.of(0)));
        for (int i = 0; i < all.size(); i++) {
            boolean last = i + 1 == all.size() || !all.get(i + 1).equals(all.get(i));
            if (last) {
                steps.append('H').append(Svg.number(x.of(all.get(i)))).append('V')
                        .append(Svg.number(y.of((i + 1.0) / all.size())));
            }
        }
        svg.path(style, steps.append('H').append(Svg.number(RIGHT)));
    }

    /// Beside the curve, where the most room is.
    private void name(Svg svg, List<Long> all, String name, double share) {
        double at = x.of(Latencies.within(all, share));
        boolean left = at > (LEFT + RIGHT) / 2;
        svg.text("value", left ? Svg.Anchor.END : Svg.Anchor.START, left ? at - 8 : at + 8, y.of(share) + 4, name);
    }
}
