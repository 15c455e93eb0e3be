package xdp2rtl.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import xdp2rtl.diagnostic.WholeFile;

/// Writes Ethernet frames as a pcap file, little-endian: in nanoseconds where a time has a part below a microsecond or
/// is not known yet, else in microseconds, which more tools read. The file appears as a whole or not at all.
public final class PcapWriter {
    private static final int NANOSECOND = 1;
    private static final int MICROSECOND = 1000;

    private PcapWriter() {}

    /// @param path `-` for standard output
    /// @throws xdp2rtl.diagnostic.InputError if the file cannot be written
    public static void write(Path path, List<Frame> frames) {
        WholeFile.write(path, content(frames));
    }

    /// The bytes of such a file.
    public static WholeFile.Content content(List<Frame> frames) {
        return out -> writeTo(out, frames);
    }

    static void writeTo(OutputStream out, List<Frame> frames) throws IOException {
        int unit = frames.stream().allMatch(frame -> frame.nanoseconds() % MICROSECOND == 0) ? MICROSECOND : NANOSECOND;
        out.write(header(unit));
        for (Frame frame : frames) {
            out.write(record(frame, unit));
        }
    }

    /// The bytes with which a file begins whose frames come later.
    public static byte[] header() {
        return header(NANOSECOND);
    }

    /// The bytes of a frame in a file that began with [#header()].
    public static byte[] record(Frame frame) {
        return record(frame, NANOSECOND);
    }

    private static byte[] header(int unit) {
        return ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN)
                .putInt(unit == NANOSECOND ? PcapFormat.NANOSECONDS : PcapFormat.MICROSECONDS).putShort((short) 2)
                .putShort((short) 4).putInt(0).putInt(0).putInt(CaptureFormat.LONGEST).putInt(LinkType.ETHERNET)
                .array();
    }

    private static byte[] record(Frame frame, int unit) {
        int length = frame.bytes().length();
        return ByteBuffer.allocate(16 + length).order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) (frame.nanoseconds() / 1_000_000_000L))
                .putInt((int) (frame.nanoseconds() % 1_000_000_000L / unit)).putInt(length).putInt(length)
                .put(frame.bytes().toArray()).array();
    }
}
