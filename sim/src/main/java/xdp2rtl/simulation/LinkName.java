package xdp2rtl.simulation;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.diagnostic.WholeFile;

/// What `--port` and `--host-port` name.
public sealed interface LinkName {
    /// Forms, for help and messages.
    String FORMS =
            "tap:NAME or pcap:IN.pcap,OUT.pcap (one of the two may be missing, or be - for standard input and output)";
    /// Of the name of an interface, with the 0 behind it.
    int INTERFACE_BYTES = 16;

    /// A TAP device of Linux; it is made if it is not there.
    record Tap(String name) implements LinkName {}

    /// Capture files.
    ///
    /// @param from what comes in from there
    /// @param to   what goes out
    record Pcap(Optional<Path> from, Optional<Path> to) implements LinkName {}

    /// Whether what goes out goes to standard output.
    default boolean fillsStandardOutput() {
        return this instanceof Pcap(_, Optional<Path> to) && to.filter(WholeFile::isStandardOutput).isPresent();
    }

    /// @throws InputError if it is none of the [#FORMS]
    static LinkName parse(String text) {
        int colon = text.indexOf(':');
        String rest = text.substring(colon + 1);
        return switch (colon < 0 ? text : text.substring(0, colon)) {
            case "tap" -> tap(text, rest);
            case "pcap" -> pcap(text, rest);
            default -> throw wrong(text, "there is no such kind of connection");
        };
    }

    private static LinkName tap(String text, String name) {
        boolean odd = name.isEmpty() || name.equals(".") || name.equals("..")
                || name.chars().anyMatch(c -> c <= ' ' || c == '/' || c == ':' || c == '%');
        if (odd || name.getBytes(StandardCharsets.UTF_8).length >= INTERFACE_BYTES) {
            throw wrong(text, "`%s` cannot be the name of an interface".formatted(name));
        }
        return new Tap(name);
    }

    private static LinkName pcap(String text, String files) {
        int comma = files.indexOf(',');
        String in = comma < 0 ? files : files.substring(0, comma);
        String out = comma < 0 ? "" : files.substring(comma + 1);
        if (in.isEmpty() && out.isEmpty()) { throw wrong(text, "no file is named"); }
        return new Pcap(path(in), path(out));
    }

    private static Optional<Path> path(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
    }

    private static InputError wrong(String text, String what) {
        return new InputError(text, what, "", "Connections are " + FORMS);
    }
}
