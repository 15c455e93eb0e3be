package xdp2rtl.verilator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import xdp2rtl.diagnostic.FileTrouble;
import xdp2rtl.diagnostic.InputError;

/// A waveform that is being written. The library that does it makes its files anew under their names, whatever is
/// there, and does not come back from a full disk; so it is given neighbours of the file, which take its place in the
/// end.
public final class WaveFile implements AutoCloseable {
    /// What the library holds back at most before it writes, compressed.
    private static final long LEAST_SPACE = 64L << 20;

    private final Path file;
    private final Path part;
    private final Thread undo;
    private boolean isAbandoned;
    private volatile boolean isKept;

    /// One that leaves nothing behind if the process ends before it is closed.
    ///
    /// @throws InputError if it cannot be written, or would fill the disk
    public WaveFile(Path file) {
        this.file = file;
        this.part = file.resolveSibling(file.getFileName() + ".part");
        if (Files.isDirectory(file)) { throw unwritable("there is a folder of this name"); }
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file)) {
            throw new InputError(file.toString(), "it is not a file that a waveform can be written to", "",
                    "Give another name");
        }
        try {
            Files.deleteIfExists(part);
            Files.createFile(part);
        } catch (IOException e) {
            throw unwritable(FileTrouble.reason(e));
        }
        requireRoom();
        undo = new Thread(() -> {
            if (!isKept) {
                discard();
            }
        });
        Runtime.getRuntime().addShutdownHook(undo);
    }

    /// From now on somebody closes it when the process ends.
    public void keep() { isKept = true; }

    /// Where the library writes it.
    public Path part() { return part; }

    /// To be asked as the simulation goes on.
    /// @throws InputError if the disk has become full; the waveform is given up then
    public void requireRoom() {
        long space;
        try {
            space = Files.getFileStore(part).getUsableSpace();
        } catch (IOException e) {
            throw abandoned(unwritable(FileTrouble.reason(e)));
        }
        if (space < LEAST_SPACE) {
            throw abandoned(new InputError(file.toString(), "%d MiB are left on its disk".formatted(space >> 20),
                    "a waveform may take more", "Give a file on another disk, or run fewer packets"));
        }
    }

    private InputError abandoned(InputError why) {
        isAbandoned = true;
        discard();
        return why;
    }

    /// Nothing will be written.
    public void abandon() {
        isAbandoned = true;
        discard();
    }

    /// The waveform is complete.
    @Override public void close() {
        try {
            if (!isKept) {
                Runtime.getRuntime().removeShutdownHook(undo);
            }
            if (isAbandoned) {
                discard();
                return;
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            discard();
            throw unwritable(FileTrouble.reason(e));
        }
    }

    private void discard() {
        for (Path left : List.of(part, part.resolveSibling(part.getFileName() + ".hier"))) {
            try {
                Files.deleteIfExists(left);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private InputError unwritable(String why) {
        return new InputError(file.toString(), "it cannot be written (%s)".formatted(why));
    }
}
