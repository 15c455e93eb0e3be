package xdp2rtl.lower;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xdp2rtl.compile.Compiler;
import xdp2rtl.ebpf.Assembler;
import xdp2rtl.ebpf.InstructionEncoder;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.Comparison;
import xdp2rtl.engine.Verdict;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.engine.kernel.KernelEngine;
import xdp2rtl.engine.model.BundleEngine;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.linux.MapKind;
import xdp2rtl.port.Context;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Stimulus;

/// What a register holds can depend on the path to a place, as Linux's verifier knows, which follows each path by
/// itself. Needs the right to load programs: run as root.
class PathsTest {
    private static final List<MapSpec> MAPS =
            List.of(MapSpec.of("one", MapKind.ARRAY, 4, 8, 2), MapSpec.of("two", MapKind.HASH, 4, 8, 4));
    /// r6 = the context, r7 = ingress_ifindex, r8 = the packet, r9 = its end; the packet has 34 bytes at least.
    private static final String START = """
        r6 = r1
        r7 = *(u32 *)(r6 + 12)
        r8 = *(u32 *)(r6 + 0)
        r9 = *(u32 *)(r6 + 4)
        r1 = r8
        r1 += 34
        if r1 > r9 goto out
        r5 = r7
        r5 <<= 40
        *(u64 *)(r10 - 8) = r5
        """;
    private static final String DIAMONDS =
            "r3 = *(u8 *)(r8 + 20)\nif r3 > 9 goto a\nr4 += 1\na:\nr3 = *(u8 *)(r8 + 21)\nif r3 > 19 goto b\nr4 += 2\n"
                    + "b:\nr3 = *(u8 *)(r8 + 22)\nif r3 > 29 goto c\nr4 += 4\nc:\nr3 = *(u8 *)(r8 + 23)\nif r3 > 39 goto d\nr4 += 8\nd:\n"
                    + "r3 = *(u8 *)(r8 + 24)\nif r3 > 49 goto e\nr4 += 16\ne:\nr3 = *(u8 *)(r8 + 25)\nif r3 > 59 goto f\nr4 += 32\nf:\n";
    private static final String MORE_DIAMONDS =
            "r3 = *(u8 *)(r8 + 26)\nif r3 > 9 goto g\nr4 += 64\ng:\nr3 = *(u8 *)(r8 + 27)\n"
                    + "if r3 > 19 goto h\nr4 += 128\nh:\nr3 = *(u8 *)(r8 + 28)\nif r3 > 29 goto i\nr4 += 256\ni:\n";
    private static final String END = "*(u8 *)(r8 + 3) = r1\nout:\nr0 = 2\nexit\n";

