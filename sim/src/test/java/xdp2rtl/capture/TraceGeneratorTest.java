package xdp2rtl.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TraceGeneratorTest {
    private static final Flow UDP = Flow.of(Flow.UDP, "198.51.100.7", 4000, "192.0.2.1", 53);
    private static final Flow TCP6 = Flow.of(Flow.TCP, "2001:db8:1::7", 4001, "2001:db8::1", 80);
    private static final List<byte[]> TRACE = TraceGenerator.mixed(1, List.of(UDP, TCP6), 2000);

    @Test void givesTheSameTraceForTheSameSeedAndAnotherForAnother() {
        List<byte[]> again = TraceGenerator.mixed(1, List.of(UDP, TCP6), 2000);
        List<byte[]> other = TraceGenerator.mixed(2, List.of(UDP, TCP6), 2000);
        assertTrue(Arrays.deepEquals(TRACE.toArray(), again.toArray()));
        assertFalse(Arrays.deepEquals(TRACE.toArray(), other.toArray()));
    }

    @Test void holdsAtLeastThePacketsAskedFor() {
        assertEquals(2000, TRACE.size());
        assertTrue(TraceGenerator.mixed(1, List.of(UDP), 1).size() > 500);
    }

    @Test void holdsEveryLengthFrom14To128AndAFullFrameAndNothingOutside() {
        Set<Integer> lengths = TRACE.stream().map(frame -> frame.length).collect(Collectors.toSet());
        assertTrue(lengths.containsAll(IntStream.rangeClosed(14, 128).boxed().toList()), lengths::toString);
        assertTrue(lengths.contains(1514));
        assertTrue(lengths.stream().allMatch(length -> length >= 14 && length <= 1514), lengths::toString);
    }

    @Test void holdsTagsIpv6ExtensionsOptionsAndFragments() {
        assertTrue(anyFrame(20, frame -> type(frame) == 0x8100));
        assertTrue(anyFrame(24, frame -> type(frame) == 0x88a8 && frame[16] == (byte) 0x81));
        assertTrue(anyFrame(60, frame -> type(frame) == 0x86dd && frame[20] == FrameShape.FRAGMENT));
        assertTrue(anyFrame(60, frame -> type(frame) == 0x0800 && frame[14] == 0x4f));
        assertTrue(anyFrame(60, frame -> type(frame) == 0x0800 && (frame[20] & 0x3f) != 0));
    }

    @Test void saturatesWithFramesOfOneSizeAndTheFlowsInTurn() {
        List<byte[]> packets = TraceGenerator.saturated(List.of(UDP, UDP.reversed()), 64, 3);
        assertTrue(packets.stream().allMatch(packet -> packet.length == 64));
        assertArrayEquals(FrameShape.PLAIN.frame(UDP), packets.get(2));
        assertArrayEquals(FrameShape.PLAIN.frame(UDP.reversed()), packets.get(1));
    }

    @Test void needsAFlow() {
        assertThrows(IllegalArgumentException.class, () -> TraceGenerator.mixed(1, List.of(), 10));
    }

    private static boolean anyFrame(int atLeast, Predicate<byte[]> condition) {
        return TRACE.stream().anyMatch(frame -> frame.length >= atLeast && condition.test(frame));
    }

    private static int type(byte[] frame) {
        return (frame[12] & 0xff) << 8 | frame[13] & 0xff;
    }
}
