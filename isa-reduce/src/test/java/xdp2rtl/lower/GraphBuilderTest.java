package xdp2rtl.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import xdp2rtl.ebpf.Assembler;
import xdp2rtl.ebpf.InstructionEncoder;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.linux.MapKind;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.verifier.Entry;

/// What instructions become. That the result computes the right thing is tested by running it, in module
/// `tests`.
class GraphBuilderTest {
    private static final List<MapSpec> MAPS = List.of(
            MapSpec.of("counters", MapKind.ARRAY, 4, 8, 2), MapSpec.of("own", MapKind.PERCPU_ARRAY, 4, 8, 2),
            MapSpec.of("flows", MapKind.HASH, 20, 8, 4));

    private static final String BOUNDS =
            "r2 = *(u32 *)(r1 +0)\nr3 = *(u32 *)(r1 +4)\nr4 = r2\nr4 += 34\nr0 = 1\nif r4 > r3 goto end\n";

    @Test void aBoundsCheckIsAComparisonWithTheLength() {
        String graph = graph(BOUNDS + "r0 = *(u8 *)(r2 +33)\nend:\nexit");
        assertTrue(graph.contains("if slt length, 34 goto"), graph);
    }

    @Test void aLoadIsQuietWhereTheBytesAreProven() {
        assertTrue(graph(BOUNDS + "r0 = *(u8 *)(r2 +33)\nend:\nexit").contains("load1? packet[33]"));
        assertTrue(graph(BOUNDS + "r0 = *(u16 *)(r2 +33)\nend:\nexit").contains("load2 packet[33]"));
    }

    @Test void anEthernetHeaderIsAlwaysThere() {
        assertTrue(graph("r2 = *(u32 *)(r1 +0)\nr0 = *(u16 *)(r2 +12)\nexit").contains("load2? packet[12]"));
    }

    @Test void aPlaceThatIsNotKnownIsProvenByItsOwnCheck() {
        String header = BOUNDS
                + "r4 = *(u8 *)(r2 +14)\nr4 &= 15\nr4 <<= 2\nr2 += r4\nr4 = r2\nr4 += 20\nif r4 > r3 goto end\n";
        assertTrue(graph(header + "r0 = *(u32 *)(r2 +16)\nend:\nexit").contains("load4? packet[v"));
        assertTrue(graph(header + "r0 = *(u32 *)(r2 +17)\nend:\nexit").contains("load4 packet[v"));
    }

    @Test void whatIsProvenOnOneOfTwoPathsIsNotProvenWhereTheyMeet() {
        String graph = graph(BOUNDS + """
            r5 = *(u32 *)(r1 +12)
            r4 = *(u8 *)(r2 +14)
            r4 &= 15
            if r5 == 7 goto other
            r2 += r4
            r4 = r2
            r4 += 20
            if r4 > r3 goto end
            goto join
            other:
            r2 += r4
            join:
            r0 = *(u32 *)(r2 +16)
            end:
            exit""");
        assertTrue(graph.contains("load4 packet[v"), graph);
    }

    @Test void aKnownIndexIsAnAddress() {
        String graph =
                graph("*(u32 *)(r10 -4) = 1\nr2 = r10\nr2 += -4\nr1 = map[0] ll\ncall map_lookup_elem\n"
                        + "if r0 == 0 goto end\nr1 = *(u64 *)(r0 +0)\nr1 += 1\n*(u64 *)(r0 +0) = r1\nend:\nr0 = 2\nexit");
        assertTrue(graph.contains("load8? map#1[24]") && graph.contains("store8 map#1[24]"), graph);
        assertFalse(graph.contains("stack"), graph);
    }

    @Test void aPerCpuAddressHasItsTagInTheLowHalfOnly() {
        String graph =
                graph("*(u32 *)(r10 -4) = 1\nr2 = r10\nr2 += -4\nr1 = map[1] ll\ncall map_lookup_elem\n"
                        + "if r0 == 0 goto end\nr1 = *(u64 *)(r0 +0)\nend:\nr0 = 2\nexit");
        assertTrue(graph.contains("load8? map#2[0x80000008]"), graph);
    }

    @Test void aKeyOnTheStackIsPushedFromRegisters() {
        String graph =
                graph("r6 = *(u32 *)(r1 +12)\n*(u32 *)(r10 -8) = r6\n*(u64 *)(r10 -16) = 7\n"
                        + "*(u64 *)(r10 -24) = r6\n"
                        + "r2 = r10\nr2 += -24\nr1 = map[2] ll\ncall map_lookup_elem\nr0 = 1\nexit");
        assertTrue(graph.contains("push 1: v1, 0\n    lookup map0 flags 0: v0, 7\n"), graph);
    }

