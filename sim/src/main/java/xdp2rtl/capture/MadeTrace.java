package xdp2rtl.capture;

import java.util.List;
import xdp2rtl.elf.Bytes;

/// The packets of a report for which nobody gives a capture: UDP and TCP, IPv4 and IPv6, of addresses that are for
/// documentation (RFC 5737, RFC 3849), as [TraceGenerator#mixed] mixes them.
public final class MadeTrace {
    public static final int PACKETS = 2000;
    /// What it is the same for.
    public static final long SEED = 1;
    public static final List<Flow> FLOWS = List.of(
            Flow.of(Flow.UDP, "198.51.100.7", 4000, "192.0.2.1", 53),
            Flow.of(Flow.TCP, "198.51.100.8", 4001, "192.0.2.2", 80),
            Flow.of(Flow.UDP, "2001:db8:1::7", 4002, "2001:db8::1", 53),
            Flow.of(Flow.TCP, "2001:db8:1::8", 4003, "2001:db8::2", 443));

    private MadeTrace() {}

    /// The trace, as a capture.
    public static Capture capture() {
        List<Frame> frames = TraceGenerator.mixed(SEED, FLOWS, PACKETS).stream()
                .map(bytes -> new Frame(0, Bytes.of(bytes))).toList();
        return new Capture("made packets", frames, List.of());
    }
}
