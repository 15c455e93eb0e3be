package xdp2rtl.capture;

import static xdp2rtl.capture.FrameShape.PLAIN;
import static xdp2rtl.capture.FrameShape.SERVICE_VLAN;
import static xdp2rtl.capture.FrameShape.VLAN;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import xdp2rtl.elf.Bytes;

/// A link full of frames of some flows, drawn by lot; the same for the same seed.
///
/// @param kinds flows are of these in turn
/// @param sizes in bytes without the check sequence, each as often as it stands here; a frame whose headers need more is
///              longer
/// @param flows how many there are
/// @param tags  VLAN tags of each frame
/// @param gbps  of the link, 10^9 bits a second
public record FlowMix(List<Kind> kinds, List<Integer> sizes, int flows, int tags, double gbps, long seed) {
    /// Sizes of "simple IMIX": 64, 594 and 1518 bytes with their check sequence, 7 to 4 to 1.
    public static final List<Integer> IMIX = imix();
    public static final int MOST_FLOWS = 1 << 16;
    public static final int MOST_TAGS = 4;
    /// A link with which the times of ten million of the longest packets are such as a capture can say.
    public static final double LEAST_GBPS = 1e-6;
    /// The longest packet that a core can be built for.
    public static final int MOST_BYTES = 15_808;
    /// Check sequence, preamble and gap.
    private static final int BESIDE = 24;
    private static final int FIRST_PORT = 1024;
    private static final int SERVICE_PORT = 8080;

    /// Protocols, over IPv4 unless the name ends with 6.
    public enum Kind {
        UDP(Flow.UDP, false), TCP(Flow.TCP, false), ICMP(Flow.ICMP, false), UDP6(Flow.UDP, true), TCP6(Flow.TCP, true);

        private final int protocol;
        private final boolean six;

        Kind(int protocol, boolean six) {
            this.protocol = protocol;
            this.six = six;
        }

        /// Addresses are of the networks that are set aside for benchmarks (RFC 2544, RFC 5180).
        private Flow flow(int number) {
            int low = number & 0xff;
            int high = number >> 8;
            int ports = protocol == Flow.ICMP ? 0 : 1;
            return Flow.of(protocol, (six ? "2001:2::%x:%x" : "198.18.%d.%d").formatted(high, low),
                    ports * (FIRST_PORT + number % (0x10000 - FIRST_PORT)), six ? "2001:2:0:1::1" : "198.19.0.1",
                    ports * SERVICE_PORT);
        }
    }

    public FlowMix {
        kinds = List.copyOf(kinds);
        sizes = List.copyOf(sizes);
        if (kinds.isEmpty() || sizes.isEmpty() || flows < 1 || flows > MOST_FLOWS || tags < 0 || tags > MOST_TAGS
                || !(gbps >= LEAST_GBPS)) {
            throw new IllegalArgumentException("no such mix");
        }
    }

    private static List<Integer> imix() {
        var sizes = new ArrayList<>(Collections.nCopies(7, 60));
        sizes.addAll(Collections.nCopies(4, 590));
        sizes.add(1514);
        return List.copyOf(sizes);
    }

    /// Frames one behind the other without a pause, the first at time 0. TCP flows are established.
    public List<Frame> frames(int count) {
        var random = new Random(seed);
        FrameShape shape = tagged();
        var frames = new ArrayList<Frame>(count);
        long bits = 0;
        for (int i = 0; i < count; i++) {
            int flow = random.nextInt(flows);
            int size = sizes.get(random.nextInt(sizes.size()));
            byte[] frame = shape.length(size).frame(kinds.get(flow % kinds.size()).flow(flow));
            frames.add(new Frame((long) (bits / gbps), Bytes.of(frame)));
            bits += (long) Byte.SIZE * (frame.length + BESIDE);
        }
        return List.copyOf(frames);
    }

    private FrameShape tagged() {
        var types = new ArrayList<>(Collections.nCopies(Math.max(0, tags - 1), SERVICE_VLAN));
        if (tags > 0) {
            types.add(VLAN);
        }
        return PLAIN.tagged(types.toArray(Integer[]::new));
    }

    /// Millions of packets a second.
    public static double mpps(List<Frame> frames, double gbps) {
        long bits = frames.stream().mapToLong(frame -> (long) Byte.SIZE * (frame.bytes().length() + BESIDE)).sum();
        return frames.size() / (bits / gbps) * 1000;
    }
}
