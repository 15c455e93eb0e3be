package xdp2rtl.report.page;

import gg.jte.output.StringOutput;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import xdp2rtl.explore.Candidate;
import xdp2rtl.explore.Exploration;

/// The cores of an exploration as points, packets a second over LUTs, as a file of its own: those that no other one
/// beats are filled.
public final class FrontPicture {
    private static final double WIDTH = 720;
    private static final double HEIGHT = 420;
    private static final double LEFT = 56;
    private static final double RIGHT = 690;
    private static final double TOP = 26;
    private static final double BOTTOM = 370;
    private static final double DOT = 4;
    /// Names that stand nearer to one before them are left out.
    private static final double NAME_WIDTH = 78;
    private static final double NAME_HEIGHT = 13;

    private final Exploration found;
    private final List<Candidate> possible;
    private final Axis x;
    private final Axis y;

    public FrontPicture(Exploration found) {
        this.found = found;
        possible = found.candidates().stream().filter(Candidate::possible).toList();
        double most = possible.stream().mapToInt(Candidate::lut).max().orElse(1);
        double least = possible.stream().mapToInt(Candidate::lut).min().orElse(1);
        double fastest = Math.max(possible.stream().mapToDouble(Candidate::mpps).max().orElse(1),
                found.target().map(it -> it.mpps()).orElse(0.0));
        x = new Axis(least / 1.2, most * 1.2, LEFT, RIGHT, true);
        y = new Axis(0, fastest * 1.1, BOTTOM, TOP, false);
    }

    /// As a drawing, light or dark as its viewer is.
    public String svg() {
        var svg = new Svg("front", "Cores for %s: millions of packets a second over LUTs".formatted(found.program()));
        axes(svg);
        found.target().ifPresent(target -> {
            svg.line("link", LEFT, y.of(target.mpps()), RIGHT, y.of(target.mpps()));
            svg.text("small", Svg.Anchor.START, LEFT + 6, y.of(target.mpps()) - 5, target.text());
        });
        Set<Candidate> front = new HashSet<>(found.front());
        possible.stream().filter(it -> !front.contains(it)).forEach(it -> point(svg, "tip", it, DOT / 2));
        found.front().forEach(it -> point(svg, "dot", it, DOT));
        names(svg);
        var output = new StringOutput();
        svg.drawing(WIDTH, HEIGHT).writeTo(output);
        return FlowPicture.alone(output.toString());
    }

    private void names(Svg svg) {
        double lastX = Double.NEGATIVE_INFINITY;
        double lastY = Double.POSITIVE_INFINITY;
        for (Candidate it : found.front()) {
            double atX = x.of(it.lut());
            double atY = y.of(it.mpps());
            if (atX - lastX < NAME_WIDTH && Math.abs(atY - lastY) < NAME_HEIGHT) continue;
            svg.text("label", Svg.Anchor.END, atX - 7, atY - 5,
                    "%d × %d lanes, %d".formatted(it.cores(), it.lanes(), it.contexts()));
            lastX = atX;
            lastY = atY;
        }
    }

    private void point(Svg svg, String style, Candidate it, double radius) {
        svg.circle(style, x.of(it.lut()), y.of(it.mpps()), radius);
    }

    private void axes(Svg svg) {
        double step = step(y.to());
        for (double tick = 0; tick <= y.to(); tick += step) {
            svg.line("rule", LEFT, y.of(tick), RIGHT, y.of(tick));
            svg.text("small", Svg.Anchor.END, LEFT - 8, y.of(tick) + 4, Numbers.fixed(tick, step < 1 ? 1 : 0));
        }
        for (int tick = 1000; tick < x.to(); tick *= 10) {
            for (int times : new int[]{1, 2, 5}) {
                int value = tick * times;
                if (value < x.from() || value > x.to()) continue;
                svg.line("tick", x.of(value), BOTTOM, x.of(value), BOTTOM + 4);
                svg.text("small", Svg.Anchor.MIDDLE, x.of(value), BOTTOM + 18, Numbers.count(value));
            }
        }
        svg.text("small", Svg.Anchor.MIDDLE, (LEFT + RIGHT) / 2, BOTTOM + 40, "LUTs, estimated");
        svg.text("small", Svg.Anchor.START, 0, TOP - 10, "Mpps at %d MHz".formatted(found.clockMhz()));
    }

    /// Of 1, 2 or 5 times a power of ten: four to ten to the largest value.
    private static double step(double largest) {
        double power = Math.pow(10, Math.floor(Math.log10(largest / 4)));
        double times = largest / 4 / power;
        return power * (times >= 5 ? 5 : times >= 2 ? 2 : 1);
    }
}
