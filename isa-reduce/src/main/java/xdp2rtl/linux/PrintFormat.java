package xdp2rtl.linux;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A format of bpf_trace_printk (`bpf_bprintf_prepare` of kernel/bpf/helpers.c, `vsnprintf` of lib/vsprintf.c), as far
/// as its text is made of numbers, addresses of the network and texts in memory.
///
/// @param parts in order; texts between conversions, too
public record PrintFormat(List<Part> parts) {
    /// Bytes of a text, its end included (`MAX_BPRINTF_BUF`).
    public static final int TEXT_BYTES = 1024;
    /// Bytes of arguments (`MAX_BPRINTF_BIN_ARGS`), less those of numbers beside texts.
    public static final int MOST_BYTES_OF_TEXTS = 512 - 2 * Long.BYTES;

    public PrintFormat { parts = List.copyOf(parts); }

    /// Text, or an argument and how it is shown.
    public sealed interface Part {
        record Text(String text) implements Part {}

        /// @param width the least number of characters
        record Conversion(Kind kind, String flags, int width) implements Part {}
    }

    /// What an argument is.
    public enum Kind {
        INT("di", 4), UNSIGNED("u", 4), HEX("x", 4), UPPER_HEX("X", 4), LONG("di", 8), UNSIGNED_LONG("u", 8),
        HEX_LONG("x", 8),
        UPPER_HEX_LONG("X", 8), CHARACTER("c", 1),
        /// Four bytes in memory, with zeroes in front or without; eight pairs of them, with colons or without.
        IPV4("I4", 4), PADDED_IPV4("i4", 4), IPV6("I6", 16), PLAIN_IPV6("i6", 16),
        /// Bytes in memory up to a zero, as many as there are.
        TEXT("s", 0);

        private final String letters;
        private final int bytes;

        Kind(String letters, int bytes) {
            this.letters = letters;
            this.bytes = bytes;
        }

        /// Bytes of the argument that are shown; 0 if the format does not say.
        public int bytes() { return bytes; }

        /// Whether the argument leads to these bytes.
        public boolean isAddress() {
            return switch (this) {
                case IPV4, PADDED_IPV4, IPV6, PLAIN_IPV6, TEXT -> true;
                case INT, UNSIGNED, HEX, UPPER_HEX, LONG, UNSIGNED_LONG, HEX_LONG, UPPER_HEX_LONG, CHARACTER -> false;
            };
        }

        private static Optional<Kind> number(char letter, int bytes) {
            return List.of(INT, UNSIGNED, HEX, UPPER_HEX, LONG, UNSIGNED_LONG, HEX_LONG, UPPER_HEX_LONG).stream()
                    .filter(kind -> kind.bytes == bytes && kind.letters.indexOf(letter) >= 0).findFirst();
        }

        private static Optional<Kind> address(String letters) {
            return List.of(IPV4, PADDED_IPV4, IPV6, PLAIN_IPV6).stream().filter(kind -> kind.letters.equals(letters))
                    .findFirst();
        }
    }

    /// Why a format is not one that can be shown.
    public static final class Wrong extends Exception {
        private static final long serialVersionUID = 1;

        Wrong(String message) { super(message); }
    }

    /// @param bytes up to the first zero, which must be there
    /// @throws Wrong that names the conversion
    public static PrintFormat of(byte[] bytes) throws Wrong {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            if (bytes[end] < ' ' && !Character.isWhitespace(bytes[end]) || bytes[end] == 127) {
                throw new Wrong("Linux prints no format with byte 0x%02x".formatted(bytes[end]));
            }
            end++;
        }
        if (end == bytes.length) { throw new Wrong("Linux prints no format that does not end with a zero byte"); }
        return new Parser(new String(bytes, 0, end, StandardCharsets.ISO_8859_1)).format();
    }

    /// The conversions, which take an argument each.
    public List<Part.Conversion> conversions() {
        return parts.stream().filter(Part.Conversion.class::isInstance).map(Part.Conversion.class::cast).toList();
    }

    /// The text of the arguments, as far as Linux prints it.
    ///
    /// @param arguments little-endian, at least as many bytes each as their conversions show
    public String text(List<byte[]> arguments) {
        var text = new StringBuilder();
        int next = 0;
        for (Part part : parts) {
            switch (part) {
                case Part.Text(String between) -> text.append(between);
                case Part.Conversion conversion -> text.append(ArgumentText.of(conversion, arguments.get(next++)));
            }
        }
        int zero = text.indexOf("\0");
        return text.substring(0, Math.min(zero < 0 ? text.length() : zero, TEXT_BYTES - 1));
    }

    private static final class Parser {
        private final String format;
        private final List<Part> parts = new ArrayList<>();
        private int at;

        Parser(String format) { this.format = format; }

        PrintFormat format() throws Wrong {
            var text = new StringBuilder();
            while (at < format.length()) {
                char c = format.charAt(at);
                if (c != '%' || peek(1) == '%') {
                    text.append(c);
                    at += c == '%' ? 2 : 1;
                } else {
                    if (!text.isEmpty()) {
                        parts.add(new Part.Text(text.toString()));
                        text.setLength(0);
                    }
                    parts.add(conversion());
                }
            }
            if (!text.isEmpty()) {
                parts.add(new Part.Text(text.toString()));
            }
            return new PrintFormat(parts);
        }

        /// The character this far ahead; zero behind the end.
        private char peek(int ahead) {
            return at + ahead < format.length() ? format.charAt(at + ahead) : 0;
        }

        private Part.Conversion conversion() throws Wrong {
            int start = at++;
            int from = at;
            while (peek(0) != 0 && "0+- ".indexOf(peek(0)) >= 0) {
                at++;
            }
            String flags = format.substring(from, at);
            int digits = at;
            while (Character.isDigit(peek(0))) {
                at++;
            }
            if (at - digits > 4) { throw wrong(start, "it is too wide"); }
            int width = at == digits ? 0 : Integer.parseInt(format.substring(digits, at));
            return new Part.Conversion(kind(start), flags, width);
        }

        private Kind kind(int start) throws Wrong {
            char letter = peek(0);
            if (letter == 'c') {
                at++;
                return Kind.CHARACTER;
            }
            if (letter == 'p') {
                Optional<Kind> address = Kind.address("" + peek(1) + peek(2));
                at += address.isPresent() ? 3 : 1;
                return address.orElseThrow(() -> wrong(start, "an address means nothing outside of the kernel"));
            }
            if (letter == 's') {
                at++;
                return Kind.TEXT;
            }
            int longs = 0;
            while (longs < 2 && peek(0) == 'l') {
                longs++;
                at++;
            }
            Optional<Kind> number = Kind.number(peek(0), longs == 0 ? Integer.BYTES : Long.BYTES);
            at++;
            return number.orElseThrow(() -> wrong(start, "Linux does not know it"));
        }

        private Wrong wrong(int start, String why) {
            return new Wrong("`%s`: %s".formatted(format.substring(start, Math.min(at + 1, format.length())), why));
        }
    }
}
