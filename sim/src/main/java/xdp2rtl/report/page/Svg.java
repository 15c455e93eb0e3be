package xdp2rtl.report.page;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import java.util.Locale;

/// A drawing that is being made; units are pixels at full size. It has a title, which says what it shows, and scales
/// with its place on the page.
final class Svg {
    /// Where a text stands of its point.
    enum Anchor { START, MIDDLE, END }

    private final StringBuilder body = new StringBuilder();
    private final String id;
    private final String title;

    /// @param id    of the drawing on the page
    /// @param title for whoever does not see it
    Svg(String id, String title) {
        this.id = id;
        this.title = title;
    }

    Svg line(String style, double x1, double y1, double x2, double y2) {
        return add("<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>".formatted(style, number(x1),
                number(y1), number(x2), number(y2)));
    }

    Svg rect(String style, double x, double y, double width, double height) {
        return add("<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>".formatted(style, number(x),
                number(y), number(width), number(height)));
    }

    Svg circle(String style, double x, double y, double radius) {
        return add("<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"/>".formatted(style, number(x), number(y),
                number(radius)));
    }

    Svg path(String style, CharSequence steps) {
        return add("<path class=\"%s\" d=\"%s\"/>".formatted(style, steps));
    }

    /// A path of a given width.
    Svg path(String style, CharSequence steps, double width) {
        return add("<path class=\"%s\" stroke-width=\"%s\" d=\"%s\"/>".formatted(style, number(width), steps));
    }

    Svg text(String style, Anchor anchor, double x, double y, String text) {
        String place = switch (anchor) {
            case START -> "";
            case MIDDLE -> " text-anchor=\"middle\"";
            case END -> " text-anchor=\"end\"";
        };
        return add("<text class=\"%s\"%s x=\"%s\" y=\"%s\">%s</text>".formatted(style, place, number(x), number(y),
                escaped(text)));
    }

    /// Begins a group that leads somewhere on the page.
    Svg link(String target, String about) {
        return add("<a href=\"#%s\"><title>%s</title>".formatted(target, escaped(about)));
    }

    Svg endLink() {
        return add("</a>");
    }

    /// Begins a group with so much heat, 0 to 1.
    Svg heat(double share) {
        return add("<g style=\"--h:%d\">".formatted(Heats.percent(share)));
    }

    Svg endHeat() {
        return add("</g>");
    }

    private Svg add(String element) {
        body.append(element).append('\n');
        return this;
    }

    /// The whole drawing.
    Content drawing(double width, double height) {
        String text = """
            <svg id="%s" role="img" aria-labelledby="%s-title" viewBox="0 0 %s %s" width="%s" height="%s">
            <title id="%s-title">%s</title>
            %s</svg>
            """.formatted(id, id, number(width), number(height), number(width), number(height), id, escaped(title),
                body);
        return new Content() {
            @Override public void writeTo(TemplateOutput output) {
                output.writeContent(text);
            }
        };
    }

    /// To tenths of a pixel.
    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
