package xdp2rtl.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.ebpf.Assembler;
import xdp2rtl.ebpf.InstructionEncoder;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.engine.kernel.KernelEngine;
import xdp2rtl.linux.MapKind;
import xdp2rtl.port.Context;
import xdp2rtl.port.EngineUnavailable;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.Packet;
import xdp2rtl.port.RedirectTarget;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;

/// The kernel as an engine, beyond what the comparisons with the interpreter show. Needs the right to load programs:
/// run as root.
class KernelEngineTest {

    private static Program program(String text, MapSpec... maps) {
        Program raw = Program.raw("test", InstructionEncoder.encode(Assembler.assemble("test", text)));
        return new Program(raw.source(), raw.code(), List.of(maps), "GPL");
    }

    private static Run run(Stimulus stimulus) {
        try (var kernel = new KernelEngine()) {
            return kernel.run(stimulus);
        }
    }

    private static Stimulus packet(Program program) {
        return Stimulus.of(program, List.of(Packet.of(new byte[64])));
    }

    /// What an earlier call left on the stack is not seen by a later one, and a loop to a function's start clears
    /// nothing.
    @Test void everyFunctionBeginsWithAClearStack() {
        Program program = program("""
                r2 = *(u8 *)(r10 - 21)
                call f
                call f
                r6 = r0
                r1 = *(u64 *)(r10 - 16)
                r6 += r1
                r0 = r6
                exit
                f:
                r0 = *(u64 *)(r10 - 32)
                r0 += 3
                *(u64 *)(r10 - 32) = r0
                if r0 < 7 goto f
                exit""");
        assertEquals(List.of(9L), run(packet(program)).outcomes().stream().map(Outcome::action).toList());
    }

    @Test void makesTheInterfacesThatTheStimulusNames() {
        var packets = List.of(Packet.of(new byte[14]),
                new Packet(Bytes.of(new byte[14]), Optional.of(new Context(1234, 7))));
        Program program = program("r0 = *(u32 *)(r1 + 12)\nr0 <<= 8\nr2 = *(u32 *)(r1 + 16)\nr0 |= r2\nexit");
        Run run = run(Stimulus.of(program, packets).withContext(new Context(3, 1)));
        assertEquals(List.of(0x301L, 1234L << 8 | 7), run.outcomes().stream().map(Outcome::action).toList());
    }

    /// More than is read at once; the kernel's values are larger than ours, which are of 12 bytes.
    @Test void readsArraysToTheirLastEntry() {
        for (var kind : List.of(MapKind.ARRAY, MapKind.PERCPU_ARRAY)) {
            int last = 299_999;
            MapSpec map = MapSpec.of("m", kind, 4, 12, last + 1);
            var text = new StringBuilder("r7 = r1\n");
            List<Integer> indices = List.of(0, 1, 65_535, 65_536, 87_381, 87_382, last);
            for (int index : indices) {
                text.append("""
                        *(u32 *)(r10 - 4) = %d
                        r2 = r10
                        r2 += -4
                        r1 = map[0] ll
                        call map_lookup_elem
                        if r0 == 0 goto end
                        *(u32 *)(r0 + 8) = %d
                        """.formatted(index, index + 1));
            }
            Run run = run(packet(program(text + "end:\nr0 = 2\nexit", map)));
            List<MapContents.Entry> entries = run.maps().get("m").entries();
            assertEquals(indices.stream().map(MapContents::key).toList(),
                    entries.stream().map(MapContents.Entry::key).toList());
            entries.forEach(entry -> assertEquals(MapContents.index(entry.key()) + 1,
                    MapContents.index(Arrays.copyOfRange(entry.value(0).toArray(), 8, 12))));
        }
    }

    @Test void seesWhereAPacketIsSent() {
        MapSpec one = MapSpec.of("one", MapKind.DEVMAP, 4, 4, 4);
        MapSpec two = MapSpec.of("two", MapKind.DEVMAP, 4, 8, 4);
        var device = new MapContents(List.of(MapContents.Entry.of(MapContents.key(2), MapContents.key(77))));
        var wide = new MapContents(List.of(MapContents.Entry.of(MapContents.key(2),
                Bytes.of(new byte[]{88, 0, 0, 0, 0, 0, 0, 0}))));
        String text = "r1 = map[%d] ll\nr2 = 2\nr3 = 0\ncall redirect_map\nexit";
        for (int map = 0; map < 2; map++) {
            Run run = run(packet(program(text.formatted(map), one, two)).withMaps(Map.of("one", device, "two", wide)));
            var ran = assertInstanceOf(Outcome.Ran.class, run.outcomes().getFirst());
            assertEquals(Optional.of(map == 0 ? new RedirectTarget.MapEntry("one", 77)
                    : new RedirectTarget.MapEntry("two", 88)), ran.redirect());
            assertEquals(Map.of("one", device, "two", wide), run.maps());
        }
    }

