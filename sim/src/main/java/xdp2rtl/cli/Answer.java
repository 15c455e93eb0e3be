package xdp2rtl.cli;

import com.google.gson.JsonObject;

/// What a verb found, in both forms that it can be printed in.
interface Answer {

    /// For people; ends with a line break.
    String text();

    /// For programs.
    JsonObject json();

    /// One of the exit codes of [Main].
    default int exitCode() {
        return Main.AGREED;
    }

    /// A line for standard error that both forms need, such as why nothing was compared; empty if there is none.
    default String remark() {
        return "";
    }
}
