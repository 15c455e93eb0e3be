package xdp2rtl.explore;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import xdp2rtl.diagnostic.InputError;

/// One of so many parts of a space: every `count`th core, from core number `number - 1` on.
///
/// @param number from 1
public record Shard(int number, int count) {
    public static final Shard WHOLE = new Shard(1, 1);
    private static final Pattern FORM = Pattern.compile("(\\d{1,4})/(\\d{1,4})");

    /// @throws InputError if there is no such part
    public Shard {
        if (number < 1 || number > count) {
            throw new InputError("--shard", "there is no part %d of %d".formatted(number, count), "",
                    "Parts count from 1: 1/4, 2/4, 3/4, 4/4");
        }
    }

    /// From `2/4`.
    /// @throws InputError if it is written otherwise
    public static Shard of(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new InputError("--shard", "`%s` is no part".formatted(text), "", "Write K/N, such as 2/4");
        }
        return new Shard(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
    }

    <T> List<T> of(List<T> all) {
        return IntStream.range(0, all.size()).filter(i -> i % count == number - 1).mapToObj(all::get).toList();
    }

    @Override public String toString() {
        return number + "/" + count;
    }
}
