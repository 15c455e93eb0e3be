package xdp2rtl.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import xdp2rtl.compile.Compiler;
import xdp2rtl.diagnostic.InputError;
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
import xdp2rtl.port.Outcome;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;

/// Longest prefixes by programs, on all engines. Needs the right to load programs: run as root.
class PrefixesTest {
    /// Where the key is in a packet; the value that was found is written behind it.
    private static final int KEY = 16;
    private static final int PACKETS = 200;

    static Stream<Arguments> tries() {
        return Stream.of(1, 2, 3, 4, 5, 7, 8, 9, 12, 13, 16, 17, 40).flatMap(bytes -> Stream.of(0, 1, 2, 7, 60, 300)
                .map(count -> Arguments.of(bytes, count)));
    }

    /// Every length and more, and values that are changed in place.
    @ParameterizedTest
    @MethodSource("tries")
    void enginesAgree(int bytes, int count) {
        String copied = IntStream.range(0, 4 + bytes)
                .mapToObj(at -> "r5 = *(u8 *)(r7 + %d)\n*(u8 *)(r10 - %d) = w5\n".formatted(KEY + at, 64 - at))
                .reduce("", String::concat);
        agree(bytes, count, copied + "r2 = r10\nr2 += -64\n");
        agree(bytes, count, "r2 = r7\nr2 += %d\n".formatted(KEY));
    }

    /// The usual program, which gives the length of a whole key.
    @ParameterizedTest
    @ValueSource(ints = {4, 16})
    void wholeKeysAreFoundByLessCode(int bytes) {
        String words =
                IntStream.range(0, bytes / 4).mapToObj(word -> "r5 = *(u32 *)(r7 + %d)\n*(u32 *)(r10 - %d) = r5\n"
                        .formatted(KEY + 4 + 4 * word, 60 - 4 * word)).reduce("", String::concat);
        agree(bytes, 300, "*(u32 *)(r10 - 64) = %d\n".formatted(8 * bytes) + words + "r2 = r10\nr2 += -64\n");
    }

    private static void agree(int bytes, int count, String key) {
        var random = new Random(100 * bytes + count);
        MapContents contents = contents(random, bytes, count);
        List<Packet> packets = new ArrayList<>();
        for (int i = 0; i < PACKETS; i++) {
            var packet = new byte[KEY + 4 + bytes + 8];
            System.arraycopy(wanted(random, bytes, contents), 0, packet, KEY, 4 + bytes);
            packets.add(Packet.of(packet));
        }
        Stimulus stimulus =
                Stimulus.of(program(bytes, Math.max(1, count), key), packets).withMaps(Map.of("trie", contents));
        try (var interpreter = new Interpreter();
                var kernel = new KernelEngine();
                var bundle = new BundleEngine(Compiler.forCore(CoreConfig.DEFAULT))) {
            List<Run> runs = List.of(kernel.run(stimulus), interpreter.run(stimulus), bundle.run(stimulus),
                    new GraphEngine("graph", UnaryOperator.identity()).run(GraphEngine.oneCpu(stimulus)));
            Verdict verdict = Comparison.of(runs);
            assertTrue(verdict.agrees(), verdict::toString);
            long found = runs.getFirst().outcomes().stream()
                    .filter(outcome -> outcome instanceof Outcome.Ran ran && ran.action() == 3).count();
            assertTrue(count < 7 || found > 10, "prefixes found: " + found);
        }
    }

    /// Adds 1 to the value's first byte; sends back what it found.
    private static Program program(int bytes, int entries, String key) {
        return program(bytes, entries, MapFlags.NO_PREALLOC, """
            r2 = *(u32 *)(r1 + 0)
            r3 = *(u32 *)(r1 + 4)
            r7 = r2
            r4 = r2
            r4 += %d
            if r4 > r3 goto out
            %sr1 = map[0] ll
            call map_lookup_elem
            if r0 == 0 goto out
            r1 = *(u64 *)(r0 + 0)
            *(u64 *)(r7 + %d) = r1
            r1 = 1
            lock *(u64 *)(r0 + 0) += r1
            r0 = 3
            exit
            out:
            r0 = 2
            exit
            """.formatted(KEY + 4 + bytes + 8, key, KEY + 4 + bytes));
    }

    private static Program program(int bytes, int entries, int flags, String text) {
        Program raw = Program.raw("prefixes", InstructionEncoder.encode(Assembler.assemble("prefixes", text)));
        var trie = new MapSpec("trie", MapKind.LPM_TRIE, 4 + bytes, 8, entries, flags, false, Optional.empty(),
                Optional.empty());
        return new Program(raw.source(), raw.code(), List.of(trie), "GPL");
    }