    @ParameterizedTest
    @ValueSource(strings = {
            // A pointer of two kinds: into the packet or into the stack.
            "r1 = r8\nif r7 == 1 goto use\nr1 = r10\nr1 += -8\nuse:\nr1 = *(u8 *)(r1 + 5)\n",
            // One of three kinds, over several blocks, used twice.
            "r1 = r8\nif r7 == 1 goto use\nr1 = r10\nr1 += -8\nif r7 == 2 goto use\nr1 = r6\nr1 = *(u32 *)(r1 + 12)\ngoto done\n"
                    + "use:\nr2 = *(u8 *)(r1 + 5)\nif r2 > 9 goto more\nr2 += 1\nmore:\nr1 = *(u8 *)(r1 + 4)\nr1 += r2\ndone:\n",
            // A register that is written on the paths on which it is read.
            "if r7 == 1 goto skip\nr2 = 77\nskip:\nr1 = 5\nif r7 == 1 goto done\nr1 = r2\ndone:\n",
            // A map of two.
            "r1 = map[0] ll\nif r7 == 1 goto use\nr1 = map[1] ll\nuse:\n*(u32 *)(r10 - 16) = 1\n*(u64 *)(r10 - 24) = 9\nr2 = r10\n"
                    + "r2 += -16\nr3 = r10\nr3 += -24\nr4 = 0\ncall map_update_elem\nr1 = r0\n",
            // A pointer or a number on the stack.
            "*(u64 *)(r10 - 16) = r8\nr3 = 1\nif r7 == 1 goto use\n*(u64 *)(r10 - 16) = r7\nr3 = 0\nuse:\nr1 = *(u64 *)(r10 - 16)\n"
                    + "if r3 != 1 goto done\nr1 = *(u8 *)(r1 + 30)\ndone:\n",
            // A loop in which the pointer changes its kind once.
            "r1 = r8\nr3 = 3\nr4 = 0\nagain:\nr2 = *(u8 *)(r1 + 5)\nr4 += r2\nr1 = r10\nr1 += -8\nr3 += -1\nif r3 != 0 goto again\nr1 = r4\n",
            // Which of several constants a register holds says what another one holds.
            "r1 = r9\nr3 = 0\nif r7 == 1 goto m\nr3 = 4\nif r7 == 2 goto m\nr3 = 2\nm:\nif r3 == 2 goto pick\nif r3 == 4 goto pick\n"
                    + "if r3 == 0 goto pick\ngoto done\npick:\nr1 = r3\ndone:\n",
            // A flag says whether a pointer is null.
            "*(u32 *)(r10 - 16) = 1\nr1 = map[0] ll\nr2 = r10\nr2 += -16\ncall map_lookup_elem\nr3 = 0\nif r0 == 0 goto m\nr3 = 1\nm:\n"
                    + "r1 = 5\nif r3 != 1 goto done\nr1 = *(u8 *)(r0 + 2)\ndone:\n",
            // The same flag on the stack.
            "*(u32 *)(r10 - 16) = 1\nr1 = map[0] ll\nr2 = r10\nr2 += -16\ncall map_lookup_elem\n*(u32 *)(r10 - 24) = 0\nif r0 == 0 goto m\n"
                    + "*(u32 *)(r10 - 24) = 1\nm:\nr3 = *(u32 *)(r10 - 24)\nr1 = 5\nif r3 != 1 goto done\nr1 = *(u8 *)(r0 + 2)\ndone:\n",
            // A pointer on the stack that one path left null: the test of one load of it tells about the next load,
            // however many paths lie between.
            "*(u64 *)(r10 - 24) = 0\nr4 = 0\nif r7 == 1 goto m\n*(u32 *)(r10 - 16) = 1\nr1 = map[0] ll\nr2 = r10\nr2 += -16\n"
                    + "call map_lookup_elem\n*(u64 *)(r10 - 24) = r0\nr4 = 0\nm:\n" + DIAMONDS + MORE_DIAMONDS
                    + "r1 = *(u64 *)(r10 - 24)\n"
                    + "if r1 == 0 goto done\nr1 = *(u64 *)(r10 - 24)\nr1 = *(u8 *)(r1 + 2)\nr1 += r4\ndone:\n",
            // A loop writes in its first turn what it reads in the others.
            "r4 = 4\nagain:\nif r4 == 4 goto first\nr2 += 1\ngoto next\nfirst:\nr2 = 1\nnext:\nr4 += -1\nif r4 != 0 goto again\nr1 = r2\n",
            // Many paths, of which two kinds matter.
            "if r7 == 1 goto skip\nr2 = 77\nskip:\nr4 = 0\n" + DIAMONDS
                    + "r1 = r4\nif r7 == 1 goto done\nr1 += r2\ndone:\n",
            // Half of a pointer is put by where a number was not found, and not used then.
            "w1 = w8\nr5 = 0\nif r7 == 1 goto m\nr1 = r7\nr5 = 1\nm:\nw1 &= 255\n*(u8 *)(r10 - 16) = r1\nr4 = 0\n"
                    + DIAMONDS
                    + "r1 = 5\nif r5 != 1 goto done\nr1 = *(u8 *)(r10 - 16)\nr1 += r4\ndone:\n",
            // The same in a key; an error of 32 bits says so.
            "*(u32 *)(r10 - 16) = 0\nw1 = w9\nw5 = -22\nif r7 == 1 goto m\nr1 = 3\nr5 = 0\nm:\n*(u8 *)(r10 - 14) = r1\nr4 = 0\n"
                    + DIAMONDS
                    + "if w5 == 0 goto look\nr1 = 5\nif w5 s< 0 goto done\nlook:\nr2 = r10\nr2 += -16\nr1 = map[1] ll\n"
                    + "call map_lookup_elem\nr1 = 1\nif r0 == 0 goto done\nr1 = 2\ndone:\n",
            // An error as compilers without 32-bit instructions test it.
            "r1 = r9\nr5 = -22\nif r7 == 1 goto m\nr1 = 3\nr5 = 0\nm:\nr5 <<= 32\nr5 s>>= 32\nr4 = 1\nif r5 s< 0 goto done\n"
                    + "r1 &= 255\nr4 = r1\ndone:\nr1 = r4\n",
            "r1 = r9\nr5 = -22\nif r7 == 1 goto m\nr1 = 3\nr5 = 0\nm:\nr5 <<= 32\nr5 >>= 32\nw5 s>>= 1\nw5 *= -3\nr4 = 1\n"
                    + "if w5 == 33 goto done\nr1 &= 255\nr4 = r1\ndone:\nr1 = r4\n",
            // What is made of half of a pointer overwrites a part of a number, and is overwritten.
            "*(u64 *)(r10 - 16) = r7\nw1 = w8\nr1 ^= r7\nr1 = be16 r1\n*(u16 *)(r10 - 14) = r1\nr2 = *(u64 *)(r10 - 16)\nr2 += 1\n"
                    + "*(u64 *)(r10 - 24) = r2\n*(u32 *)(r10 - 16) = 77\nr1 = *(u64 *)(r10 - 16)\nr1 += 3\n",
            // The length of the packet as it was, known from pointers that lead nowhere any more.
            "r1 = r6\nr2 = -14\ncall xdp_adjust_head\nw9 -= w8\nr8 = *(u32 *)(r6 + 0)\nr1 = *(u32 *)(r6 + 4)\nr2 = r8\nr2 += 48\n"
                    + "if r2 > r1 goto out\nr1 = r9\nr1 &= 0xff\n",
            "r1 = r6\nr2 = -4\ncall xdp_adjust_tail\nr9 -= r8\nr8 = *(u32 *)(r6 + 0)\nr1 = *(u32 *)(r6 + 4)\nr2 = r8\nr2 += 14\n"
                    + "if r2 > r1 goto out\nr1 = r9\n"})
    void keptApart(String text) {
        Program raw = Program.raw("paths", InstructionEncoder.encode(Assembler.assemble("paths", START + text + END)));
        Program program = new Program(raw.source(), raw.code(), MAPS, "GPL");
        Stimulus stimulus = Stimulus.of(program, IntStream.range(0, 40).mapToObj(i -> new Packet(
                Packet.of(IntStream.range(0, 30 + i).collect(() -> new byte[30 + i],
                        (bytes, at) -> bytes[at] = (byte) (at * 7 + i), (a, b) -> {}))
                        .bytes(),
                Optional.of(new Context(1 + i % 3, 0)))).toList()).withMaps(Map.of());
        try (var interpreter = new Interpreter();
                var kernel = new KernelEngine();
                var bundle = new BundleEngine(Compiler.forCore(CoreConfig.DEFAULT));
                var merged = new BundleEngine(Compiler.forCore(CoreConfig.DEFAULT).with(Compiler.Calls.SHARED))) {
            Verdict verdict = Comparison.of(List.of(kernel.run(stimulus), interpreter.run(stimulus),
                    bundle.run(stimulus), merged.run(stimulus)));
            assertTrue(verdict.agrees(), verdict::toString);
        }
    }
}
