package xdp2rtl.capture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import xdp2rtl.diagnostic.CountText;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.diagnostic.InputFile;

/// A capture file that has been read.
///
/// @param name   for messages
/// @param frames what came in, in the order of the file
/// @param notes  what the user should know of how it was read, a sentence each
public record Capture(String name, List<Frame> frames, List<String> notes) {
    public Capture {
        frames = List.copyOf(frames);
        notes = List.copyOf(notes);
    }

    /// @param path `-` for standard input
    /// @throws InputError if it cannot be read, or holds packets of which none came in by Ethernet
    public static Capture read(Path path) {
        try (var reader = CaptureReader.open(path)) {
            var frames = new ArrayList<Frame>();
            for (var frame = reader.next(); frame.isPresent(); frame = reader.next()) {
                frames.add(frame.get());
            }
            String name = InputFile.name(path);
            List<LeftOut> others = reader.leftOut();
            if (frames.isEmpty() && !others.isEmpty()) {
                LeftOut first = others.getFirst();
                throw new InputError(name, "it has no packet for a program: %s".formatted(first), first.why(),
                        first.remedy());
            }
            var notes = new ArrayList<String>();
            others.forEach(other -> notes.add("%s left out: %s".formatted(other, other.why())));
            long cut = frames.stream().filter(Frame::isCut).count();
            if (cut > 0) {
                notes.add(
                        "the capture cut %s; the program sees no more than was captured. `tcpdump -s 0` captures them whole"
                                .formatted(CountText.of(cut, "packet")));
            }
            return new Capture(name, frames, notes);
        }
    }
}
