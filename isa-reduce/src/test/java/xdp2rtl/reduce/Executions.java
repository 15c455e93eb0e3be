package xdp2rtl.reduce;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.GraphParser;
import xdp2rtl.graph.GraphRunner;
import xdp2rtl.graph.GraphText;
import xdp2rtl.graph.RunMaps;
import xdp2rtl.graph.RunPacket;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.maps.Placement;

/// Runs two graphs side by side on the same packets, contexts and map contents.
final class Executions {
    private static final int LEAST_BYTES = 4096;

    private final MapLayout layout;
    private final int packets;

    Executions(MapLayout layout, int packets) {
        this.layout = layout;
        this.packets = packets;
    }

    /// For graphs that ask for no hash map.
    Executions() { this(new MapLayout(0, List.of(), LEAST_BYTES, LEAST_BYTES, 1), 60); }

    /// Fails where the graphs differ in action, packet, metadata, redirect or map memory.
    void same(String what, Graph before, Graph after, long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < packets; i++) {
            byte[] packet = packet(random);
            long contents = random.nextLong();
            var context = new GraphRunner.Context(random.nextInt(3), random.nextInt(4), 0,
                    random.nextInt(1000), random.nextInt());
            String where = what + ", packet " + i + " of seed " + seed;
            RunPacket one = new RunPacket(packet);
            RunPacket two = new RunPacket(packet);
            RunMaps mapsOne = maps(contents);
            RunMaps mapsTwo = maps(contents);
            GraphRunner.Result expected = GraphRunner.run(before, one, mapsOne, context);
            GraphRunner.Result actual;
            try {
                actual = GraphRunner.run(after, two, mapsTwo, context);
            } catch (RuntimeException e) {
                throw new AssertionError(where + text(before, after), e);
            }
            Supplier<String> text = () -> where + text(before, after);
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

    private static String text(Graph before, Graph after) {
        return "\n" + GraphText.of(before) + "\n->\n" + GraphText.of(after);
    }

    /// Arrays of random contents. In half of the cases only the first byte of a hash map's key counts and
    /// many entries are there, so that lookups hit.
    private RunMaps maps(long seed) {
        Random random = new Random(seed);
        boolean narrow = random.nextBoolean();
        int heap = Math.max(layout.sharedBytes(), layout.cpuBytes());
        int values = 0;
        for (Placement placement : layout.placements()) {
            values += placement instanceof Placement.Hash hash ? 16 * hash.valuePairs() * (entries(hash) + 2)
                    : 0;
        }
        RunMaps maps = new RunMaps(heap + values, heap);
        fill(maps.memory(0), heap, random);
        fill(maps.memory(1L << 31), heap, random);
        for (Placement placement : layout.placements()) {
            if (placement instanceof Placement.Hash hash) {
                maps.define(hash.number(), narrow ? 0 : hash.keyPairs(), narrow ? 1 : hash.map().keySize(),
                        16 * hash.valuePairs(), entries(hash), hash.descriptor().perCpu() == 1);
                for (int key = 0; narrow && key < 60; key++) {
                    GraphRunner.run(GraphParser.parse("b0:\n update map%d flags 0: %d, %d\n exit 0"
                            .formatted(hash.number(), random.nextInt(256), random.nextInt(4))),
                            new RunPacket(new byte[14]), maps,
                            GraphRunner.Context.PLAIN);
                }
            }
        }
        return maps;
    }

    private static int entries(Placement.Hash hash) { return Math.min(100, hash.map().maxEntries()); }

    private static void fill(byte[] memory, int bytes, Random random) {
        for (int i = 0; i < bytes; i++) {
            memory[i] = (byte) (i % 4 == 0 || i % 8 < 6 && random.nextInt(4) == 0 ? random.nextInt(256) : 0);
        }
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
