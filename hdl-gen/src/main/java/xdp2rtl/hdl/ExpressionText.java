package xdp2rtl.hdl;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import xdp2rtl.hdl.Expression.Binary;
import xdp2rtl.hdl.Expression.Concat;
import xdp2rtl.hdl.Expression.Constant;
import xdp2rtl.hdl.Expression.Each;
import xdp2rtl.hdl.Expression.Element;
import xdp2rtl.hdl.Expression.Index;
import xdp2rtl.hdl.Expression.Mux;
import xdp2rtl.hdl.Expression.Not;
import xdp2rtl.hdl.Expression.Reduce;
import xdp2rtl.hdl.Expression.Repeat;
import xdp2rtl.hdl.Expression.Select;
import xdp2rtl.hdl.Expression.Slice;
import xdp2rtl.hdl.Expression.Symbol;
import xdp2rtl.hdl.Expression.Word;

/// Verilog text of an expression, broken into lines where it is wider than the page.
///
/// Verilog widens operands to the widest one around them and makes a signed operand unsigned beside an
/// unsigned one. Neither can change a value here: all operands have the width of their result (see {@link
/// Expression}), and a signed shift that is not the whole of an assignment is shielded by `$unsigned`.
final class ExpressionText {
    static final int PAGE = 100;

    /// Where an expression stands.
    enum Place {
        /// Alone on the right of an assignment.
        WHOLE,
        /// Between commas or brackets, or as a value of `?:`.
        ARGUMENT,
        /// Beside a binary operator.
        OPERAND,
        /// Behind a unary operator.
        PRIMARY
    }

    private final Function<Signal, String> names;

    ExpressionText(Function<Signal, String> names) {
        this.names = names;
    }

    /// The expression for an error message: signals by their own name, shortened to one readable piece.
    static String brief(Bits value) {
        var text = new ExpressionText(Signal::toString).flat(value, Place.WHOLE);
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }

    static String literal(int width, BigInteger value) {
        if (width > 32 && value.bitCount() == width) return "{" + width + "{1'b1}}";
        if (width == 1) return "1'b" + value;
        return value.bitLength() <= 10 ? width + "'d" + value : width + "'h" + value.toString(16);
    }

    /// A constant as the value of a name: a small negative one by its sign.
    static String number(Constant constant) {
        var negative = BigInteger.ONE.shiftLeft(constant.width()).subtract(constant.value());
        boolean small = constant.width() >= 32 && negative.bitLength() <= 10;
        return small ? "-" + literal(constant.width(), negative) : literal(constant.width(), constant.value());
    }

    /// What picks element `i` of elements of `width` bits that begin with bit `low`.
    static String element(int low, int width) {
        var from = (low == 0 ? "" : low + " + ") + (width == 1 ? "i" : width + "*i");
        return "[" + from + (width == 1 ? "" : " +: " + width) + "]";
    }

    static String range(int width) {
        return width == 1 ? "" : "[" + (width - 1) + ":0]";
    }

    /// The text on one line.
    String flat(Bits value, Place place) {
        return switch (value) {
            case Signal signal -> names.apply(signal);
            case Constant(int width, var bits) -> literal(width, bits);
            case Symbol(_, var name, _) -> name;
            case Not(var of) -> "~" + flat(of, Place.PRIMARY);
            case Reduce(var reduction, var of) ->
                enclosed(place.compareTo(Place.OPERAND) >= 0, reduction.verilog() + flat(of, Place.PRIMARY));
            case Binary binary -> binary(binary, place);
            case Mux(var condition, var then, var otherwise) ->
                enclosed(place.compareTo(Place.OPERAND) >= 0, flat(condition, Place.OPERAND) + " ? "
                        + flat(then, then instanceof Mux ? Place.OPERAND : Place.ARGUMENT) + " : "
                        + flat(otherwise, Place.ARGUMENT));
            case Concat(var parts, _) ->
                parts.stream().map(part -> flat(part, Place.ARGUMENT))
                        .collect(Collectors.joining(", ", "{", "}"));
            case Repeat(int times, var of) -> "{" + times + "{" + flat(of, Place.ARGUMENT) + "}}";
            case Slice(var of, int high, int low) ->
                names.apply(of) + "[" + (high == low ? high : high + ":" + low) + "]";
            case Index(var of, var offset, int width) -> names.apply(of) + "[" + flat(offset, Place.ARGUMENT)
                    + (width == 1 ? "" : " +: " + width) + "]";
            case Element(var of, int low, int width, _) -> names.apply(of) + element(low, width);
            case Each(int count, var element) -> "each(" + count + ", " + flat(element, Place.ARGUMENT) + ")";
            case Word(var of, var address) -> of + "[" + flat(address, Place.ARGUMENT) + "]";
            case Select(var selector, _) -> "select(" + flat(selector, Place.ARGUMENT) + ", ...)";
        };
    }

    private String binary(Binary binary, Place place) {
        if (binary.operator() == Operator.SAR) {
            var text = "$signed(" + flat(binary.left(), Place.ARGUMENT) + ") >>> " + distance(binary.right());
            return place == Place.WHOLE ? text : "$unsigned(" + text + ")";
        }
        var pieces = new ArrayList<String>();
        for (var operand : operands(binary)) {
            pieces.add(operand(binary.operator(), operand, pieces.isEmpty()));
        }
        return enclosed(place.compareTo(Place.OPERAND) >= 0,
                String.join(" " + binary.operator().verilog() + " ", pieces));
    }

