package xdp2rtl.reduce;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.GraphRunner;
import xdp2rtl.graph.GraphText;
import xdp2rtl.graph.RunMaps;
import xdp2rtl.graph.RunPacket;

/// Runs two graphs side by side on the same packets, contexts and map contents.
final class Executions {
    private static final int PACKETS = 60;

    private Executions() {}

    /// Fails where the graphs differ in action, packet, metadata, redirect or map memory.
    static void same(Graph before, Graph after, long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < PACKETS; i++) {
            byte[] packet = packet(random);
            long maps = random.nextLong();
            var context = new GraphRunner.Context(random.nextInt(3), random.nextInt(4), 0, random.nextInt(1000), random.nextInt());
            String where = "packet " + i + " of seed " + seed;
            RunPacket one = new RunPacket(packet);
            RunPacket two = new RunPacket(packet);
            RunMaps mapsOne = maps(maps);
            RunMaps mapsTwo = maps(maps);
            GraphRunner.Result expected = GraphRunner.run(before, one, mapsOne, context);
            GraphRunner.Result actual;
            try {
                actual = GraphRunner.run(after, two, mapsTwo, context);
            } catch (RuntimeException e) {
                throw new AssertionError(where + "\n" + GraphText.of(before) + "\n->\n" + GraphText.of(after), e);
            }
            String text = where + "\n" + GraphText.of(before) + "\n->\n" + GraphText.of(after);
            assertEquals(expected.trapped(), actual.trapped(), text);
            if (!expected.trapped()) {
                assertEquals(expected.r0(), actual.r0(), text);
                assertEquals(expected.redirect(), actual.redirect(), text);
                assertArrayEquals(one.bytes(), two.bytes(), text);
                assertArrayEquals(one.metaBytes(), two.metaBytes(), text);
            }
            assertArrayEquals(mapsOne.memory(0), mapsTwo.memory(0), text);
            assertArrayEquals(mapsOne.memory(1L << 31), mapsTwo.memory(1L << 31), text);
        }
    }

    static RunMaps maps(long seed) {
        RunMaps maps = new RunMaps(4096, 2048);
        Random random = new Random(seed);
        byte[] bytes = new byte[2048];
        random.nextBytes(bytes);
        System.arraycopy(bytes, 0, maps.memory(0), 0, bytes.length);
        random.nextBytes(bytes);
        System.arraycopy(bytes, 0, maps.memory(1L << 31), 0, bytes.length);
        return maps;
    }

    /// A frame of random length whose headers are often those of a real one.
    static byte[] packet(Random random) {
        byte[] packet = new byte[14 + random.nextInt(random.nextBoolean() ? 20 : 120)];
        random.nextBytes(packet);
        int[] types = {0x0800, 0x86dd, 0x8100, 0x88a8, 0x0806};
        if (random.nextInt(8) != 0) {
            int type = types[random.nextInt(random.nextBoolean() ? 1 : types.length)];
            put(packet, 12, type >> 8);
            put(packet, 13, type);
            int network = type == 0x8100 || type == 0x88a8 ? 18 : 14;
            put(packet, 16, 0x08);
            put(packet, 17, 0x00);
            put(packet, network, random.nextInt(4) == 0 ? 0x46 : type == 0x86dd ? 0x60 : 0x45);
            put(packet, network + 6, 0);
            put(packet, network + 7, 0);
            put(packet, network + 8, random.nextInt(3) * 32);
            put(packet, network + 9, random.nextBoolean() ? 6 : 17);
        }
        return packet;
    }

    private static void put(byte[] packet, int place, int value) {
        if (place < packet.length) {
            packet[place] = (byte) value;
        }
    }
}
