package xdp2rtl.trace;

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
        var header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(PcapFormat.MICROSECONDS).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0)
                .putInt(CaptureFormat.LONGEST).putInt(LinkType.ETHERNET);
        out.write(header.array());
        for (Frame frame : frames) {
            int length = frame.bytes().length();
            var record = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
            record.putInt((int) (frame.nanoseconds() / 1_000_000_000L))
                    .putInt((int) (frame.nanoseconds() % 1_000_000_000L / 1000)).putInt(length).putInt(length);
            out.write(record.array());
            out.write(frame.bytes().toArray());
        }
    }
}
