package xdp2rtl.engine.interpreter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.ebpf.Assembler;
import xdp2rtl.ebpf.InstructionEncoder;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.linux.Errno;
import xdp2rtl.linux.MapKind;
import xdp2rtl.linux.UnsupportedMap;
import xdp2rtl.linux.XdpAction;
import xdp2rtl.port.Context;
import xdp2rtl.port.Freedoms;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.Packet;
import xdp2rtl.port.RedirectTarget;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;

/// What the random programs that are compared with Linux cannot show: faults, limits, and what stands in messages.
class InterpreterTest {
    private static final MapSpec ARRAY = MapSpec.of("array", MapKind.ARRAY, 4, 8, 2);
    private static final MapSpec PORTS = MapSpec.of("ports", MapKind.DEVMAP, 4, 4, 4);

    private static Program program(String text, MapSpec... maps) {
        Program raw = Program.raw("test", InstructionEncoder.encode(Assembler.assemble("test", text)));
        return new Program(raw.source(), raw.code(), List.of(maps), "GPL");
    }

    private static Run run(Stimulus stimulus) {
        try (var interpreter = new Interpreter()) {
            return interpreter.run(stimulus);
        }
    }

    private static Outcome outcome(String text, MapSpec... maps) {
        return run(Stimulus.of(program(text, maps), List.of(Packet.of(new byte[64])))).outcomes().getFirst();
    }

    private static String fault(String text, MapSpec... maps) {
        return assertInstanceOf(Outcome.Fault.class, outcome(text, maps)).reason().replaceFirst("^.*slot ", "");
    }

    private static long result(String text, MapSpec... maps) {
        return assertInstanceOf(Outcome.Ran.class, outcome(text, maps)).result();
    }

    @Test void givesAllOfR0AndTheActionIsItsLowHalf() {
        Outcome outcome = outcome("r0 = 0x500000002 ll\nexit");
        assertEquals(0x5_0000_0002L, ((Outcome.Ran) outcome).result());
        assertEquals(XdpAction.PASS.number(), outcome.action());
    }

    @Test void doesNotRunOnPacketsThatADriverKeeps() {
        Run run = run(Stimulus.of(program("r0 = 2\nexit"), List.of(Packet.of(new byte[13]), Packet.of(new byte[14]),
                Packet.of(new byte[3520]), Packet.of(new byte[3521]))));
        assertEquals(List.of(true, false, false, true), run.outcomes().stream()
                .map(outcome -> outcome instanceof Outcome.NotRun).toList());
    }

    @Test void stopsAccessesOutsideOfThePacket() {
        assertEquals("1: `r0 = *(u32 *)(r2 + 61)` accesses 4 bytes at offset 61 of a packet of 64",
                fault("r2 = *(u32 *)(r1 + 0)\nr0 = *(u32 *)(r2 + 61)\nexit"));
        assertEquals("1: `*(u8 *)(r2 - 1) = 0` accesses 1 bytes at offset -1 of a packet of 64",
                fault("r2 = *(u32 *)(r1 + 0)\n*(u8 *)(r2 - 1) = 0\nexit"));
    }

    @Test void stopsAccessesOutsideOfTheStackFrame() {
        assertEquals("0: `*(u64 *)(r10 - 520) = 0` accesses 8 bytes at offset -8 of the stack",
                fault("*(u64 *)(r10 - 520) = 0\nexit"));
        assertEquals("0: `*(u32 *)(r10 - 2) = 0` accesses 4 bytes at offset 510 of the stack",
                fault("*(u32 *)(r10 - 2) = 0\nexit"));
    }

    @Test void stopsAccessesOfNothing() {
        assertEquals("1: `r0 = *(u8 *)(r1 + 5)` accesses memory at 0x5, where nothing is",
                fault("r1 = 0\nr0 = *(u8 *)(r1 + 5)\nexit"));
        assertTrue(fault("r0 = 1\nr0 <<= 63\nr0 = *(u8 *)(r0 + 0)\nexit").contains("where nothing is"));
    }

    @Test void stopsAccessesThatRunOverAMapValue() {
        String lookup = "*(u32 *)(r10 - 4) = 0\nr1 = map[0] ll\nr2 = r10\nr2 += -4\ncall map_lookup_elem\n";
        assertEquals("6: `r0 = *(u32 *)(r0 + 6)` accesses 4 bytes at offset 6 of a value of map array",
                fault(lookup + "r0 = *(u32 *)(r0 + 6)\nexit", ARRAY));
        assertEquals(0, result(lookup + "r0 = *(u32 *)(r0 + 4)\nexit", ARRAY));
    }

    @Test void stopsWritesToReadOnlyData() {
        MapSpec data = MapSpec.globalData(".rodata", Bytes.of(new byte[]{1, 2, 3, 4}), true);
        assertEquals(0x04030201, result("r1 = map[0].value+0 ll\nr0 = *(u32 *)(r1 + 0)\nexit", data));
        assertEquals("2: `*(u8 *)(r1 + 0) = 0` writes to a value of map .rodata",
                fault("r1 = map[0].value+1 ll\n*(u8 *)(r1 + 0) = 0\nexit", data));
    }

