package xdp2rtl.cli.common;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import xdp2rtl.capture.Capture;
import xdp2rtl.capture.Frame;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Stimulus;

/// What the clocks read in runs of one packet at a time.
public final class ClockOption {
    private static final String FROZEN = "frozen";
    private static final String CAPTURE = "capture";

    @Option(names = "--time", paramLabel = "HOW", defaultValue = FROZEN,
            description = "What clocks read: frozen, --time-ns for every packet; or capture, --time-ns for the first packet, "
                    + "and for each other one what the capture says that it came later (default: ${DEFAULT-VALUE}).")
    private String how;

    /// The stimulus of a trace with a time for each of its packets, if that is asked for. Clocks do not go back: a packet
    /// that comes before the one in front of it has that one's time.
    /// @param stimulus all packets of `trace`
    /// @throws InputError if it is neither of the words
    public Stimulus timed(Stimulus stimulus, Capture trace) {
        return switch (how) {
            case FROZEN -> stimulus;
            case CAPTURE -> stimulus.withPackets(timed(stimulus, trace.frames()));
            default -> throw new InputError("--time", "there is no %s".formatted(how), "",
                    "It is %s or %s".formatted(FROZEN, CAPTURE));
        };
    }

    private static List<Packet> timed(Stimulus stimulus, List<Frame> frames) {
        var packets = new ArrayList<Packet>(frames.size());
        long elapsed = 0;
        for (int i = 0; i < frames.size(); i++) {
            elapsed = Math.max(elapsed, frames.get(i).nanoseconds() - frames.getFirst().nanoseconds());
            packets.add(stimulus.packets().get(i).at(stimulus.freedoms().nanoseconds() + elapsed));
        }
        return packets;
    }
}
