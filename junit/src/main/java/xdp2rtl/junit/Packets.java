package xdp2rtl.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import xdp2rtl.capture.CaptureReader;
import xdp2rtl.capture.Frame;
import xdp2rtl.capture.PcapWriter;
import xdp2rtl.elf.Bytes;
import xdp2rtl.port.Context;
import xdp2rtl.port.Packet;

/// The packets that a program is given, in order.
///
/// @param file that they are from, if they are from one
public record Packets(List<Frame> frames, Optional<Path> file) {
    public Packets {
        frames = List.copyOf(frames);
    }

    static Packets of(Path capture) {
        return new Packets(CaptureReader.readAll(capture), Optional.of(capture));
    }

    static Packets of(List<byte[]> packets) {
        return new Packets(packets.stream().map(bytes -> new Frame(0, Bytes.of(bytes))).toList(), Optional.empty());
    }

    /// As they come in by an interface, by the queue that the capture names.
    List<Packet> packets(int ifindex) {
        return frames.stream().map(frame -> new Packet(frame.bytes(), frame.queue().isEmpty() ? Optional.empty()
                : Optional.of(new Context(ifindex, frame.queue().getAsInt())))).toList();
    }

    /// A capture of them, written if there is none, so that a command can be given them.
    Path capture() {
        return file.orElseGet(() -> {
            try {
                Path written = Files.createTempFile("xdp2rtl-", ".pcap");
                PcapWriter.write(written, frames);
                return written;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
