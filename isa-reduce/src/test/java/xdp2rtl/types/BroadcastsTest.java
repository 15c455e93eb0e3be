package xdp2rtl.types;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.ebpf.Assembler;
import xdp2rtl.ebpf.Encoder;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.MapType;
import xdp2rtl.elf.Program;

class BroadcastsTest {
    private static final String REDIRECT = "r1 = map[0] ll\nr2 = 0\ncall redirect_map\nexit";

    @Test void flagsThatCannotBroadcastAreTaken() {
        for (String flags : List.of("r3 = 0", "r3 = 2", "r3 = 16", "r3 = *(u32 *)(r1 +12)\nr3 &= 7", "r3 = -9")) {
            assertDoesNotThrow(() -> check(flags + "\n" + REDIRECT), flags);
        }
        assertDoesNotThrow(() -> check("r0 = 2\nr3 = 8\nr4 = 1\nif r4 == 1 goto out\n" + REDIRECT + "\nout:\nexit"), "it cannot be reached");
    }

    @Test void flagsThatCanAreNot() {
        for (String flags : List.of("r3 = 8", "r3 = 26", "r3 = *(u32 *)(r1 +12)", "r3 = *(u32 *)(r1 +12)\nr3 &= 15")) {
            InputError refused = assertThrows(InputError.class, () -> check(flags + "\n" + REDIRECT), flags);
            assertEquals("can redirect with BPF_F_BROADCAST", refused.what().replaceFirst(".*` ", ""));
        }
    }

    private static void check(String code) {
        Program raw = Program.raw("test.o", Encoder.encode(Assembler.assemble("test", code)));
        var devices = MapSpec.of("ports", MapType.DEVMAP, 4, 4, 8);
        Broadcasts.refuse(new Program(raw.source(), raw.code(), List.of(devices), "GPL"), Entry.XDP);
    }
}
