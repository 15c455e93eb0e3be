package xdp2rtl.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import xdp2rtl.ebpf.Assembler;
import xdp2rtl.ebpf.InstructionEncoder;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.linux.MapKind;

/// What packets on several contexts take from each other.
class SharedChangesTest {
    private static final List<MapSpec> MAPS = List.of(
            MapSpec.of("counters", MapKind.ARRAY, 4, 16, 2), MapSpec.of("flows", MapKind.HASH, 4, 16, 4),
            MapSpec.of("own", MapKind.PERCPU_ARRAY, 4, 16, 2),
            MapSpec.globalData(".bss", Bytes.of(new byte[16]), false));
    private static final String END = "end:\nr0 = 1\nexit";
    private static final String OWN_ARRAY =
            "a map of type percpu_array, in which every packet in flight has a value of its own";

    private static String lookup(int map) {
        return "*(u32 *)(r10 -4) = 0\nr2 = r10\nr2 += -4\nr1 = map[%d] ll\ncall map_lookup_elem\nif r0 == 0 goto end\n"
                .formatted(map);
    }

    private static List<SharedChanges.Change> changes(String code) {
        Program raw = Program.raw("test.o", InstructionEncoder.encode(Assembler.assemble("test", code)));
        return SharedChanges.of(new Program(raw.source(), raw.code(), MAPS, "GPL"), Entry.XDP);
    }

    private static void areNamed(String names, String code) {
        assertEquals(names, String.join(" ", changes(code).stream().map(change -> change.map().name()).toList()));
    }

    @Test void anAdditionInGlobalDataIsNamedWithTheFunctionThatIsOneStep() {
        List<SharedChanges.Change> found =
                changes("r1 = map[3].value+8 ll\nr2 = *(u64 *)(r1 +0)\nr2 += 1\n*(u64 *)(r1 +0) = r2\nr0 = 1\nexit");
        assertEquals(1, found.size());
        assertEquals(4, found.getFirst().slot());
        assertEquals("Use __sync_fetch_and_add(), which is one step, or " + OWN_ARRAY, found.getFirst().remedy());
    }

    @Test void whatIsComputedOtherwiseNeedsToBeTriedAgain() {
        List<SharedChanges.Change> found =
                changes(lookup(0) + "r2 = *(u64 *)(r0 +0)\nr2 *= 3\nr2 += 1\n*(u64 *)(r0 +0) = r2\n" + END);
        assertEquals("Change it with __sync_val_compare_and_swap() until nobody came between, or use " + OWN_ARRAY,
                found.getFirst().remedy());
        areNamed("flows", lookup(1) + "r2 = *(u64 *)(r0 +0)\nif r2 s> 5 goto end\n*(u64 *)(r0 +0) = 9\n" + END);
    }

    /// Values of CPUs are shared in a program that looks up those of others.
    @Test void aValueOfACpuCanBeLeftToTheHost() {
        String others = lookup(2).replace("call map_lookup_elem", "r3 = 1\ncall map_lookup_percpu_elem");
        List<SharedChanges.Change> found =
                changes(others + "r2 = *(u64 *)(r0 +0)\nr2 += 1\n*(u64 *)(r0 +0) = r2\n" + END);
        assertEquals(
                "Use __sync_fetch_and_add(), which is one step, or leave values of other CPUs to the host, which reads "
                        + "them too",
                found.getFirst().remedy());
    }

    @Test void atomicInstructionsHaveNoShortForm() {
        assertEquals("Make it 4 or 8 bytes wide, as atomic instructions are, and use one, or use " + OWN_ARRAY,
                changes("r1 = map[3].value+8 ll\nr2 = *(u8 *)(r1 +0)\nr2 += 1\n*(u8 *)(r1 +0) = r2\nr0 = 1\nexit")
                        .getFirst().remedy());
    }

    @Test void aValueThatWasReadIsUpdatedInTwoStepsToo() {
        areNamed("flows", lookup(1)
                + "r2 = *(u64 *)(r0 +0)\nr2 += 1\n*(u64 *)(r10 -16) = r2\n*(u64 *)(r10 -24) = 0\nr2 = r10\nr2 += -4\n"
                + "r3 = r10\nr3 += -24\nr4 = 0\nr1 = map[1] ll\ncall map_update_elem\n" + END);
    }

    @Test void whatAnEarlierRoundReadCounts() {
        areNamed("counters", lookup(0)
                + "r6 = 0\nagain:\n*(u64 *)(r0 +0) = r6\nr7 = *(u64 *)(r0 +0)\nr6 += 1\nif r6 != 5 goto again\n" + END);
    }

    @Test void atomicsOwnValuesOtherBytesAndPlainWritesAreNot() {
        areNamed("", lookup(0) + "r1 = 1\nlock *(u64 *)(r0 +0) += r1\nr1 = *(u64 *)(r0 +0)\n" + END);
        areNamed("", lookup(2) + "r1 = *(u64 *)(r0 +0)\nr1 += 1\n*(u64 *)(r0 +0) = r1\n" + END);
        areNamed("", lookup(0) + "r1 = *(u64 *)(r0 +0)\n*(u64 *)(r0 +8) = r1\n" + END);
        areNamed("", lookup(0) + "*(u64 *)(r0 +8) = 1\nr1 = *(u64 *)(r0 +8)\n" + END);
        areNamed("", "r1 = 0\nif r1 == 0 goto end\n" + lookup(0)
                + "r1 = *(u64 *)(r0 +0)\nr1 += 1\n*(u64 *)(r0 +0) = r1\n" + END);
    }
}
