package xdp2rtl.engine.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import xdp2rtl.isa.Dispatch;
import xdp2rtl.isa.FlowFields;

class FlowHashModelTest {
    private static final int SOURCE = 26;
    private static final int PORTS = 34;
    private static final int NET = 10 << 24;
    private static final int SERVER = 192 << 24 | 168 << 16 | 1;
    private static final FlowFields FLOW = new FlowFields(List.of(
            new FlowFields.Field(SOURCE, 4, OptionalInt.of(SOURCE + 4)),
            new FlowFields.Field(PORTS, 2, OptionalInt.of(PORTS + 2))));

    private static byte[] packet(int source, int destination, int sourcePort, int destinationPort) {
        return ByteBuffer.allocate(60).putInt(SOURCE, source).putInt(SOURCE + 4, destination)
                .putShort(PORTS, (short) sourcePort).putShort(PORTS + 2, (short) destinationPort).array();
    }

    @Test void bothDirectionsOfAFlowGoToOneCore() {
        Random random = new Random(1);
        Dispatch dispatch = Dispatch.of(FLOW);
        for (int i = 0; i < 1000; i++) {
            int source = random.nextInt();
            int destination = random.nextInt();
            int port = random.nextInt(1 << 16);
            assertEquals(FlowHashModel.of(dispatch, packet(source, destination, port, 80)),
                    FlowHashModel.of(dispatch, packet(destination, source, 80, port)));
        }
    }

    /// No set of flows that is counted up does much worse than random ones: their chi square is the number of entries.
    @Test void flowsAreSpread() {
        Map<String, IntFunction<byte[]>> sets = Map.of(
                "sources", i -> packet(NET + i, SERVER, 1234, 80),
                "networks", i -> packet(NET + (i << 8), SERVER, 1234, 80),
                "ports", i -> packet(NET, SERVER, 1024 + i, 80),
                "every other port", i -> packet(NET, SERVER, 32768 + 2 * i, 443),
                "both addresses", i -> packet(NET + i, NET + 256 + i, 1234, 80),
                "both ports", i -> packet(NET, SERVER, 1024 + i, 1024 + i),
                "sources and ports", i -> packet(NET + i, SERVER, 1024 + i, 80),
                "pairs of hosts", i -> packet(NET + (i & 31), NET + 256 + (i >> 5), 1234, 80),
                "hosts with some ports", i -> packet(NET + (i & 15), SERVER, 1024 + (i >> 4), 80),
                "one up, one down", i -> packet(NET + i, SERVER - i, 1234, 80));
        Dispatch dispatch = Dispatch.of(FLOW);
        sets.forEach((name, set) -> {
            for (int flows : new int[]{64, 256, 1024}) {
                int[] entries = new int[Dispatch.ENTRIES];
                int[] cores = new int[6];
                for (int i = 0; i < flows; i++) {
                    int entry = FlowHashModel.of(dispatch, set.apply(i));
                    entries[entry]++;
                    cores[entry % cores.length]++;
                }
                double mean = (double) flows / Dispatch.ENTRIES;
                double chi = 0;
                for (int count : entries) {
                    chi += (count - mean) * (count - mean) / mean;
                }
                int most = Arrays.stream(cores).max().orElseThrow();
                assertTrue(chi < 8 * Dispatch.ENTRIES && most * 6 < 2.2 * flows,
                        "%d flows, %s: chi square %.0f, most of a core %d".formatted(flows, name, chi, most));
            }
        });
    }
}
