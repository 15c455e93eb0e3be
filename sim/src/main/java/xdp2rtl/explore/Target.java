package xdp2rtl.explore;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import xdp2rtl.boards.Board;
import xdp2rtl.diagnostic.InputError;

/// What the cores are to keep up with.
///
/// @param text as it was given: `100G`, `148.8M`
/// @param mpps millions of packets a second
public record Target(String text, double mpps) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,6})?)([GM])");

    /// Gigabits a second of packets that take `bytes` of the link each, or millions of packets a second.
    /// @throws InputError if it is written otherwise, or nothing
    public static Target of(String text, double bytes) {
        Matcher parts = FORM.matcher(text);
        double value = parts.matches() ? Double.parseDouble(parts.group(1)) : 0;
        if (value == 0) {
            throw new InputError("--target", "`%s` is no rate".formatted(text), "",
                    "Write gigabits a second as 100G, millions of packets a second as 148.8M");
        }
        double mpps = parts.group(2).equals("M") ? value : value * 1000 / (8 * bytes);
        return new Target(text, Math.round(mpps * 1000) / 1000.0);
    }

    /// All links of a board; nothing where they are not known.
    public static Optional<Target> ofLinks(Board board, double bytes) {
        return board.fpgaTotals().map(_ -> of(board.ports() * board.gigabits() + "G", bytes));
    }
}
