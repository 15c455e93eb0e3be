package xdp2rtl.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import xdp2rtl.ebpf.Assembler;
import xdp2rtl.ebpf.InstructionEncoder;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.linux.MapKind;

class BroadcastsTest {
    private static final String REDIRECT = "r1 = map[1] ll\nr2 = 0\ncall redirect_map\nexit";

    @Test void flagsThatCannotBroadcastAreNone() {
        for (String flags : List.of("r3 = 0", "r3 = 2", "r3 = 16", "r3 = *(u32 *)(r1 +12)\nr3 &= 7", "r3 = -9")) {
            assertEquals(List.of(), maps(flags + "\n" + REDIRECT), flags);
        }
        assertEquals(List.of(), maps("r0 = 2\nr3 = 8\nr4 = 1\nif r4 == 1 goto out\n" + REDIRECT + "\nout:\nexit"),
                "it cannot be reached");
    }

    @Test void flagsThatCanNameTheMap() {
        for (String flags : List.of("r3 = 8", "r3 = 26", "r3 = *(u32 *)(r1 +12)", "r3 = *(u32 *)(r1 +12)\nr3 &= 15")) {
            assertEquals(List.of(1), maps(flags + "\n" + REDIRECT), flags);
        }
    }

    @Test void everyMapOfEveryPathIsNamed() {
        assertEquals(List.of(1, 2),
                maps("r3 = 8\nr2 = *(u32 *)(r1 +12)\nr1 = map[2] ll\nif r2 == 1 goto on\nr1 = map[1] ll\non:\n"
                        + "r2 = 0\ncall redirect_map\nexit"));
    }

    private static List<Integer> maps(String code) {
        Program raw = Program.raw("test.o", InstructionEncoder.encode(Assembler.assemble("test", code)));
        var maps = List.of(MapSpec.of("counts", MapKind.ARRAY, 4, 8, 8), MapSpec.of("inside", MapKind.DEVMAP, 4, 4, 8),
                MapSpec.of("outside", MapKind.DEVMAP, 4, 4, 8));
        return Broadcasts.maps(new Program(raw.source(), raw.code(), maps, "GPL"), Entry.XDP);
    }
}