    @Test void eachPacketBeginsWithoutATarget() {
        String text = "r6 = *(u32 *)(r1 + 0)\nr7 = *(u32 *)(r1 + 4)\nr6 += 20\nif r6 > r7 goto out\n"
                + "r1 = 5\nr2 = 0\ncall redirect\nout:\nr0 = 4\nexit";
        Run run = run(Stimulus.of(program(text), List.of(Packet.of(new byte[20]), Packet.of(new byte[14]))));
        assertEquals(List.of(Optional.of(new RedirectTarget.Interface(5)), Optional.empty()),
                run.outcomes().stream().map(outcome -> ((Outcome.Ran) outcome).redirect()).toList());
    }

    @Test void showsTheEndOfTheVerifiersLog() {
        InputError error = assertThrows(InputError.class,
                () -> run(packet(program("r2 = *(u32 *)(r1 + 0)\nr0 = *(u32 *)(r2 + 0)\nexit"))));
        assertTrue(error.getMessage().startsWith("test: section raw: main: slot 0: Linux does not load it "
                + "(Permission denied); its verifier says:\n"), error::getMessage);
        assertTrue(error.getMessage().contains("invalid access to packet"), error::getMessage);
    }

    @Test void saysWhichInterfaceLinuxCannotMake() {
        Program program = program("r0 = 2\nexit");
        assertEquals("interface 1 is the loopback, which has one receive queue; give another --ifindex for --rx-queue "
                + "to be above 0",
                assertThrows(EngineUnavailable.class,
                        () -> run(packet(program).withContext(new Context(1, 1)))).getMessage());
        assertTrue(assertThrows(EngineUnavailable.class, () -> run(packet(program).withContext(new Context(2, 5000))))
                .getMessage().startsWith("Linux cannot make an interface with number 2 and 5001 receive queues ("));
    }

    @Test void seesTheFirstCpuOfPerCpuMaps() {
        MapSpec counters = MapSpec.of("counters", MapKind.PERCPU_ARRAY, 4, 8, 1);
        Program program = program("*(u32 *)(r10 - 4) = 0\nr1 = map[0] ll\nr2 = r10\nr2 += -4\ncall map_lookup_elem\n"
                + "if r0 == 0 goto out\nr1 = 1\nlock *(u64 *)(r0 + 0) += r1\nout:\nr0 = 2\nexit", counters);
        var start = new MapContents(List.of(new MapContents.Entry(MapContents.key(0), List.of(
                Bytes.of(new byte[]{5, 0, 0, 0, 0, 0, 0, 0}), Bytes.of(new byte[]{9, 0, 0, 0, 0, 0, 0, 0})))));
        List<Bytes> after = run(packet(program).withMaps(Map.of("counters", start))).maps().get("counters").entries()
                .getFirst().values();
        assertEquals("[0600000000000000, 0900000000000000]", after.subList(0, 2).toString());
    }

    /// A full map of odd sizes, with the entries in and out of it.
    @Test void agreesOnFullMaps() {
        MapSpec hash = MapSpec.of("hash", MapKind.HASH, 5, 3, 50);
        var entries = new ArrayList<MapContents.Entry>();
        IntStream.range(0, 50).forEach(i -> entries.add(MapContents.Entry.of(
                Bytes.of(new byte[]{(byte) i, 1, 2, 3, 4}), Bytes.of(new byte[]{(byte) i, 0, 0}))));
        Program program = program("r6 = *(u32 *)(r1 + 0)\nr7 = *(u32 *)(r1 + 4)\nr2 = r6\nr2 += 14\n"
                + "if r2 > r7 goto out\nr1 = map[0] ll\nr2 = r6\nr3 = r6\nr3 += 5\nr4 = 0\ncall map_update_elem\n"
                + "exit\nout:\nr0 = 0\nexit", hash);
        var packets = IntStream.range(48, 53).mapToObj(i -> Packet.of(new byte[]{(byte) i, 1, 2, 3, 4, 7, 8, 9, 0, 0, 0,
                0, 0, 0})).toList();
        Stimulus stimulus = Stimulus.of(program, packets).withMaps(Map.of("hash", new MapContents(entries)));
        Run run = run(stimulus);
        assertEquals(List.of(0L, 0L, 0xffff_fff9L, 0xffff_fff9L, 0xffff_fff9L),
                run.outcomes().stream().map(Outcome::action).toList());
        try (var interpreter = new Interpreter()) {
            assertTrue(Comparison.of(List.of(run, interpreter.run(stimulus))).agrees());
        }
    }
}