    @Test void stopsNarrowAccessesOfTheContext() {
        assertEquals("0: `r0 = *(u16 *)(r1 + 12)` reads 2 bytes of the context at once",
                fault("r0 = *(u16 *)(r1 + 12)\nexit"));
        assertEquals("0: `r0 = *(u32 *)(r1 + 24)` reads the context at offset 24",
                fault("r0 = *(u32 *)(r1 + 24)\nexit"));
        assertEquals("0: `r0 = *(u32 *)(r1 + 20)` reads egress_ifindex, which only a device map's entry sets",
                fault("r0 = *(u32 *)(r1 + 20)\nexit"));
        assertTrue(fault("*(u32 *)(r1 + 16) = 1\nexit").contains("where nothing is"));
    }

    @Test void stopsAtomicsOnAPacket() {
        assertEquals("2: `lock *(u32 *)(r2 + 0) += w3` is atomic on a packet",
                fault("r2 = *(u32 *)(r1 + 0)\nr3 = 1\nlock *(u32 *)(r2 + 0) += w3\nexit"));
    }

    @Test void stopsRunawayLoopsAndDeepCalls() {
        assertEquals("0: `r0 = 0` is one of more than 1,000,000 instructions", fault("again:\nr0 = 0\ngoto again"));
        assertEquals("2: `call pc-1` calls deeper than 8 functions", fault("call f\nexit\nf:\ncall f\nexit"));
    }

    @Test void theFirstValueOfAnArrayNeedsNoLookup() {
        MapSpec array = MapSpec.of("m", MapKind.ARRAY, 4, 16, 1);
        Run run = run(Stimulus.of(program("r1 = map[0].value+8 ll\n*(u64 *)(r1 + 0) = 7\nr0 = *(u64 *)(r1 + 0)\nexit",
                array), List.of(Packet.of(new byte[20]))));
        assertEquals(7, run.outcomes().getFirst().action());
        assertEquals(7, run.maps().get("m").entries().getFirst().value(0).toArray()[8]);
    }

    /// Linux verifies a global function once, so a program runs longer than what is verified.
    @Test void functionsRunAsLongAsInLinux() {
        Run run = run(Stimulus.of(program("""
            r6 = 20
            more:
            call f
            r6 += -1
            if r6 != 0 goto more
            r0 = 2
            exit
            f:
            r1 = 60000
            again:
            r1 += -1
            if r1 != 0 goto again
            r0 = 0
            exit
            """), List.of(Packet.of(new byte[20]))));
        assertEquals(2, ((Outcome.Ran) run.outcomes().getFirst()).action());
    }

    @Test void aFaultEndsItsPacketOnly() {
        Run run = run(Stimulus.of(program("r2 = *(u32 *)(r1 + 0)\nr0 = *(u8 *)(r2 + 20)\nr0 = 2\nexit"),
                List.of(Packet.of(new byte[20]), Packet.of(new byte[21]))));
        assertInstanceOf(Outcome.Fault.class, run.outcomes().get(0));
        assertEquals(XdpAction.ABORTED.number(), run.outcomes().get(0).action());
        assertEquals(XdpAction.PASS.number(), run.outcomes().get(1).action());
    }

    @Test void aNewFrameReadsAsZero() {
        assertEquals(0, result("*(u64 *)(r10 - 8) = 7\nr0 = 0\ncall f\ncall f\nexit\n"
                + "f:\nr0 = *(u64 *)(r10 - 8)\n*(u64 *)(r10 - 8) = 9\nexit"));
    }

    @Test void showsTheContextOfThePacketElseOfTheStimulus() {
        var packets = List.of(Packet.of(new byte[14]),
                new Packet(Bytes.of(new byte[14]), Optional.of(new Context(9, 4))));
        Program program = program("r0 = *(u32 *)(r1 + 12)\nr0 <<= 8\nr2 = *(u32 *)(r1 + 16)\nr0 |= r2\nexit");
        Run run = run(Stimulus.of(program, packets).withContext(new Context(3, 1)));
        assertEquals(List.of(0x301L, 0x904L), run.outcomes().stream().map(Outcome::action).toList());
    }

    @Test void movesTheBordersAsLinuxDoes() {
        assertEquals(0, result("r2 = -216\ncall xdp_adjust_head\nexit"));
        assertEquals(Errno.EINVAL.result(), result("r2 = -217\ncall xdp_adjust_head\nexit"));
        assertEquals(Errno.EINVAL.result(), result("r2 = 51\ncall xdp_adjust_head\nexit"));
        assertEquals(0, result("r2 = 3456\ncall xdp_adjust_tail\nexit"));
        assertEquals(Errno.EINVAL.result(), result("r2 = 3457\ncall xdp_adjust_tail\nexit"));
        assertEquals(Errno.EINVAL.result(), result("r2 = -51\ncall xdp_adjust_tail\nexit"));
        assertEquals(0, result("r2 = -216\ncall xdp_adjust_meta\nexit"));
        assertEquals(Errno.EINVAL.result(), result("r2 = -220\ncall xdp_adjust_meta\nexit"));
        assertEquals(Errno.EACCES.result(), result("r2 = -3\ncall xdp_adjust_meta\nexit"));
        assertEquals(Errno.EINVAL.result(), result("r2 = 4\ncall xdp_adjust_meta\nexit"));
    }