    /// Few different bytes, so that prefixes are in each other.
    private static byte[] key(Random random, int bytes, int length) {
        var key = ByteBuffer.allocate(4 + bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(length);
        for (int i = 0; i < bytes; i++) {
            key.put((byte) List.of(0, 0, 0xff, 0x80, 0x0f, random.nextInt()).get(random.nextInt(6)).intValue());
        }
        return key.array();
    }

    /// A random key, or one that begins with a prefix.
    private static byte[] wanted(Random random, int bytes, MapContents contents) {
        int length = random.nextInt(8) == 0 ? random.nextInt() : random.nextInt(8 * bytes + 3);
        byte[] key = key(random, bytes, length);
        if (random.nextBoolean() && !contents.entries().isEmpty()) {
            byte[] prefix = contents.entries().get(random.nextInt(contents.entries().size())).key().toArray();
            System.arraycopy(prefix, 4, key, 4, bytes);
            key[4 + random.nextInt(bytes)] ^= (byte) (random.nextInt(3) == 0 ? random.nextInt() : 0);
        }
        return key;
    }

    private static MapContents contents(Random random, int bytes, int count) {
        List<MapContents.Entry> entries = new ArrayList<>();
        Set<List<Object>> prefixes = new HashSet<>();
        for (int tries = 0; entries.size() < count && tries < 10 * count; tries++) {
            int length = random.nextInt(8 * bytes + 1);
            byte[] key = key(random, bytes, length);
            var number = new BigInteger(1, key).mod(BigInteger.ONE.shiftLeft(8 * bytes)).shiftRight(8 * bytes - length);
            if (prefixes.add(List.of(length, number))) {
                entries.add(MapContents.Entry.of(Bytes.of(key),
                        Bytes.of(ByteBuffer.allocate(8).putLong(random.nextLong()).array())));
            }
        }
        return new MapContents(entries);
    }

    @Test void programsDoNotChangeWhichPrefixesThereAre() {
        String call =
                "*(u64 *)(r10 - 8) = 0\nr1 = map[0] ll\nr2 = r10\nr2 += -8\nr3 = r2\nr4 = 0\ncall %s\nr0 = 2\nexit\n";
        for (String helper : List.of("map_update_elem", "map_delete_elem")) {
            Program program = program(4, 8, MapFlags.NO_PREALLOC, call.formatted(helper));
            String message = assertThrows(InputError.class, () -> Compiler.forCore(CoreConfig.DEFAULT).compile(program))
                    .getMessage();
            assertTrue(message.endsWith(
                    "changes the entries of map trie; the host sorts the prefixes of a map of type lpm_trie, and programs "
                            + "only look them up. Let the host change the map, or use a HASH, with a lookup for each prefix length"),
                    message);
        }
    }

    /// Where a host is not there to do it, Linux's own rules.
    @Test void theInterpreterChangesThemAsLinuxDoes() {
        var text = new StringBuilder("r6 = 0\n");
        List<Integer> lengths = List.of(8, 8, 7, 9, 0, 32, 33, 8, 7);
        for (int i = 0; i < lengths.size(); i++) {
            for (int flags : List.of(2, 1, 0, 3)) {
                text.append("*(u32 *)(r10 - 8) = %d\n*(u32 *)(r10 - 4) = 0x%x\n*(u64 *)(r10 - 16) = %d\n"
                        .formatted(lengths.get(i), 0x010a * i, i));
                text.append("r1 = map[0] ll\nr2 = r10\nr2 += -8\nr3 = r10\nr3 += -16\nr4 = %d\ncall map_update_elem\n"
                        .formatted(flags));
                text.append("r6 *= 31\nr6 += r0\n");
            }
            if (i % 3 == 2) {
                text.append("r1 = map[0] ll\nr2 = r10\nr2 += -8\ncall map_delete_elem\nr6 *= 31\nr6 += r0\n".repeat(2));
            }
        }
        Stimulus stimulus = Stimulus.of(program(4, 4, MapFlags.NO_PREALLOC, text + "r0 = r6\nexit\n"),
                List.of(Packet.of(new byte[14])));
        try (var interpreter = new Interpreter(); var kernel = new KernelEngine()) {
            Verdict verdict = Comparison.of(List.of(kernel.run(stimulus), interpreter.run(stimulus)));
            assertTrue(verdict.agrees(), verdict::toString);
        }
    }

    @Test void linuxDemandsAFlag() {
        Program program = program(4, 8, 0, "r1 = map[0] ll\nr0 = 2\nexit\n");
        assertEquals(
                "prefixes: section raw: main: slot 0: map trie is of type lpm_trie and has no BPF_F_NO_PREALLOC among its map_flags, "
                        + "which Linux demands",
                assertThrows(InputError.class, () -> Compiler.forCore(CoreConfig.DEFAULT).compile(program))
                        .getMessage());
    }
}
