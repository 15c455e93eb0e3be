package xdp2rtl.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import xdp2rtl.compile.Compiler;
import xdp2rtl.ebpf.Assembler;
import xdp2rtl.ebpf.InstructionEncoder;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.Comparison;
import xdp2rtl.engine.Verdict;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.engine.kernel.KernelEngine;
import xdp2rtl.engine.model.BundleEngine;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.linux.MapFlags;
import xdp2rtl.linux.MapKind;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;

/// LRU maps on all engines, full and not. Needs the right to load programs: run as root.
class LruTest {
    private static final int PACKETS = 300;
    /// Where the first word of the key is in a packet; the rest of it are zeroes.
    private static final int KEY = 24;
    private static final String CHANGE =
            "r1 = map[0] ll\nr2 = r10\nr2 += -64\nr3 = r7\nr3 += 16\nr4 = %s\ncall map_update_elem\n";

    static Stream<Arguments> kinds() {
        return Stream.of(MapKind.LRU_HASH, MapKind.LRU_PERCPU_HASH).flatMap(kind -> Stream.of(4, 16, 20, 40)
                .flatMap(bytes -> Stream.of(1, 2, 5, 8).map(entries -> Arguments.of(kind, bytes, entries))));
    }

    /// By the packet's byte 14: updates with flags from byte 15, deletes, or looks up; writes what it got to bytes 16
    /// to 23.
    private static Program program(MapKind kind, int keyBytes, int entries, int flags) {
        var text = new StringBuilder(
                "r7 = *(u32 *)(r1 + 0)\nr3 = *(u32 *)(r1 + 4)\nr4 = r7\nr4 += 28\nif r4 > r3 goto out\n");
        IntStream.range(0, 5).forEach(word -> text.append("*(u64 *)(r10 - %d) = 0\n".formatted(64 - 8 * word)));
        text.append("r5 = *(u32 *)(r7 + %d)\n*(u32 *)(r10 - 64) = r5\nr6 = *(u8 *)(r7 + 14)\nr8 = *(u8 *)(r7 + 15)\n"
                .formatted(KEY));
        text.append("if r6 == 0 goto delete\nif r6 == 1 goto lookup\nif r6 == 2 goto any\nif r6 == 3 goto new\n");
        text.append(CHANGE.formatted("r8")).append("goto done\nany:\n").append(CHANGE.formatted("0"))
                .append("goto done\nnew:\n")
                .append(CHANGE.formatted("1")).append("goto done\n");
        text.append("delete:\nr1 = map[0] ll\nr2 = r10\nr2 += -64\ncall map_delete_elem\ngoto done\n");
        text.append("lookup:\nr1 = map[0] ll\nr2 = r10\nr2 += -64\ncall map_lookup_elem\nif r0 == 0 goto done\n");
        text.append(
                "r1 = 1\nlock *(u64 *)(r0 + 0) += r1\nr0 = *(u64 *)(r0 + 0)\ndone:\n*(u64 *)(r7 + 16) = r0\nout:\nr0 = 3\nexit\n");
        Program raw = Program.raw("lru", InstructionEncoder.encode(Assembler.assemble("lru", text.toString())));
        var map = new MapSpec("flows", kind, keyBytes, 8, entries, flags, false, Optional.empty(), Optional.empty());
        return new Program(raw.source(), raw.code(), List.of(map), "GPL");
    }

    private static Stimulus stimulus(Program program, Random random, int keys) {
        List<Packet> packets = new ArrayList<>();
        for (int i = 0; i < PACKETS; i++) {
            var bytes = new byte[60];
            bytes[14] = (byte) random.nextInt(6);
            bytes[15] = (byte) random.nextInt(5);
            bytes[16] = (byte) i;
            bytes[17] = (byte) (i >> 8);
            bytes[KEY] = (byte) random.nextInt(keys);
            packets.add(Packet.of(bytes));
        }
        MapSpec map = program.maps().getFirst();
        var entries = new ArrayList<MapContents.Entry>();
        for (int key = 0; key < map.maxEntries(); key += 2) {
            var bytes = new byte[map.keySize()];
            bytes[0] = (byte) key;
            entries.add(MapContents.Entry.of(Bytes.of(bytes), Bytes.of(new byte[]{1, 2, 3, 4, 5, 6, 7, 8})));
        }
        return Stimulus.of(program, packets).withMaps(Map.of(map.name(), new MapContents(entries)));
    }

    private static Verdict verdict(Stimulus stimulus) {
        try (var interpreter = new Interpreter();
                var kernel = new KernelEngine();
                var bundle = new BundleEngine(Compiler.forCore(CoreConfig.DEFAULT))) {
            List<Run> runs = List.of(kernel.run(stimulus), interpreter.run(stimulus), bundle.run(stimulus));
            assertEquals(runs.get(0).open().first(), runs.get(1).open().first());
            MapSpec map = stimulus.program().maps().getFirst();
            assertTrue(runs.get(1).maps().get(map.name()).entries().size() <= map.maxEntries());
            return Comparison.of(runs);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void ourEnginesHaveOneRule(MapKind kind, int bytes, int entries) {
        Verdict verdict = verdict(stimulus(program(kind, bytes, entries, 0), new Random(entries), entries + 4));
        assertTrue(verdict.agrees(), verdict::toString);
        assertTrue(verdict.linuxUntil().isPresent()
                && verdict.toString().endsWith("at which a full LRU map drops an entry: which one, "
                        + "Linux leaves open"),
                verdict::toString);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void allDoTheSameWhereThereIsRoom(MapKind kind, int bytes, int entries) {
        Verdict verdict =
                verdict(stimulus(program(kind, bytes, entries, MapFlags.NO_COMMON_LRU), new Random(entries), entries));
        assertTrue(verdict.agrees() && verdict.linuxUntil().isEmpty(), verdict::toString);
    }

    /// Linux's map is full after the first update that drops an entry of ours, and not before.
    @Test void aFullMapTakesEveryNewKey() {
        Program program = program(MapKind.LRU_HASH, 4, 4, 0);
        List<Packet> packets = IntStream.range(0, 50).mapToObj(key -> {
            var bytes = new byte[60];
            bytes[14] = 2;
            bytes[KEY] = (byte) key;
            return Packet.of(bytes);
        }).toList();
        try (var bundle = new BundleEngine(Compiler.forCore(CoreConfig.DEFAULT)); var interpreter = new Interpreter()) {
            for (Run run : List.of(bundle.run(Stimulus.of(program, packets)),
                    interpreter.run(Stimulus.of(program, packets)))) {
                assertEquals(List.of(46L, 47L, 48L, 49L), run.maps().get("flows").entries().stream()
                        .map(entry -> MapContents.index(entry.key())).toList());
            }
        }
    }
}