    @Test void piecesOfAWordAreShiftedOutOfIt() {
        assertEquals(
                "b0:\n    goto b1\n\nb1:\n    v0 = get time\n    v1 = v0.w\n    v2 = rsh v0, 32\n    exit v2\n",
                graph("call ktime_get_ns\n*(u64 *)(r10 -8) = r0\nr0 = *(u32 *)(r10 -4)\n"
                        + "r1 = *(u32 *)(r10 -8)\nexit"));
    }

    @Test void stackThatIsIndexedStaysInMemoryAndIsCleared() {
        String graph =
                graph("r2 = *(u32 *)(r1 +12)\nr2 &= 7\nr3 = r10\nr3 += r2\nr0 = *(u8 *)(r3 -16)\n"
                        + "*(u32 *)(r10 -20) = 3\nexit");
        assertTrue(graph.contains("b0:\n    store8 stack[496], 0\n    goto"), graph);
        assertTrue(graph.contains("load1? stack[v"), graph);
    }

    @Test void aPointerThatWasSpilledIsStillOne() {
        String graph =
                graph(BOUNDS + "*(u64 *)(r10 -8) = r2\nr5 = *(u64 *)(r10 -8)\nr0 = *(u8 *)(r5 +20)\nend:\nexit");
        assertTrue(graph.contains("load1? packet[20]"), graph);
    }

    @Test void aTestWithOneOutcomeIsNoBranch() {
        assertEquals("b0:\n    goto b1\n\nb1:\n    goto b2\n\nb2:\n    exit 1\n",
                graph("r0 = 1\nr2 = 5\nif r2 > 3 goto end\nr0 = 2\nend:\nexit"));
    }

    @Test void theLengthCanBeComputedInHalves() {
        String graph = graph("r2 = *(u32 *)(r1 +0)\nr3 = *(u32 *)(r1 +4)\nw0 = w3\nw4 = w2\nw0 -= w4\nexit");
        assertTrue(graph.contains("v1 = v0.w\n    v2 = sub.w v1, 0\n    exit v2"), graph);
    }

    @Test void everyCallIsACopy() {
        String graph =
                graph("r1 = 3\ncall double\nr1 = r0\ncall double\nexit\ndouble:\nr0 = r1\nr0 += r1\nexit");
        assertTrue(graph.contains("exit 12"), graph);
    }

    @Test void memoryProgramsGetPlaceAndLength() {
        String graph = graph("r0 = *(u8 *)(r1 +3)\nr0 += r2\nexit", new Entry.Memory(77));
        assertTrue(graph.contains("77") && graph.contains("load1 packet[3]"), graph);
        assertTrue(graph("r0 = r1\nr0 += 5\nexit", new Entry.Memory(0)).contains("exit 5"));
    }

    @Test void aNumberOf32BitsIsDividedByAConstantWithoutTheDivider() {
        String seconds = graph("call get_prandom_u32\nw0 /= 60\nexit");
        assertTrue(seconds.contains("mul v") && seconds.contains("rsh v") && !seconds.contains("get result"), seconds);
        String slot = graph("call get_prandom_u32\nr0 <<= 32\nr0 >>= 32\nr0 %= 65537\nexit");
        assertTrue(slot.contains(", 65537\n") && slot.contains("sub v") && !slot.contains("get result"), slot);
    }

    @Test void byNumbersBeyondTheDividendNothingIsDone() {
        String bytes = BOUNDS + "r0 = *(u8 *)(r2 +33)\n";
        assertTrue(graph(bytes + "r0 /= 256\nend:\nexit").contains("rsh v"));
        assertFalse(graph(bytes + "r0 /= 300\nend:\nexit").contains("mul"));
        assertFalse(graph(bytes + "r0 %= 300\nend:\nexit").contains("sub"));
    }

    @Test void aNumberOf64BitsIsDividedWithFourProducts() {
        String graph = graph("call ktime_get_ns\nr0 /= 1000000000\nexit");
        assertEquals(4, graph.split(" = mul ", -1).length - 1, graph);
        assertFalse(graph.contains("get result"), graph);
    }

    @Test void whatHasASignOrNoConstantIsForTheDivider() {
        for (String line : List.of("r0 s/= 60", "w0 s%= 60", "r0 /= -60", "r1 = *(u32 *)(r6 +12)\nr0 %= r1")) {
            String graph = graph("r6 = r1\ncall ktime_get_ns\n" + line + "\nexit");
            assertTrue(graph.contains("get result"), graph);
        }
    }

    private static String graph(String assembly) { return graph(assembly, Entry.XDP); }

    private static String graph(String assembly, Entry entry) {
        Program raw = Program.raw("test", InstructionEncoder.encode(Assembler.assemble("test", assembly)));
        Program program = new Program(raw.source(), raw.code(), MAPS, "GPL");
        return GraphBuilder.build(program, MapLayout.of(MAPS, CoreConfig.DEFAULT), entry).toString();
    }
}
