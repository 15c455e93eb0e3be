package xdp2rtl.reach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import xdp2rtl.ebpf.Assembler;
import xdp2rtl.ebpf.InstructionEncoder;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.linux.MapKind;
import xdp2rtl.port.Stimulus;

/// Each way in which a branch can depend on what a run is given, in a program of its own whose every block is reached.
class ReachedTest {
    private static final long EFFORT = 2_000_000;
    /// r2 and r3 are the packet and its end, which is at least `bytes` behind; r0 is 2.
    private static final String PACKET = """
            r2 = *(u32 *)(r1 + 0)
            r3 = *(u32 *)(r1 + 4)
            r4 = r2
            r4 += %d
            r0 = 2
            if r4 > r3 goto out
            """;
    private static final String OUT = """
            r0 = 1
            out:
            exit
            """;

    private static Reached reached(String text, MapSpec... maps) {
        Program raw = Program.raw("test", InstructionEncoder.encode(Assembler.assemble("test", text)));
        Program program = new Program(raw.source(), raw.code(), List.of(maps), "GPL");
        return Reached.of(Stimulus.of(program, List.of()), 1, EFFORT);
    }

    private static Reached whole(String text, MapSpec... maps) {
        Reached reached = reached(text, maps);
        assertEquals(List.of(), reached.missing());
        return reached;
    }

    @Test void aNumberOfThePacketInNetworkOrder() {
        whole(PACKET.formatted(40) + """
                r5 = *(u32 *)(r2 + 30)
                r5 = be32 r5
                if r5 != 0x4aa80a05 goto out
                """ + OUT);
    }

    @Test void aNumberThatIsPutTogetherFromBytesAndChanged() {
        whole(PACKET.formatted(60) + """
                r5 = *(u8 *)(r2 + 50)
                r5 <<= 8
                r6 = *(u8 *)(r2 + 53)
                r5 |= r6
                r5 ^= 0x55
                r5 += 77
                r5 *= 3
                if r5 != 60000 goto out
                r7 = *(u16 *)(r2 + 54)
                r7 %= 1000
                if r7 != 999 goto out
                """ + OUT);
    }

    @Test void aPacketOfOneLength() {
        whole("""
                r2 = *(u32 *)(r1 + 0)
                r3 = *(u32 *)(r1 + 4)
                r3 -= r2
                r0 = 2
                if r3 != 777 goto out
                """ + OUT);
    }

    @Test void whatWentThroughTheStack() {
        whole(PACKET.formatted(40) + """
                r5 = *(u16 *)(r2 + 20)
                *(u16 *)(r10 - 8) = r5
                r5 = *(u8 *)(r2 + 22)
                *(u8 *)(r10 - 6) = r5
                r5 = *(u8 *)(r2 + 23)
                *(u8 *)(r10 - 5) = r5
                r5 = *(u32 *)(r10 - 8)
                if r5 != 0x12345678 goto out
                """ + OUT);
    }

    @Test void aValueUnderAKeyOfThePacket() {
        Reached reached = whole(PACKET.formatted(40) + """
                r5 = *(u32 *)(r2 + 26)
                *(u32 *)(r10 - 4) = r5
                r2 = r10
                r2 += -4
                r1 = map[0] ll
                call map_lookup_elem
                r6 = 2
                if r0 == 0 goto none
                r6 = *(u16 *)(r0 + 4)
                r0 = 2
                if r6 != 4711 goto out
                none:
                """ + OUT, MapSpec.of("hash", MapKind.HASH, 4, 8, 16));
        assertTrue(reached.scenes().stream().anyMatch(scene -> scene.maps().containsKey("hash")));
    }

    @Test void anIndexOutsideOfAnArrayAndAValueOfIt() {
        whole(PACKET.formatted(40) + """
                r5 = *(u32 *)(r2 + 26)
                *(u32 *)(r10 - 4) = r5
                r2 = r10
                r2 += -4
                r1 = map[0] ll
                call map_lookup_elem
                if r0 == 0 goto none
                r6 = *(u64 *)(r0 + 0)
                r0 = 2
                if r6 s> -5 goto out
                none:
                """ + OUT, MapSpec.of("array", MapKind.ARRAY, 4, 8, 3));
    }

    @Test void aMapThatIsFull() {
        whole("""
                r6 = 5
                *(u32 *)(r10 - 4) = r6
                *(u32 *)(r10 - 8) = r6
                r2 = r10
                r2 += -4
                r3 = r10
                r3 += -8
                r4 = 0
                r1 = map[0] ll
                call map_update_elem
                r6 = r0
                r0 = 2
                if r6 == 0 goto out
                """ + OUT, MapSpec.of("hash", MapKind.HASH, 4, 4, 8));
    }

    @Test void whereThePacketComesIn() {
        Reached reached = whole("""
                r2 = *(u32 *)(r1 + 12)
                r0 = 2
                if r2 != 3 goto out
                r2 = *(u32 *)(r1 + 16)
                if r2 != 5 goto out
                """ + OUT);
        assertTrue(reached.scenes().stream()
                .anyMatch(scene -> scene.context().ifindex() == 3 && scene.context().rxQueue() == 5));
    }

    @Test void theTime() {
        whole("""
                call ktime_get_ns
                r6 = r0
                r0 = 2
                r6 /= 1000000000
                if r6 < 60 goto out
                """ + OUT);
    }

    @Test void whatNoRunReachesIsSaid() {
        Reached reached = reached(PACKET.formatted(40) + """
                r5 = *(u8 *)(r2 + 26)
                if r5 < 256 goto out
                """ + OUT);
        assertEquals(1, reached.missing().size());
        assertEquals(reached.blocks().size() - 1, reached.reached().size());
    }

    @Test void isTheSameForTheSameSeed() {
        String text = PACKET.formatted(40) + """
                r5 = *(u32 *)(r2 + 30)
                r5 *= r5
                if r5 == 17 goto out
                if r5 == 16 goto out
                """ + OUT;
        assertEquals(reached(text).scenes(), reached(text).scenes());
    }
}