    private String operand(Operator operator, Bits operand, boolean first) {
        return switch (operator.kind()) {
            case ARITHMETIC, BITWISE, COMPARE -> flat(operand, place(operator, operand, first));
            case SHIFT -> first ? flat(operand, Place.OPERAND) : distance(operand);
            case SIGNED_COMPARE -> "$signed(" + flat(operand, Place.ARGUMENT) + ")";
        };
    }

    /// Nobody doubts `a + b - c`.
    private static Place place(Operator operator, Bits operand, boolean first) {
        boolean sum = first && sum(operator) && operand instanceof Binary inner && sum(inner.operator());
        return sum ? Place.ARGUMENT : Place.OPERAND;
    }

    private static boolean sum(Operator operator) {
        return operator == Operator.PLUS || operator == Operator.MINUS;
    }

    private String distance(Bits by) {
        return by instanceof Constant(_, var value) ? value.toString() : flat(by, Place.OPERAND);
    }

    /// The operands of a chain of one operator that needs no parentheses, else left and right.
    private static List<Bits> operands(Binary binary) {
        if (!binary.operator().chains()) return List.of(binary.left(), binary.right());
        var operands = new ArrayList<Bits>();
        for (var side : List.of(binary.left(), binary.right())) {
            boolean same = side instanceof Binary inner && inner.operator() == binary.operator();
            operands.addAll(same ? operands((Binary) side) : List.of(side));
        }
        return operands;
    }

    private static String enclosed(boolean doubtful, String text) {
        return doubtful ? "(" + text + ")" : text;
    }

    /// The text as lines, of which the first starts at `column`; further ones carry no indentation of their
    /// own but spaces relative to that column. One column is left free for what follows.
    List<String> lines(Bits value, Place place, int column) {
        var flat = flat(value, place);
        if (column + flat.length() < PAGE) return List.of(flat);
        boolean parentheses = place.compareTo(Place.OPERAND) >= 0;
        return switch (value) {
            case Binary binary when binary.operator() != Operator.SAR
                    && binary.operator().kind() != Operator.Kind.SHIFT
                    && binary.operator().kind() != Operator.Kind.SIGNED_COMPARE ->
                wrapped(parentheses ? "(" : "", parentheses ? ")" : "", column, at -> chain(binary, at));
            case Mux mux ->
                wrapped(parentheses ? "(" : "", parentheses ? ")" : "", column, at -> mux(mux, at));
            case Concat(var parts, _) -> wrapped("{", "}", column, at -> list(parts, at));
            case Not(var of) -> wrapped("~", "", column, at -> lines(of, Place.PRIMARY, at));
            case Reduce(var reduction, var of) -> wrapped((parentheses ? "(" : "") + reduction.verilog(),
                    parentheses ? ")" : "", column, at -> lines(of, Place.PRIMARY, at));
            case Repeat(int times, var of) ->
                wrapped("{" + times + "{", "}}", column, at -> lines(of, Place.ARGUMENT, at));
            case Signal _, Constant _, Symbol _, Slice _, Index _, Element _, Each _, Word _, Select _, Binary _ ->
                List.of(flat);
        };
    }

    private interface Lines {
        List<String> at(int column);
    }

    private static List<String> wrapped(String before, String after, int column, Lines inside) {
        var lines = new ArrayList<String>();
        var margin = " ".repeat(before.length());
        for (var line : inside.at(column + before.length())) {
            lines.add((lines.isEmpty() ? before : margin) + line);
        }
        lines.set(lines.size() - 1, lines.getLast() + after);
        return lines;
    }

    private List<String> chain(Binary binary, int column) {
        var symbol = binary.operator().verilog() + " ";
        var lines = new ArrayList<String>();
        for (var operand : operands(binary)) {
            if (lines.isEmpty()) {
                lines.addAll(lines(operand, place(binary.operator(), operand, true), column));
                continue;
            }
            var last = lines.getLast() + " " + symbol;
            var flat = flat(operand, Place.OPERAND);
            if (column + last.length() + flat.length() < PAGE
                    && (lines.size() == 1 || lines.getLast().startsWith(symbol))) {
                lines.set(lines.size() - 1, last + flat);
            } else {
                lines.addAll(wrapped(symbol, "", column, at -> lines(operand, Place.OPERAND, at)));
            }
        }
        return lines;
    }

    private List<String> list(List<Bits> parts, int column) {
        var lines = new ArrayList<String>();
        for (int i = 0; i < parts.size(); i++) {
            var part = parts.get(i);
            var comma = i == parts.size() - 1 ? "" : ",";
            var flat = flat(part, Place.ARGUMENT);
            if (!lines.isEmpty() && column + lines.getLast().length() + flat.length() + 3 < PAGE) {
                lines.set(lines.size() - 1, lines.getLast() + " " + flat + comma);
            } else {
                lines.addAll(wrapped("", comma, column, at -> lines(part, Place.ARGUMENT, at)));
            }
        }
        return lines;
    }

    private List<String> mux(Mux mux, int column) {
        var lines = new ArrayList<String>();
        Bits rest = mux;
        while (rest instanceof Mux(var condition, var then, var otherwise)) {
            var before = lines.isEmpty() ? "" : ": ";
            var test = wrapped(before, " ? ", column, at -> lines(condition, Place.OPERAND, at));
            var last = test.removeLast();
            lines.addAll(test);
            lines.addAll(wrapped(last, "", column,
                    at -> lines(then, then instanceof Mux ? Place.OPERAND : Place.ARGUMENT, at)));
            rest = otherwise;
        }
        var otherwise = rest;
        lines.addAll(wrapped(": ", "", column, at -> lines(otherwise, Place.ARGUMENT, at)));
        return lines;
    }
}
