package xdp2rtl.cli.common;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/// What this build of the tool is, and where it was started from.
///
/// @param version of the release
/// @param commit  that it was built from; empty in a checkout, where it changes
public record BuildInfo(String version, String commit) {
    private static final String FILE = "/xdp2rtl/cli/build.properties";

    /// Of the running tool.
    public static BuildInfo ofTool() {
        var properties = new Properties();
        try (InputStream stream = BuildInfo.class.getResourceAsStream(FILE)) {
            properties.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new BuildInfo(properties.getProperty("version"), properties.getProperty("commit"));
    }

    /// The folder that the launcher is in: a checkout, or where the package was installed.
    public static Path home() {
        return Path.of(System.getProperty("xdp2rtl.home", "."));
    }

    /// Whether the tool runs out of its sources.
    public static boolean isCheckout() { return Files.exists(home().resolve("pom.xml")); }

    /// What a user types to start the tool.
    public static String command() {
        return System.getProperty("xdp2rtl.command", "./xdp2rtl");
    }

    /// The commit that was built; of a checkout the one that it is at, "-dirty" behind it where files differ from it.
    public Optional<String> source() {
        if (!commit.isEmpty()) { return Optional.of(commit); }
        if (!Files.exists(home().resolve(".git"))) { return Optional.empty(); }
        return Tool.output(List.of("git", "-C", home().toString(), "describe", "--always", "--dirty", "--abbrev=12",
                "--exclude=*"));
    }
}
