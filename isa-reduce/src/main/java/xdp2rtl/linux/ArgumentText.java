package xdp2rtl.linux;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// An argument of a [PrintFormat] as text (`number`, `ip4_string` and `ip6_string` of lib/vsprintf.c).
final class ArgumentText {
    private static final HexFormat HEX = HexFormat.of();

    private ArgumentText() {}

    /// @param bytes little-endian
    static String of(PrintFormat.Part.Conversion conversion, byte[] bytes) {
        long value = 0;
        for (int i = 0; i < Math.min(Long.BYTES, bytes.length); i++) {
            value |= (bytes[i] & 0xffL) << Byte.SIZE * i;
        }
        long number = value;
        return switch (conversion.kind()) {
            case INT -> signed(conversion, (int) number);
            case LONG -> signed(conversion, number);
            case UNSIGNED -> padded(conversion, "", Integer.toUnsignedString((int) number));
            case UNSIGNED_LONG -> padded(conversion, "", Long.toUnsignedString(number));
            case HEX -> padded(conversion, "", Integer.toHexString((int) number));
            case HEX_LONG -> padded(conversion, "", Long.toHexString(number));
            case UPPER_HEX -> padded(conversion, "", Integer.toHexString((int) number).toUpperCase(Locale.ROOT));
            case UPPER_HEX_LONG -> padded(conversion, "", Long.toHexString(number).toUpperCase(Locale.ROOT));
            case CHARACTER -> wide(conversion, String.valueOf((char) (number & 0xff)));
            case IPV4 -> wide(conversion, joined(bytes, "%d"));
            case PADDED_IPV4 -> wide(conversion, joined(bytes, "%03d"));
            case IPV6 -> wide(conversion, IntStream.range(0, 8).mapToObj(i -> HEX.formatHex(bytes, 2 * i, 2 * i + 2))
                    .collect(Collectors.joining(":")));
            case PLAIN_IPV6 -> wide(conversion, HEX.formatHex(bytes, 0, 16));
            case TEXT -> wide(conversion, text(bytes));
        };
    }

    /// Up to a zero, or to the end.
    private static String text(byte[] bytes) {
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        int zero = all.indexOf('\0');
        return zero < 0 ? all : all.substring(0, zero);
    }

    private static String joined(byte[] bytes, String format) {
        return IntStream.range(0, 4).mapToObj(i -> format.formatted(bytes[i] & 0xff)).collect(Collectors.joining("."));
    }

    private static String signed(PrintFormat.Part.Conversion conversion, long number) {
        String sign =
                number < 0 ? "-" : conversion.flags().contains("+") ? "+" : conversion.flags().contains(" ") ? " " : "";
        return padded(conversion, sign, BigInteger.valueOf(number).abs().toString());
    }

    private static String padded(PrintFormat.Part.Conversion conversion, String sign, String digits) {
        int missing = Math.max(0, conversion.width() - sign.length() - digits.length());
        boolean zeroes = conversion.flags().contains("0") && !conversion.flags().contains("-");
        return zeroes ? sign + "0".repeat(missing) + digits : wide(conversion, sign + digits);
    }

    private static String wide(PrintFormat.Part.Conversion conversion, String text) {
        String spaces = " ".repeat(Math.max(0, conversion.width() - text.length()));
        return conversion.flags().contains("-") ? text + spaces : spaces + text;
    }
}
