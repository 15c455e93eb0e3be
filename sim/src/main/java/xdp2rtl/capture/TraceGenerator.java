package xdp2rtl.capture;

import static xdp2rtl.capture.FrameShape.ACK;
import static xdp2rtl.capture.FrameShape.DESTINATION_OPTIONS;
import static xdp2rtl.capture.FrameShape.DO_NOT_FRAGMENT;
import static xdp2rtl.capture.FrameShape.FRAGMENT;
import static xdp2rtl.capture.FrameShape.HOP_BY_HOP;
import static xdp2rtl.capture.FrameShape.MORE_FRAGMENTS;
import static xdp2rtl.capture.FrameShape.PLAIN;
import static xdp2rtl.capture.FrameShape.ROUTING;
import static xdp2rtl.capture.FrameShape.SERVICE_VLAN;
import static xdp2rtl.capture.FrameShape.SYN;
import static xdp2rtl.capture.FrameShape.VLAN;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Makes traces that take a program through its main and its cold paths, the same for the same seed and
/// flows.
///
/// A trace holds, in mixed order: each given flow in every shape (tags, options, extension headers,
/// fragments, TTL, TCP flags, full frames), every length from 14 to 128, headers cut at every byte, frames
/// that are not IP, random bytes, and flows that differ from a given one in one field. `flows` are those that
/// a program knows: the traffic hits its tables. No frame is shorter than an Ethernet header or longer than
/// 1514 bytes.
public final class TraceGenerator {
    public static final int SHORTEST = 14;
    public static final int LONGEST = 1514;

    private static final int LAST_OF_EVERY_LENGTH = 128;
    private static final int CUT_STEP_OF_OTHER_FLOWS = 7;

    private static final List<FrameShape> SHAPES = List.of(
            PLAIN, PLAIN.flags(SYN), PLAIN.flags(SYN + ACK), PLAIN.flags(1), PLAIN.length(60),
            PLAIN.tagged(VLAN), PLAIN.tagged(SERVICE_VLAN, VLAN), PLAIN.tagged(SERVICE_VLAN, VLAN, VLAN),
            PLAIN.tagged(SERVICE_VLAN, SERVICE_VLAN),
            PLAIN.withOptions(1), PLAIN.withOptions(10), PLAIN.withOptions(2).tagged(VLAN),
            PLAIN.fragment(MORE_FRAGMENTS), PLAIN.fragment(MORE_FRAGMENTS + 185), PLAIN.fragment(185),
            PLAIN.fragment(DO_NOT_FRAGMENT), PLAIN.hops(0), PLAIN.hops(1), PLAIN.hops(2), PLAIN.hops(255),
            PLAIN.extended(HOP_BY_HOP), PLAIN.extended(FRAGMENT),
            PLAIN.extended(HOP_BY_HOP, DESTINATION_OPTIONS, ROUTING, FRAGMENT));
    private static final List<FrameShape> CUT_SHAPES = List.of(
            PLAIN, PLAIN.tagged(VLAN), PLAIN.tagged(SERVICE_VLAN, VLAN), PLAIN.withOptions(3),
            PLAIN.extended(HOP_BY_HOP, FRAGMENT));
    private static final List<Integer> OTHER_PROTOCOLS = List.of(1, 2, 4, 41, 47, 50, 51, 58, 89, 132, 255);
    /// Where an incremental update of a checksum carries, in either byte order.
    private static final List<Integer> EDGE_CHECKSUMS = List.of(0, 0x00ff, 0xff00, 0xfeff, 0xfffe);
    private static final int IDENTIFICATION = 14 + 4;
    private static final int CHECKSUM = 14 + 10;
    private static final List<Integer> NOT_IP = List.of(0x0806, 0x0026, 0x05ff, 0x0600, 0x88cc, 0x8847,
            0x8863, 0x9000, 0xffff);

    private final Random random;
    private final List<Flow> flows;
    private final List<byte[]> trace = new ArrayList<>();

    private TraceGenerator(long seed, List<Flow> flows) {
        if (flows.isEmpty()) { throw new IllegalArgumentException("a trace needs a flow"); }
        this.random = new Random(seed);
        this.flows = List.copyOf(flows);
    }

    /// A trace of at least `count` packets; more if its systematic part alone is longer.
    public static List<byte[]> mixed(long seed, List<Flow> flows, int count) {
        TraceGenerator generator = new TraceGenerator(seed, flows);
        generator.everyShape();
        generator.everyLength();
        generator.everyCut();
        generator.notIp();
        while (generator.trace.size() < count) {
            generator.add(generator.varied());
        }
        Collections.shuffle(generator.trace, generator.random);
        return List.copyOf(generator.trace);
    }

