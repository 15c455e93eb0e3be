package xdp2rtl.device;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/// What a host and a simulated board say to each other on the socket: 32-bit little-endian words, and texts as their
/// length in bytes and UTF-8.
///
/// The board begins: [#GREETING], [#VERSION], its name. Then the host asks, [#READ] or [#WRITE], the number of words
/// that follow, and these: offsets, or offset, value, offset, value... The board answers how many accesses were done,
/// the values of the reads that were, and, where they are fewer than were asked for, a text why.
public final class RegisterMessage {
    /// "XDPR", first letter in the most significant byte.
    public static final int GREETING = 0x58445052;
    public static final int VERSION = 1;
    public static final int READ = 1;
    public static final int WRITE = 2;
    /// Words of one request.
    public static final int MOST = 1 << 16;

    private RegisterMessage() {}

    /// So many words; [EOFException] where the other side has closed.
    public static int[] words(ReadableByteChannel from, int count) throws IOException {
        int[] words = new int[count];
        bytes(from, Math.multiplyExact(count, Integer.BYTES)).asIntBuffer().get(words);
        return words;
    }

    public static String text(ReadableByteChannel from) throws IOException {
        int length = words(from, 1)[0];
        if (length < 0 || length > MOST) { throw new IOException("a text of %d bytes".formatted(length)); }
        return StandardCharsets.UTF_8.decode(bytes(from, length)).toString();
    }

    private static ByteBuffer bytes(ReadableByteChannel from, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (from.read(buffer) < 0) { throw new EOFException("the connection was closed"); }
        }
        return buffer.flip();
    }

    /// Words, then a text if it is not empty.
    public static void send(WritableByteChannel to, int[] words, String text) throws IOException {
        byte[] letters = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer =
                ByteBuffer.allocate(Integer.BYTES * (words.length + 1) + letters.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : words) {
            buffer.putInt(word);
        }
        if (letters.length > 0) {
            buffer.putInt(letters.length).put(letters);
        }
        buffer.flip();
        while (buffer.hasRemaining()) {
            to.write(buffer);
        }
    }
}
