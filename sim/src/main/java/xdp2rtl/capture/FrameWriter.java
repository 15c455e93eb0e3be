package xdp2rtl.capture;

import java.nio.ByteBuffer;

/// Writes one frame of a shape and a flow: Ethernet, tags, IP, transport, then a payload that counts up.
final class FrameWriter {
    private static final byte[] MACS = {2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2}; // destination, source
    private static final int OFFSET_MASK = 0x1fff;

    private final FrameShape shape;
    private final Flow flow;
    private final int network;
    private final int transport;
    private final ByteBuffer out;

    FrameWriter(FrameShape shape, Flow flow) {
        this.shape = shape;
        this.flow = flow;
        this.network = MACS.length + 2 + 4 * shape.tags().size();
        this.transport = network
                + (flow.isIpv6() ? 40 + 8 * shape.extensions().size() : 20 + 4 * shape.options());
        this.out = ByteBuffer.allocate(Math.max(shape.length(), headerBytes()));
    }

    int headerBytes() {
        return transport + switch (flow.protocol()) {
            case Flow.TCP -> 20;
            case Flow.SCTP -> 12;
            default -> 8;
        };
    }

    byte[] frame() {
        out.put(MACS);
        for (int tag : shape.tags()) {
            out.putShort((short) tag).putShort((short) (100 + out.position()));
        }
        out.putShort((short) (flow.isIpv6() ? 0x86dd : 0x0800));
        if (flow.isIpv6()) {
            ipv6();
        } else {
            ipv4();
        }
        transport();
        return out.array();
    }

    private void ipv4() {
        out.put((byte) (0x45 + shape.options())).put((byte) 0).putShort((short) (out.capacity() - network));
        out.putShort((short) 0x1234).putShort((short) shape.fragment());
        out.put((byte) shape.hops()).put((byte) flow.protocol()).putShort((short) 0);
        out.put(flow.source().getAddress()).put(flow.destination().getAddress());
        for (int i = 0; i < 4 * shape.options(); i++) {
            out.put((byte) 1); // no operation
        }
        out.putShort(network + 10, complement(sum(network, transport)));
    }

    private void ipv6() {
        out.putInt(0x60000000).putShort((short) (out.capacity() - network - 40));
        out.put((byte) nextHeader(0)).put((byte) shape.hops());
        out.put(flow.source().getAddress()).put(flow.destination().getAddress());
        for (int i = 0; i < shape.extensions().size(); i++) {
            boolean fragment = shape.extensions().get(i) == FrameShape.FRAGMENT;
            out.put((byte) nextHeader(i + 1)).put((byte) 0);
            if (fragment) {
                out.putShort((short) 0).putInt(0x1234);
            } else {
                out.put((byte) 1).put((byte) 4).putInt(0); // one option that pads, 6 bytes
            }
        }
    }

    private int nextHeader(int extension) {
        return extension < shape.extensions().size() ? shape.extensions().get(extension) : flow.protocol();
    }

    private void transport() {
        if (!flow.isIpv6() && (shape.fragment() & OFFSET_MASK) != 0) {
            payload(); // a later piece of a packet has no transport header
            return;
        }
        int length = out.capacity() - transport;
        int check = switch (flow.protocol()) {
            case Flow.TCP -> {
                ports().putInt(1).putInt(1).put((byte) 0x50).put((byte) shape.tcpFlags());
                out.putShort((short) 0x2000).putInt(0);
                yield transport + 16;
            }
            case Flow.UDP -> {
                ports().putShort((short) length).putShort((short) 0);
                yield transport + 6;
            }
            case Flow.SCTP -> {
                ports().putLong(0);
                yield -1; // a CRC, which nothing here looks at
            }
            case Flow.ICMP -> {
                out.put((byte) 8).put((byte) 0).putShort((short) 0).putInt(1);
                yield -1;
            }
            default -> -1;
        };
        payload();
        if (check >= 0) {
            out.putShort(check, complement(sum(transport, out.capacity()) + pseudoHeader(length)));
        } else if (flow.protocol() == Flow.ICMP) {
            out.putShort(transport + 2, complement(sum(transport, out.capacity())));
        }
    }

    private ByteBuffer ports() {
        return out.putShort((short) flow.sourcePort()).putShort((short) flow.destinationPort());
    }

    private void payload() {
        while (out.hasRemaining()) {
            out.put((byte) out.position());
        }
    }

    private long pseudoHeader(int length) {
        ByteBuffer addresses = ByteBuffer.allocate(32);
        addresses.put(flow.source().getAddress()).put(flow.destination().getAddress());
        return sum(addresses, 0, 32) + flow.protocol() + length;
    }

    private long sum(int from, int to) {
        return sum(out, from, to);
    }

    /// Sum of the 16-bit words from `from` to `to`; an odd last byte is the upper half of a word.
    private static long sum(ByteBuffer bytes, int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            int octet = bytes.get(i) & 0xff;
            sum += (i - from) % 2 == 0 ? octet << 8 : octet;
        }
        return sum;
    }

    private static short complement(long sum) {
        long folded = sum;
        while (folded > 0xffff) {
            folded = (folded & 0xffff) + (folded >>> 16);
        }
        return (short) ~folded;
    }
}
