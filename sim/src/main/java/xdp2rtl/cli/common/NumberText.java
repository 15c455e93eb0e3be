package xdp2rtl.cli.common;

import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Numbers as users write them. What is none is refused in words of theirs, not in the names of Java's types.
public final class NumberText {
    private static final String WHOLE = "a whole number from %d to %d";

    private NumberText() {}

    /// For all options of a command line.
    public static void readBy(CommandLine line) {
        String small = WHOLE.formatted(Integer.MIN_VALUE, Integer.MAX_VALUE);
        line.registerConverter(int.class, converter(Integer::valueOf, small));
        line.registerConverter(Integer.class, converter(Integer::valueOf, small));
        String large = WHOLE.formatted(Long.MIN_VALUE, Long.MAX_VALUE);
        line.registerConverter(long.class, converter(Long::valueOf, large));
        line.registerConverter(Long.class, converter(Long::valueOf, large));
        line.registerConverter(double.class, converter(Double::valueOf, "a number"));
        line.registerConverter(Double.class, converter(Double::valueOf, "a number"));
    }

    private static <T extends Number> ITypeConverter<T> converter(Function<String, T> parsed, String kind) {
        return text -> {
            try {
                return parsed.apply(text);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("`%s` is not %s".formatted(text, kind));
            }
        };
    }
}
