package xdp2rtl.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import xdp2rtl.diagnostic.WholeFile;

/// Writes Ethernet frames as a pcap file: little-endian, microseconds. The file appears as a whole or not at all.
public final class PcapWriter {
    private PcapWriter() {}

    /// @throws xdp2rtl.diagnostic.InputError if the file cannot be written
    public static void write(Path path, List<Frame> frames) {
        WholeFile.write(path, out -> writeTo(out, frames));
    }

    static void writeTo(OutputStream out, List<Frame> frames) throws IOException {
        out.write(header());
        for (Frame frame : frames) {
            out.write(record(frame));
        }
    }

    /// The bytes with which a file begins.
    public static byte[] header() {
        return ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN).putInt(PcapFormat.MICROSECONDS).putShort((short) 2)
                .putShort((short) 4).putInt(0).putInt(0).putInt(CaptureFormat.LONGEST).putInt(LinkType.ETHERNET).array();
    }

    /// The bytes of a frame in the file.
    public static byte[] record(Frame frame) {
        int length = frame.bytes().length();
        return ByteBuffer.allocate(16 + length).order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) (frame.nanoseconds() / 1_000_000_000L))
                .putInt((int) (frame.nanoseconds() % 1_000_000_000L / 1000)).putInt(length).putInt(length)
                .put(frame.bytes().toArray()).array();
    }
}
