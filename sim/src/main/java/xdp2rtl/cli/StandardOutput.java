package xdp2rtl.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/// Standard output. It remembers why it could not be written, which a `PrintWriter` forgets. A reader that has gone
/// away (`xdp2rtl inspect .. | head`) has had enough, which is no trouble.
final class StandardOutput extends OutputStream {
    private static final String READER_GONE = "Broken pipe";

    private final OutputStream out = new FileOutputStream(FileDescriptor.out);
    private Optional<IOException> trouble = Optional.empty();

    Optional<IOException> trouble() {
        return trouble.filter(seen -> !READER_GONE.equals(seen.getMessage()));
    }

    @Override public void write(int one) throws IOException {
        write(new byte[]{(byte) one}, 0, 1);
    }

    @Override public void write(byte[] bytes, int from, int count) throws IOException {
        try {
            out.write(bytes, from, count);
        } catch (IOException e) {
            trouble = trouble.or(() -> Optional.of(e));
            throw e;
        }
    }
}
