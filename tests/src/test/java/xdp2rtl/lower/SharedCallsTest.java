package xdp2rtl.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xdp2rtl.compile.Compiled;
import xdp2rtl.compile.Compiler;
import xdp2rtl.cycles.PathCycles;
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

/// Functions that are there once for several calls. Needs the right to load programs: run as root.
class SharedCallsTest {
    private static final List<MapSpec> MAPS =
            List.of(MapSpec.of("one", MapKind.ARRAY, 4, 16, 2), MapSpec.of("two", MapKind.HASH, 4, 16, 4));
    /// r6 = the context, r7 = a number, r8 = the packet, r9 = its end; the packet has 34 bytes at least.
    private static final String START = """
        r6 = r1
        r8 = *(u32 *)(r6 + 0)
        r9 = *(u32 *)(r6 + 4)
        r1 = r8
        r1 += 34
        if r1 > r9 goto out
        r7 = *(u8 *)(r8 + 20)
        *(u64 *)(r10 - 8) = r7
        *(u64 *)(r10 - 16) = 5
        *(u64 *)(r10 - 24) = 6
        """;
    private static final String END = "*(u8 *)(r8 + 3) = r7\nout:\nr0 = 2\nexit\n";
    private static final String AGAIN = """
        r8 = *(u32 *)(r6 + 0)
        r9 = *(u32 *)(r6 + 4)
        r1 = r8
        r1 += 14
        if r1 > r9 goto out
        """;
    private static final String MIX =
            "mix:\nr0 = r1\nr0 *= 77\nr0 ^= r2\nif r0 > 1000 goto big\nr0 += 3\nbig:\nr0 ^= r1\nexit\n";
    private static final String STORE = "store:\nr0 = *(u64 *)(r1 + 0)\nr0 += r2\n*(u64 *)(r1 + 8) = r0\nexit\n";
    private static final String READ = "read:\nr3 = r1\nr3 += 4\nr0 = 9\nif r3 > r2 goto none\nr0 = *(u8 *)(r1 + 2)\n"
            + "*(u8 *)(r1 + 3) = r0\nnone:\nexit\n";

