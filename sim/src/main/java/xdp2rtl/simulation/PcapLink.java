package xdp2rtl.simulation;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import xdp2rtl.capture.CaptureReader;
import xdp2rtl.capture.Frame;
import xdp2rtl.capture.PcapWriter;
import xdp2rtl.diagnostic.FileTrouble;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.diagnostic.WholeFile;
import xdp2rtl.elf.Bytes;

/// A connection to capture files. What goes out is written packet by packet, so that the file can be read while the
/// board runs; its times are the board's, from power on.
final class PcapLink implements Link {
    private final Optional<CaptureReader> from;
    private final Optional<Path> to;
    private final Optional<OutputStream> out;

    PcapLink(LinkName.Pcap name) {
        from = name.from().map(CaptureReader::open);
        to = name.to();
        boolean opened = false;
        try {
            out = to.map(PcapLink::create);
            opened = true;
        } finally {
            if (!opened) {
                from.ifPresent(CaptureReader::close);
            }
        }
    }

    private static OutputStream create(Path file) {
        try {
            OutputStream stream = WholeFile.isStandardOutput(file) ? new FileOutputStream(FileDescriptor.out)
                    : Files.newOutputStream(file);
            stream.write(PcapWriter.header());
            return stream;
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static InputError unwritable(Path file, IOException e) {
        return new InputError(file.toString(), "it cannot be written (%s)".formatted(FileTrouble.reason(e)));
    }

    @Override public Optional<byte[]> receive() {
        return from.flatMap(CaptureReader::next).map(frame -> frame.bytes().toArray());
    }

    @Override public boolean waits() { return true; }

    @Override public void send(byte[] frame, long nanoseconds) {
        if (out.isPresent()) {
            try {
                out.get().write(PcapWriter.record(new Frame(nanoseconds, Bytes.of(frame))));
            } catch (IOException e) {
                throw unwritable(to.orElseThrow(), e);
            }
        }
    }

    @Override public long lost() { return 0; }

    @Override public void close() {
        from.ifPresent(CaptureReader::close);
        if (out.isPresent()) {
            try {
                out.get().close();
            } catch (IOException e) {
                throw unwritable(to.orElseThrow(), e);
            }
        }
    }
}
