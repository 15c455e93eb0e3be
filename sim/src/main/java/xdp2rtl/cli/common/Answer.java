package xdp2rtl.cli.common;

import com.google.gson.JsonElement;
import java.util.Optional;
import xdp2rtl.cli.Main;

/// What a verb found, in both forms that it can be printed in.
public interface Answer {

    /// For people; ends with a line break.
    String text();

    /// For programs: an object, as `docs/schema` describes it.
    JsonElement json();

    /// Whether it is what bpftool prints, in bpftool's words: there it has no version, and may be an array.
    default boolean isBpftools() { return false; }

    /// Whether it is one of several, for whoever reads line by line.
    default boolean isOneOfSeveral() { return false; }

    /// As it is printed.
    default String jsonText() {
        JsonElement json = isBpftools() ? json() : JsonText.versioned(json().getAsJsonObject());
        return (isOneOfSeveral() ? JsonText.line(json) : JsonText.of(json)) + "\n";
    }

    /// What is printed after this, for verbs that go on; it takes its time.
    default Optional<Answer> next() {
        return Optional.empty();
    }

    /// One of the exit codes of [Main].
    default int exitCode() {
        return ExitCode.AGREED;
    }

    /// A line for standard error that both forms need, such as why nothing was compared; empty if there is none.
    default String remark() {
        return "";
    }
}
