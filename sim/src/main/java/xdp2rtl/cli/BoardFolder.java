package xdp2rtl.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import xdp2rtl.boards.Board;
import xdp2rtl.diagnostic.FileTrouble;
import xdp2rtl.diagnostic.InputError;

/// Where a board's files go: a new folder, an empty one, or the one that was written for the same board before. In
/// others they would take the place of a README that is somebody else's, or be mixed with another board's.
final class BoardFolder {
    private BoardFolder() {}

    /// @throws InputError if the folder has other files
    static void check(Path folder, Board board) {
        if (!Files.isDirectory(folder)) { return; }
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isPresent() && !isOf(folder.resolve("README.md"), board)) {
                throw new InputError(folder.toString(), "the folder has other files", "",
                        "Give a new or an empty one, or one that was written for %s before".formatted(board.name()));
            }
        } catch (IOException e) {
            throw new InputError(folder.toString(), "it cannot be read (%s)".formatted(FileTrouble.reason(e)));
        }
    }

    private static boolean isOf(Path readme, Board board) throws IOException {
        if (!Files.isRegularFile(readme)) { return false; }
        try (var lines = Files.newBufferedReader(readme, StandardCharsets.ISO_8859_1)) {
            return ("# xdp2rtl on " + board.name()).equals(lines.readLine());
        }
    }
}