    /// `count` frames of `bytes` bytes, the flows in turn: what a link saturated with one size carries.
    public static List<byte[]> saturated(List<Flow> flows, int bytes, int count) {
        List<byte[]> packets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            packets.add(PLAIN.length(bytes).frame(flows.get(i % flows.size())));
        }
        return List.copyOf(packets);
    }

    private void everyShape() {
        for (Flow flow : flows) {
            for (FrameShape shape : SHAPES) {
                add(shape.frame(flow));
            }
            add(PLAIN.frame(flow.reversed()));
            for (int check : EDGE_CHECKSUMS) {
                if (!flow.isIpv6()) {
                    add(withHeaderChecksum(PLAIN.frame(flow), check));
                }
            }
        }
        add(PLAIN.length(LONGEST).frame(flows.getFirst()));
        add(PLAIN.length(LONGEST).frame(any()));
        for (int protocol : OTHER_PROTOCOLS) {
            add(PLAIN.frame(any().withProtocol(protocol)));
        }
    }

    /// An untagged IPv4 frame with its identification changed so that `check` is its right header checksum.
    private static byte[] withHeaderChecksum(byte[] frame, int check) {
        ByteBuffer ip = ByteBuffer.wrap(frame);
        int sum = (ip.getShort(IDENTIFICATION) & 0xffff) + (ip.getShort(CHECKSUM) & 0xffff) + (~check & 0xffff);
        int once = (sum & 0xffff) + (sum >>> 16);
        ip.putShort(IDENTIFICATION, (short) (once + (once >>> 16))).putShort(CHECKSUM, (short) check);
        return frame;
    }

    private void everyLength() {
        for (int length = SHORTEST; length <= LAST_OF_EVERY_LENGTH; length++) {
            byte[] frame = PLAIN.length(length).frame(flows.get(length % flows.size()));
            add(Arrays.copyOf(frame, length));
        }
    }

    /// One IPv4 and one IPv6 flow are cut at every byte of their headers, the others at some.
    private void everyCut() {
        List<Flow> whole = List.of(flows.getFirst(), otherFamily(flows.getFirst()));
        for (FrameShape shape : CUT_SHAPES) {
            for (Flow flow : whole) {
                cut(shape, flow, 1);
            }
        }
        for (Flow flow : flows) {
            cut(PLAIN, flow, CUT_STEP_OF_OTHER_FLOWS);
        }
    }

    private void cut(FrameShape shape, Flow flow, int step) {
        byte[] frame = shape.length(0).frame(flow);
        for (int length = SHORTEST; length < frame.length; length += step) {
            add(Arrays.copyOf(frame, length));
        }
    }

    private Flow otherFamily(Flow flow) {
        return flows.stream().filter(other -> other.isIpv6() != flow.isIpv6()).findFirst().orElseGet(() -> {
            String prefix = flow.isIpv6() ? "198.51.100." : "2001:db8::";
            return Flow.of(flow.protocol(), prefix + 1, flow.sourcePort(),
                    prefix + 2, flow.destinationPort());
        });
    }

    private void notIp() {
        for (int type : NOT_IP) {
            add(typed(type, 60));
            add(typed(type, SHORTEST));
        }
    }

    private byte[] typed(int type, int length) {
        byte[] frame = bytes(length);
        frame[12] = (byte) (type >> 8);
        frame[13] = (byte) type;
        return frame;
    }

    /// One random packet: garbage, a known flow in some shape, or a near miss of one.
    private byte[] varied() {
        Flow flow = any();
        FrameShape shape = SHAPES.get(random.nextInt(SHAPES.size()));
        return switch (random.nextInt(10)) {
            case 0 -> bytes(SHORTEST + random.nextInt(100));
            case 1 -> typed(random.nextBoolean() ? 0x0800 : 0x86dd, SHORTEST + random.nextInt(60));
            case 2 -> flipped(shape.frame(flow));
            case 3, 4 -> PLAIN.frame(flow.withPorts(random.nextInt(0x10000), flow.destinationPort()));
            case 5 -> PLAIN.frame(flow.withPorts(flow.sourcePort(), random.nextInt(0x10000)));
            case 6 -> PLAIN.frame(flow.withSource(neighbour(flow.source())));
            case 7 -> PLAIN.frame(flow.withProtocol(random.nextBoolean() ? Flow.TCP : Flow.UDP));
            default -> shape.length(60 + random.nextInt(20)).frame(flow);
        };
    }

    private byte[] flipped(byte[] frame) {
        int bit = random.nextInt(8 * frame.length);
        frame[bit / 8] ^= (byte) (1 << bit % 8);
        return frame;
    }

    private InetAddress neighbour(InetAddress address) {
        byte[] bytes = address.getAddress();
        bytes[bytes.length - 1] = (byte) random.nextInt(256);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError("an address of a legal length", e);
        }
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private Flow any() {
        return flows.get(random.nextInt(flows.size()));
    }

    private void add(byte[] frame) {
        trace.add(frame);
    }
}
