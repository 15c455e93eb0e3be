package xdp2rtl.report.page;

import gg.jte.Content;
import java.util.List;
import java.util.TreeSet;
import xdp2rtl.report.SizeRate;

/// Packets a second over the size of frames, beside what links carry.
final class RateFigure {
    private static final double WIDTH = 620;
    private static final double HEIGHT = 330;
    private static final double LEFT = 52;
    private static final double RIGHT = 540;
    private static final double TOP = 16;
    private static final double BOTTOM = 286;
    /// Bytes on a link beside a frame: preamble and gap.
    private static final int AROUND = 20;

    private final List<SizeRate> rates;
    private final List<Integer> links;
    private final Axis x = new Axis(64, 1518, LEFT, RIGHT, true);
    private final Axis y;

    /// @param rates not empty
    /// @param links gigabits a second, ascending
    RateFigure(List<SizeRate> rates, List<Integer> links) {
        this.rates = rates;
        this.links = links;
        var all = new TreeSet<Double>();
        rates.forEach(rate -> all.add(rate.mpps()));
        links.forEach(link -> {
            all.add(mpps(link, 64));
            all.add(mpps(link, 1518));
        });
        y = new Axis(all.first() / 1.3, all.last() * 1.3, BOTTOM, TOP, true);
    }

    /// Millions of frames of a size that a link carries in a second.
    static double mpps(int gigabit, int bytes) {
        return gigabit * 1000.0 / (8 * (bytes + AROUND));
    }

    Content drawing() {
        var svg = new Svg("rate-figure",
                "Millions of packets a second over the size of frames: the core, and what links carry");
        axes(svg);
        links.forEach(link -> {
            svg.path("link", curve(link));
            svg.text("small", Svg.Anchor.START, RIGHT + 6, y.of(mpps(link, 1518)) + 4, link + " GbE");
        });
        var steps = new StringBuilder();
        rates.forEach(rate -> steps.append(steps.isEmpty() ? 'M' : 'L').append(point(rate.bytes(), rate.mpps())));
        svg.path("curve", steps);
        for (SizeRate rate : rates) {
            svg.circle("dot", x.of(rate.bytes()), y.of(rate.mpps()), 3.5);
            svg.text("value", rate.bytes() == 64 ? Svg.Anchor.START : Svg.Anchor.MIDDLE, x.of(rate.bytes()),
                    y.of(rate.mpps()) - 9, Numbers.fixed(rate.mpps(), 1));
        }
        return svg.drawing(WIDTH, HEIGHT);
    }

    private void axes(Svg svg) {
        for (double tick = 0.01; tick < 10_000; tick *= 10) {
            for (int times : new int[]{1, 2, 5}) {
                double value = tick * times;
                if (value >= y.from() && value <= y.to()) {
                    svg.line("rule", LEFT, y.of(value), RIGHT, y.of(value));
                    svg.text("small", Svg.Anchor.END, LEFT - 8, y.of(value) + 4,
                            value < 1 ? Numbers.fixed(value, 2) : Numbers.fixed(value, 0));
                }
            }
        }
        for (int size : new int[]{64, 128, 256, 512, 1024, 1518}) {
            svg.line("tick", x.of(size), BOTTOM, x.of(size), BOTTOM + 4);
            svg.text("small", Svg.Anchor.MIDDLE, x.of(size), BOTTOM + 18, Integer.toString(size));
        }
        svg.text("small", Svg.Anchor.MIDDLE, (LEFT + RIGHT) / 2, BOTTOM + 38, "bytes of a frame");
        svg.text("small", Svg.Anchor.START, 0, TOP - 4, "Mpps");
    }

    private String curve(int link) {
        var steps = new StringBuilder();
        for (double size = 64; size < 1518; size *= 1.2) {
            steps.append(steps.isEmpty() ? 'M' : 'L').append(point((int) size, mpps(link, (int) size)));
        }
        return steps.append('L').append(point(1518, mpps(link, 1518))).toString();
    }

    private String point(int bytes, double mpps) {
        return Svg.number(x.of(bytes)) + " " + Svg.number(y.of(mpps));
    }
}