    /// @param number which of the programs
    /// @param shared how many of its functions are there once for several calls
    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "2, 2", "3, 1", "4, 2", "5, 1", "6, 2", "7, 1", "8, 1", "9, 3"})
    void doWhatCopiesDo(int number, int shared) {
        var compiler = Compiler.forCore(CoreConfig.DEFAULT).with(Compiler.Calls.SHARED);
        Program program = program(START + programs().get(number).replace("END", END));
        assertEquals(shared, compiler.compile(program).sharing().functions().size());
        agree(program, compiler);
    }

    private static List<String> programs() {
        return List.of(
                // In a loop, and behind it.
                "*(u64 *)(r10 - 32) = 3\nagain:\nr1 = r7\nr2 = 4\ncall mix\nr7 = r0\nr1 = *(u64 *)(r10 - 32)\nr1 += -1\n"
                        + "*(u64 *)(r10 - 32) = r1\nif r1 != 0 goto again\nr1 = 1\nr2 = r7\ncall mix\nr7 ^= r0\nEND"
                        + MIX,
                // On one of two ways each.
                "r1 = r7\nr2 = 1\nif r7 > 9 goto second\ncall mix\nr7 = r0\ngoto done\nsecond:\nr2 = 2\ncall mix\nr7 += r0\n"
                        + "done:\nEND" + MIX,
                // From several depths.
                "r1 = r7\nr2 = 1\ncall mix\nr7 += r0\nr1 = r7\ncall twice\nr7 += r0\nr1 = 4\ncall twice\nr7 ^= r0\nEND"
                        + MIX
                        + "twice:\nr6 = r1\nr2 = 6\ncall mix\nr1 = r0\nr2 = r6\ncall mix\nr0 += r6\nexit\n",
                // With a pointer to the caller's stack.
                "r1 = r10\nr1 += -16\nr2 = 3\ncall store\nr7 += r0\nr1 = r10\nr1 += -16\nr2 = r7\ncall store\n"
                        + "r1 = *(u64 *)(r10 - 8)\nr7 ^= r1\nEND" + STORE,
                // With pointers to two places of it: two kinds; and from one deeper.
                "r1 = r10\nr1 += -16\nr2 = 3\ncall store\nr1 = r10\nr1 += -24\nr2 = 4\ncall store\nr1 = r10\nr1 += -24\n"
                        + "call deeper\nr1 = r10\nr1 += -24\ncall deeper\nr1 = *(u64 *)(r10 - 16)\nr7 ^= r1\n"
                        + "r1 = *(u64 *)(r10 - 8)\nr7 ^= r1\nEND" + STORE + "deeper:\nr2 = 5\ncall store\nexit\n",
                // With a map value, that may be one of two maps'.
                "*(u32 *)(r10 - 32) = 1\nr1 = map[0] ll\nr2 = r10\nr2 += -32\ncall map_lookup_elem\nif r0 == 0 goto out\nr1 = r0\n"
                        + "r2 = r7\ncall store\n*(u32 *)(r10 - 32) = 1\nr1 = map[1] ll\nr2 = r10\nr2 += -32\n"
                        + "call map_lookup_elem\nif r0 == 0 goto out\nr1 = r0\nr2 = 8\ncall store\nr7 = r0\nEND"
                        + STORE,
                // With the map itself: a kind for each map.
                "r1 = map[0] ll\nr2 = 1\ncall count\nr7 += r0\nr1 = map[0] ll\nr2 = 0\ncall count\nr1 = map[1] ll\nr2 = 1\n"
                        + "call count\nr1 = map[1] ll\nr2 = 3\ncall count\nr7 ^= r0\nr1 = 1\nr2 = r7\ncall mix\nr1 = 2\n"
                        + "r2 = 3\ncall mix\nEND" + MIX
                        + "count:\n*(u32 *)(r10 - 4) = r2\nr2 = r10\nr2 += -4\ncall map_lookup_elem\nif r0 == 0 goto no\n"
                        + "r1 = *(u64 *)(r0 + 0)\nr1 += 1\n*(u64 *)(r0 + 0) = r1\nr0 = r1\nno:\nexit\n",
                // With pointers into the packet, which the function checks.
                "r1 = r8\nr1 += 12\nr2 = r9\ncall read\nr7 += r0\nr1 = r8\nr3 = r7\nr3 &= 15\nr1 += r3\nr2 = r9\ncall read\nr7 ^= r0\n"
                        + "r1 = r8\nr1 += 33\nr2 = r9\ncall read\nr7 ^= r0\nEND" + READ,
                // That moves the packet.
                "r1 = r6\nr2 = 2\ncall move\n" + AGAIN + "r1 = r6\nr2 = -4\ncall move\nr7 ^= r0\n" + AGAIN + "END"
                        + "move:\nr6 = r1\ncall xdp_adjust_head\nr1 = *(u32 *)(r6 + 0)\nr2 = *(u32 *)(r6 + 4)\nr3 = r1\nr3 += 20\n"
                        + "if r3 > r2 goto short\nr0 = *(u8 *)(r1 + 19)\nshort:\nexit\n",
                // A pointer into the packet, and one into the stack.
                "r1 = r8\nr2 = 3\ncall first\nr7 += r0\nr1 = r8\nr2 = 4\ncall first\nr7 += r0\nr1 = r10\nr1 += -8\nr2 = 5\n"
                        + "call first\nr7 ^= r0\nr1 = r7\nr2 = 1\ncall mix\nr1 = r0\nr2 = 2\ncall mix\nr1 = r10\nr1 += -16\n"
                        + "r2 = 2\ncall store\nr1 = r10\nr1 += -16\nr2 = r7\ncall store\nEND" + MIX + STORE
                        + "first:\nr0 = *(u8 *)(r1 + 5)\nr0 *= 13\nr0 += r2\nexit\n");
    }

    /// Forty calls of a function with a loop in it, as clang leaves them, take 1,924 bundles if each is a copy.
    @Test void fitWhereCopiesDoNot() {
        String calls =
                IntStream.range(0, 40).mapToObj("r1 = r7\nr2 = *(u8 *)(r8 + %d)\ncall spin\nr7 = r0\n"::formatted)
                        .collect(Collectors.joining());
        Program program = program("r6 = r1\nr8 = *(u32 *)(r6 + 0)\nr9 = *(u32 *)(r6 + 4)\nr1 = r8\nr1 += 54\n"
                + "if r1 > r9 goto out\nr7 = 1\n" + calls + END
                + "spin:\nr0 = r1\nr3 = 8\nturn:\nw0 ^= w2\nw0 *= 0x9e3779b1\nw4 = w2\nw4 <<= 5\nw2 >>= 27\nw2 |= w4\nr4 = r0\n"
                + "r4 &= 1\nif r4 == 0 goto even\nw0 += w2\neven:\nw5 = w0\nw5 >>= 7\nw0 ^= w5\nw0 += 5\nw0 ^= w3\nr3 += -1\n"
                + "if r3 != 0 goto turn\nexit\n");
        Compiler compiler = Compiler.forCore(CoreConfig.DEFAULT.change().programBundles(256).build());
        Compiled compiled = compiler.compile(program);
        assertEquals(1, compiled.sharing().functions().size());
        PathCycles paths = PathCycles.of(compiled);
        assertEquals(List.of(), paths.loops());
        assertTrue(paths.worst().isPresent());
        agree(program, compiler);
    }

    /// A function goes back to where it was called, so no way leads from one call to behind another.
    @Test void waysGoBackToTheirCalls() {
        Program program = program(
                START + "r1 = r7\nr2 = 1\ncall mix\nr7 = r0\nr1 = r7\nr2 = 2\ncall mix\nr7 = r0\nr1 = r7\nr2 = 3\n"
                        + "call mix\nr7 = r0\n" + END
                        + MIX.replace("if r0 > 1000 goto big\nr0 += 3\nbig:\n", "r0 *= r2\nr0 += 5\n"));
        Compiled compiled = Compiler.forCore(CoreConfig.DEFAULT).with(Compiler.Calls.SHARED).compile(program);
        PathCycles paths = PathCycles.of(compiled);
        PathCycles.End last =
                paths.ends().stream().max((a, b) -> Long.compare(a.shortest(), b.shortest())).orElseThrow();
        assertEquals(List.of(), paths.loops());
        assertEquals(OptionalLong.of(last.shortest()), paths.worst());
        assertEquals(OptionalLong.of(1), last.ways());
    }

    private static Program program(String text) {
        Program raw = Program.raw("shared", InstructionEncoder.encode(Assembler.assemble("shared", text)));
        return new Program(raw.source(), raw.code(), MAPS, "GPL");
    }

    private static void agree(Program program, Compiler compiler) {
        Stimulus stimulus = Stimulus.of(program, IntStream.range(0, 40).mapToObj(i -> new Packet(
                Packet.of(IntStream.range(0, 30 + i).collect(() -> new byte[30 + i],
                        (bytes, at) -> bytes[at] = (byte) (at * 7 + i), (a, b) -> {}))
                        .bytes(),
                Optional.of(new Context(1 + i % 3, 0)))).toList()).withMaps(Map.of());
        try (var interpreter = new Interpreter();
                var kernel = new KernelEngine();
                var bundle = new BundleEngine(compiler)) {
            Verdict verdict =
                    Comparison.of(List.of(kernel.run(stimulus), interpreter.run(stimulus), bundle.run(stimulus)));
            assertTrue(verdict.agrees(), verdict::toString);
        }
    }
}
