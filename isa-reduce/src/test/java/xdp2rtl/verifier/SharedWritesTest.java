package xdp2rtl.verifier;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.ebpf.Assembler;
import xdp2rtl.ebpf.InstructionEncoder;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.linux.MapKind;

/// What a program may write where there are several cores.
class SharedWritesTest {
    private static final List<MapSpec> MAPS = List.of(
            MapSpec.of("counters", MapKind.ARRAY, 4, 8, 2), MapSpec.of("flows", MapKind.HASH, 4, 8, 4),
            MapSpec.of("own", MapKind.PERCPU_ARRAY, 4, 8, 2), MapSpec.of("own_flows", MapKind.PERCPU_HASH, 4, 8, 4),
            MapSpec.globalData(".bss", Bytes.of(new byte[16]), false));

    private static final String KEY = "*(u32 *)(r10 -4) = 0\n*(u64 *)(r10 -16) = 7\nr2 = r10\nr2 += -4\n";
    private static final String ADD =
            "if r0 == 0 goto end\nr1 = *(u64 *)(r0 +0)\nr1 += 1\n*(u64 *)(r0 +0) = r1\nend:\nr0 = 1\nexit";

    @Test void storesToSharedValuesAreRefused() {
        refuses("`*(u64 *)(r0 + 0) = r1` writes to map counters; each of the 4 cores has its own copy of the map, and the others would not see it. "
                + "Use one core, or make it a per-CPU map", lookup(0) + ADD);
        refuses("`*(u64 *)(r0 + 0) = r1` writes to map flows; each of the 4 cores has its own copy of the map, and the others would not see it. "
                + "Use one core, or make it a per-CPU map", lookup(1) + ADD);
    }

    @Test void atomicsAndGlobalDataAreRefused() {
        refuses("`*(u32 *)(r1 + 0) = 1` writes to map .bss; each of the 4 cores has its own copy of the map, and the others would not see it. "
                + "Use one core, or make it a per-CPU map",
                "r1 = map[4].value+8 ll\n*(u32 *)(r1 +0) = 1\nr0 = 1\nexit");
        refuses("`lock *(u64 *)(r0 + 0) += r1` writes to map counters; each of the 4 cores has its own copy of the map, and the others would not "
                + "see it. Use one core, or make it a per-CPU map",
                lookup(0) + "if r0 == 0 goto end\nr1 = 1\nlock *(u64 *)(r0 +0) += r1\nend:\nr0 = 1\nexit");
    }

    @Test void callsThatChangeSharedMapsAreRefused() {
        refuses("`call map_update_elem#2` writes to map counters; each of the 4 cores has its own copy of the map, and the others would not see it. "
                + "Use one core, or make it a per-CPU map", update(0));
        refuses("`call map_delete_elem#3` writes to map flows; each of the 4 cores has its own copy of the map, and the others would not see it. "
                + "Use one core, or make it a per-CPU map", KEY + "r1 = map[1] ll\ncall map_delete_elem\nr0 = 1\nexit");
    }

    @Test void keysOfAPerCpuHashMapAreShared() {
        refuses("`call map_update_elem#2` can change which keys are in map own_flows; each of the 4 cores has its own copy of the keys, "
                + "and the others would not see it. Use one core, or let the host put in the keys", update(3));
        assertDoesNotThrow(() -> check(lookup(3) + ADD));
    }

    @Test void whatIsPerCpuOrOnlyReadOrUnreachableIsAllowed() {
        assertDoesNotThrow(() -> check(lookup(2) + ADD));
        assertDoesNotThrow(() -> check(update(2)));
        assertDoesNotThrow(
                () -> check(lookup(1) + "if r0 == 0 goto end\nr0 = *(u64 *)(r0 +0)\nexit\nend:\nr0 = 1\nexit"));
        assertDoesNotThrow(() -> check("r1 = 0\nif r1 == 0 goto end\n" + lookup(0) + ADD));
    }

    private static String lookup(int map) {
        return KEY + "r1 = map[%d] ll\ncall map_lookup_elem\n".formatted(map);
    }

    private static String update(int map) {
        return KEY + "r3 = r10\nr3 += -16\nr4 = 0\nr1 = map[%d] ll\ncall map_update_elem\nr0 = 1\nexit".formatted(map);
    }

    private static void refuses(String message, String code) {
        InputError error = assertThrows(InputError.class, () -> check(code));
        assertEquals(message, error.what() + "; " + error.why() + ". " + error.remedy());
    }

    private static void check(String code) {
        Program raw = Program.raw("test.o", InstructionEncoder.encode(Assembler.assemble("test", code)));
        SharedWrites.refuse(new Program(raw.source(), raw.code(), MAPS, "GPL"), Entry.XDP, 4);
    }
}
