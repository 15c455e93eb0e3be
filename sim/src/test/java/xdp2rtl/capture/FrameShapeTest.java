package xdp2rtl.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameShapeTest {
    private static final Flow UDP = Flow.of(Flow.UDP, "10.0.0.1", 1000, "10.0.0.2", 53);
    private static final Flow TCP = UDP.withProtocol(Flow.TCP);
    private static final Flow TCP6 = Flow.of(Flow.TCP, "2001:db8::1", 1000, "2001:db8::2", 53);
    private static final FrameShape BARE = FrameShape.PLAIN.length(0);

    @Test void writesTheHeadersOfAUdpPacketByteForByte() {
        String ethernet = "020000000001" + "020000000002" + "0800";
        String ip = "4500001c" + "12340000" + "4011549b" + "0a000001" + "0a000002";
        String udp = "03e80035" + "0008e7be";
        assertArrayEquals(HexFormat.of().parseHex(ethernet + ip + udp), BARE.frame(UDP));
    }

    @Test void writesHeaderChecksumsThatAddUpWithOptions() {
        byte[] frame = BARE.withOptions(3).frame(TCP);
        assertEquals(0x48, frame[14]);
        assertEquals(0xffff, sum(frame, 14, 14 + 32));
    }

    @Test void writesTransportChecksumsThatAddUpWithThePseudoHeader() {
        byte[] frame = FrameShape.PLAIN.length(77).frame(TCP6);
        int pseudoHeader = sum(frame, 14 + 8, 14 + 40) + Flow.TCP + (77 - 14 - 40);
        assertEquals(0xffff, fold(pseudoHeader + sum(frame, 54, 77)));
    }

    @Test void chainsIpv6ExtensionHeaders() {
        byte[] frame = BARE.extended(FrameShape.HOP_BY_HOP, FrameShape.FRAGMENT).frame(TCP6);
        assertEquals(List.of(0, 44, 6), List.of((int) frame[20], (int) frame[54], (int) frame[62]));
        assertEquals(14 + 40 + 16 + 20, frame.length);
    }

    @Test void putsTagsOutermostFirst() {
        ByteBuffer frame = ByteBuffer.wrap(BARE.tagged(FrameShape.SERVICE_VLAN, FrameShape.VLAN).frame(UDP));
        assertEquals(0x88a8, frame.getShort(12) & 0xffff);
        assertEquals(0x8100, frame.getShort(16) & 0xffff);
        assertEquals(0x0800, frame.getShort(20));
    }

    @Test void givesALaterFragmentNoTransportHeader() {
        byte[] frame = FrameShape.PLAIN.fragment(185).frame(UDP);
        assertEquals(34, frame[34]); // the payload, which counts up, begins at once
    }

    private static int sum(byte[] bytes, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            sum += (i - from) % 2 == 0 ? (bytes[i] & 0xff) << 8 : bytes[i] & 0xff;
        }
        return fold(sum);
    }

    private static int fold(int sum) {
        return sum > 0xffff ? fold((sum & 0xffff) + (sum >>> 16)) : sum;
    }
}