    @Test void metadataIsShownApartFromThePacket() {
        var ran = assertInstanceOf(Outcome.Ran.class, outcome("r6 = r1\nr2 = -4\ncall xdp_adjust_meta\n"
                + "r2 = *(u32 *)(r6 + 8)\n*(u32 *)(r2 + 0) = 0x11223344\nr0 = 2\nexit"));
        assertEquals("44332211", ran.metadata().toString());
        assertEquals(64, ran.packet().orElseThrow().length());
    }

    @Test void theLastTakenRedirectCounts() {
        var ports =
                Map.of("ports", new MapContents(List.of(MapContents.Entry.of(MapContents.key(2), MapContents.key(9)))));
        String toMap = "r1 = map[0] ll\nr2 = %d\nr3 = %d\ncall redirect_map\n";
        String toInterface = "r1 = %d\nr2 = %d\ncall redirect\n";
        assertEquals(Optional.of(new RedirectTarget.MapEntry("ports", 9)), target(ports, toMap.formatted(2, 0)));
        assertEquals(Optional.of(new RedirectTarget.Interface(5)),
                target(ports, toMap.formatted(2, 0) + toInterface.formatted(5, 0)));
        assertEquals(Optional.of(new RedirectTarget.Interface(5)),
                target(ports, toInterface.formatted(5, 0) + toInterface.formatted(6, 1)));
        assertEquals(Optional.of(new RedirectTarget.Interface(2)), // the index, now taken for an interface
                target(ports, toMap.formatted(2, 0) + toMap.formatted(3, 0)));
        assertEquals(Optional.of(new RedirectTarget.Broadcast("ports", true)), target(ports, toMap.formatted(3, 24)));
        assertEquals(Optional.empty(), target(ports, toMap.formatted(3, 2)));
    }

    private static Optional<RedirectTarget> target(Map<String, MapContents> ports, String text) {
        Run run = run(Stimulus.of(program(text + "r0 = 4\nexit", PORTS), List.of(Packet.of(new byte[14])))
                .withMaps(ports));
        return assertInstanceOf(Outcome.Ran.class, run.outcomes().getFirst()).redirect();
    }

    @Test void aTargetIsShownOnlyWithRedirect() {
        var ran = assertInstanceOf(Outcome.Ran.class, outcome("r1 = 5\nr2 = 0\ncall redirect\nr0 = 2\nexit"));
        assertEquals(Optional.empty(), ran.redirect());
    }

    @Test void takesWhatLinuxLeavesOpenFromTheStimulus() {
        Program program = program("call %s\nexit".formatted("ktime_get_ns"));
        Run run = run(Stimulus.of(program, List.of(Packet.of(new byte[14]))).withFreedoms(new Freedoms(77, -1, 3)));
        assertEquals(77, ((Outcome.Ran) run.outcomes().getFirst()).result());
        assertEquals(4, result("call get_prandom_u32\nexit"));
        assertEquals(0, result("call get_smp_processor_id\nexit"));
    }

    @Test void keepsMapsFromPacketToPacket() {
        String count = "*(u32 *)(r10 - 4) = 1\nr1 = map[0] ll\nr2 = r10\nr2 += -4\ncall map_lookup_elem\n"
                + "r1 = 1\nlock *(u64 *)(r0 + 0) += r1\nr0 = 2\nexit";
        Run run = run(Stimulus.of(program(count, ARRAY), List.of(Packet.of(new byte[14]), Packet.of(new byte[14]))));
        assertEquals("[Entry[key=01000000, values=[0200000000000000]]]", run.maps().get("array").entries().toString());
    }

    @Test void refusesWhatNoEngineHas() {
        assertEquals("test: section raw: main: slot 0: helper sk_lookup_tcp is not supported",
                assertThrows(InputError.class, () -> outcome("call sk_lookup_tcp\nexit")).getMessage());
        MapSpec sockets = MapSpec.of("s", UnsupportedMap.SOCKMAP, 4, 4, 1);
        assertTrue(assertThrows(InputError.class, () -> outcome("r1 = map[0] ll\nexit", sockets)).getMessage()
                .startsWith("test: section raw: main: slot 0: map s is of type sockmap, which is not supported"));
        assertTrue(assertThrows(InputError.class, () -> run(Stimulus.of(program("exit", ARRAY), List.of())
                .withMaps(Map.of("other", MapContents.EMPTY)))).getMessage()
                .startsWith("map other: program main uses no map of this name"));
    }

    @Test void runsFunctionsOfAPieceOfMemory() {
        try (var interpreter = new Interpreter()) {
            Program program = program("r0 = *(u8 *)(r1 + 1)\nr0 += r2\nexit");
            assertEquals(OptionalLong.of(0xb + 2), interpreter.result(program, Bytes.of(new byte[]{0xa, 0xb})));
            assertEquals(OptionalLong.empty(), interpreter.result(program, Bytes.of(new byte[]{0xa})));
        }
    }
}
