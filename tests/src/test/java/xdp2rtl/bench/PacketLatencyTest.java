package xdp2rtl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import xdp2rtl.isa.CoreConfig;

class PacketLatencyTest {
    @Test void aPacketIsThroughTheCoreBeforeHxdpHasAnswered() {
        System.setProperty("xdp2rtl.home", "..");
        List<PacketLatency> sizes = PacketLatency.of(CoreConfig.DEFAULT);
        assertEquals(List.of(64, 256, 512, 1518), sizes.stream().map(PacketLatency::bytes).toList());
        PacketLatency shortest = sizes.getFirst();
        for (PacketLatency it : sizes) {
            int beats = Math.ceilDiv(it.bytes() - 4, CoreConfig.DEFAULT.beatBytes());
            assertEquals(shortest.alone() + 2 * (beats - 1), it.alone(), "a beat more comes in, and goes out");
            assertTrue(it.alone() / CoreConfig.DEFAULT.clockMhz() < it.publishedMicroseconds(), it.toString());
            assertTrue(it.saturated() >= it.alone(), it.toString());
        }
    }
}
