package xdp2rtl.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import xdp2rtl.elf.Bytes;

/// A link full of flows.
class FlowMixTest {
    private static final double GBPS = 100;

    private static FlowMix mix(List<FlowMix.Kind> kinds, List<Integer> sizes, int flows, int tags, long seed) {
        return new FlowMix(kinds, sizes, flows, tags, GBPS, seed);
    }

    @Test void isTheSameForTheSameSeed() {
        List<FlowMix.Kind> kinds = List.of(FlowMix.Kind.values());
        assertEquals(mix(kinds, FlowMix.IMIX, 10, 1, 7).frames(100), mix(kinds, FlowMix.IMIX, 10, 1, 7).frames(100));
        assertNotEquals(mix(kinds, FlowMix.IMIX, 10, 1, 7).frames(100), mix(kinds, FlowMix.IMIX, 10, 1, 8).frames(100));
    }

    /// 64 bytes, check sequence, preamble and gap: 88 bytes in 7.04 ns.
    @Test void fillsTheLink() {
        List<Frame> frames = mix(List.of(FlowMix.Kind.UDP), List.of(64), 4, 0, 1).frames(1001);
        assertEquals(7040, frames.getLast().nanoseconds());
        assertEquals(142.05, FlowMix.mpps(frames, GBPS), 0.01);
    }

    @Test void hasAsManyFlowsAsItSays() {
        List<Frame> frames = mix(List.of(FlowMix.Kind.TCP, FlowMix.Kind.UDP6), List.of(64), 600, 0, 1).frames(20_000);
        assertEquals(600, frames.stream().map(Frame::bytes).distinct().count());
    }

    @Test void mixesSizesAsOftenAsTheyAreNamed() {
        List<Frame> frames = mix(List.of(FlowMix.Kind.UDP), FlowMix.IMIX, 4, 0, 1).frames(12_000);
        var counts =
                frames.stream().collect(Collectors.groupingBy(frame -> frame.bytes().length(), Collectors.counting()));
        assertEquals(3, counts.size());
        assertEquals(7000, counts.get(60), 300);
        assertEquals(4000, counts.get(590), 300);
        assertEquals(1000, counts.get(1514), 300);
    }

    @Test void tagsFramesAndMakesThemLongEnough() {
        for (FlowMix.Kind kind : FlowMix.Kind.values()) {
            Bytes plain = mix(List.of(kind), List.of(14), 1, 0, 1).frames(1).getFirst().bytes();
            Bytes tagged = mix(List.of(kind), List.of(14), 1, 2, 1).frames(1).getFirst().bytes();
            assertEquals(plain.length() + 8, tagged.length());
            assertEquals(List.of(0xa888L, 0x0081L), List.of(tagged.number(12, 2, false), tagged.number(16, 2, false)));
            assertTrue(plain.length() >= 42, kind.name());
        }
    }
}
