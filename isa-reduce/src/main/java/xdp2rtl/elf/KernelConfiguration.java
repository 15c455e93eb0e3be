package xdp2rtl.elf;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

import xdp2rtl.diagnostic.FileTrouble;
import xdp2rtl.diagnostic.InputError;

/// How a kernel was configured, for variables that programs declare with `__kconfig`.
///
/// @param file  options as in the kernel's `.config`, `CONFIG_NAME` to `y`, `m`, `n`, a number or a text in quotes
/// @param named options that the user gave one by one, which an object must ask for; they come before those of the file
public record KernelConfiguration(Map<String, String> file, Map<String, String> named) {
    public static final KernelConfiguration NONE = new KernelConfiguration(Map.of(), Map.of());
    /// What programs call the kernel's version.
    public static final String VERSION = "LINUX_KERNEL_VERSION";

    private static final Pattern RELEASE = Pattern.compile("(\\d{1,4})\\.(\\d{1,3})(?:\\.(\\d{1,5}))?(?:[-+~.].*)?");
    private static final int GZIP = 0x8b1f;

    public KernelConfiguration {
        file = Map.copyOf(file);
        named = Map.copyOf(named);
    }

    /// The same of a kernel of a release, as `uname -r` prints it.
    /// @throws InputError if it is not one
    public KernelConfiguration withVersion(String release) {
        Map<String, String> more = new HashMap<>(file);
        more.put(VERSION, version(release));
        return new KernelConfiguration(more, named);
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(named.get(name)).or(() -> Optional.ofNullable(file.get(name)));
    }

    /// The options of a file such as /proc/config.gz or /boot/config-6.18.0; lines that set none are passed over.
    /// @throws InputError if it cannot be read
    public static Map<String, String> read(Path path) {
        try {
            byte[] bytes = Files.readAllBytes(path);
            boolean packed = bytes.length > 2 && ((bytes[0] & 0xff) | (bytes[1] & 0xff) << 8) == GZIP;
            return parse(new String(packed ? unpacked(bytes) : bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new InputError(path.toString(), Files.exists(path)
                    ? "it cannot be read (%s)".formatted(FileTrouble.reason(e)) : "there is no such file");
        }
    }

    private static byte[] unpacked(byte[] bytes) throws IOException {
        try (var stream = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return stream.readAllBytes();
        }
    }

    private static Map<String, String> parse(String text) {
        Map<String, String> options = new HashMap<>();
        text.lines().filter(line -> line.startsWith("CONFIG_") && line.indexOf('=') > 0).forEach(line -> options
                .putIfAbsent(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1).strip()));
        return options;
    }

    /// The number of a kernel's release, such as `6.18`, `6.1.55` or all that `uname -r` prints, as programs compare it
    /// (KERNEL_VERSION of include/linux/version.h).
    /// @throws InputError if it is not one
    public static String version(String release) {
        Matcher matcher = RELEASE.matcher(release);
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 255) {
            throw new InputError("--kernel-version", "`%s` is not a version such as 6.18 or 6.1.55".formatted(release));
        }
        int patch = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        return String.valueOf((Integer.parseInt(matcher.group(1)) << 16) + (Integer.parseInt(matcher.group(2)) << 8)
                + Math.min(patch, 255));
    }
}
