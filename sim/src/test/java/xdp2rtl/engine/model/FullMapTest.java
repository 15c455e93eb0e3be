package xdp2rtl.engine.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xdp2rtl.compile.Compiled;
import xdp2rtl.compile.Compiler;
import xdp2rtl.driver.CoresMaps;
import xdp2rtl.driver.MapStore;
import xdp2rtl.ebpf.Assembler;
import xdp2rtl.ebpf.InstructionEncoder;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.engine.lockstep.ProgramLockStep;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.linux.MapKind;
import xdp2rtl.port.CorePacket;
import xdp2rtl.port.CoreReport;
import xdp2rtl.port.CoreSetup;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;

/// A HASH that programs of several cores fill and empty: it is full for all of them exactly when it has max_entries
/// keys. What they did, one by one in the order in which it was counted, is what the interpreter does.
class FullMapTest {
    private static final int PACKETS = 800;
    private static final int FLOWS = 40;
    private static final int MOST = 16;

    /// By the packet's byte 38: deletes the flow's key, or puts it in with the flags that it says; byte 39 is the value.
    /// The answer is the verdict.
    private static final String CHANGE = """
            r6 = *(u32 *)(r1 +0)
            r2 = *(u32 *)(r1 +4)
            r3 = r6
            r3 += 40
            if r3 > r2 goto end
            r1 = *(u32 *)(r6 +26)
            *(u32 *)(r10 -4) = r1
            r7 = *(u8 *)(r6 +38)
            r1 = *(u8 *)(r6 +39)
            *(u64 *)(r10 -16) = r1
            r2 = r10
            r2 += -4
            r1 = map[0] ll
            if r7 > 2 goto delete
            r3 = r10
            r3 += -16
            r4 = r7
            call map_update_elem
            exit
            delete:
            call map_delete_elem
            exit
            end:
            r0 = 1
            exit""";

    private static Stimulus stimulus(MapKind kind, int seed, int begins) {
        Program raw = Program.raw("flows", InstructionEncoder.encode(Assembler.assemble("flows", CHANGE)));
        var program = new Program(raw.source(), raw.code(), List.of(MapSpec.of("flows", kind, 4, 8, MOST)), "GPL");
        var random = new Random(seed);
        var packets = new ArrayList<Packet>();
        for (int i = 0; i < PACKETS; i++) {
            var bytes = new byte[60];
            bytes[26] = 10;
            bytes[29] = (byte) random.nextInt(FLOWS);
            bytes[38] = (byte) random.nextInt(5);
            bytes[39] = (byte) i;
            packets.add(new Packet(Bytes.of(bytes), Optional.empty()));
        }
        List<MapContents.Entry> entries = new ArrayList<>();
        for (int flow = 0; flow < begins; flow++) {
            entries.add(MapContents.Entry.of(Bytes.of(new byte[]{10, 0, 0, (byte) flow}), Bytes.of(new byte[8])));
        }
        return Stimulus.of(program, packets).withMaps(Map.of("flows", new MapContents(entries)));
    }

    private static CoreConfig config(int cores) {
        return CoreConfig.of("full map", 2, 1).change().cores(cores).mapBytes(1 << 13).trace(true).build();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 6, 16})
    void whatTheCoresDoIsWhatOneDoesInTheOrderInWhichItIsCounted(int cores) {
        for (int seed = 0; seed < 4; seed++) {
            check(config(cores), stimulus(seed % 2 == 0 ? MapKind.HASH : MapKind.PERCPU_HASH, seed, 5 * seed));
        }
    }

    private static void check(CoreConfig config, Stimulus stimulus) {
        Compiled compiled = Compiler.forCore(config).compile(stimulus.program());
        List<MapStore> stores = CoresMaps.stores(compiled, stimulus, false);
        var cores = new CoresModel(compiled.config(), CoreSetup.of(compiled, stimulus, false), stores);
        // Of each core the packets that it has ended, and how many of those come before each change that is counted.
        List<List<CoreReport>> ended = new ArrayList<>();
        for (int i = 0; i < config.cores(); i++) {
            ended.add(new ArrayList<>());
        }
        List<int[]> changes = new ArrayList<>();
        int[] full = {0};
        cores.onCount(answer -> {
            changes.add(new int[]{answer.core(), ended.get(answer.core()).size()});
            full[0] += answer.granted() ? 0 : 1;
        });
        cores.onFinish((report, core) -> ended.get(core).add(report));
        CorePacket.of(stimulus, stimulus.packets()).forEach(cores::offer);
        while (!cores.idle()) {
            cores.step();
        }
        assertTrue(full[0] > 10 && changes.size() > 100, full[0] + " times full of " + changes.size());
        List<CoreReport> order = new ArrayList<>();
        int[] done = new int[config.cores()];
        changes.forEach(change -> {
            order.addAll(ended.get(change[0]).subList(done[change[0]], change[1] + 1));
            done[change[0]] = change[1] + 1;
        });
        for (int i = 0; i < config.cores(); i++) {
            order.addAll(ended.get(i).subList(done[i], ended.get(i).size()));
        }
        assertEquals(PACKETS, order.size());
        Run one = new Interpreter().run(new Stimulus(stimulus.program(),
                order.stream().map(report -> stimulus.packets().get((int) report.number())).toList(),
                stimulus.context(), stimulus.maps(), stimulus.freedoms()));
        for (int i = 0; i < PACKETS; i++) {
            assertEquals(((Outcome.Ran) one.outcomes().get(i)).result() & 0xffff_ffffL,
                    order.get(i).r0() & 0xffff_ffffL, "packet " + order.get(i).number());
        }
        var maps = new CoresMaps(compiled.layout(), compiled.places(), stores);
        if (!stimulus.program().maps().getFirst().isPerCpu()) {
            assertEquals(one.maps(), maps.read(1));
        }
        assertEquals(keys(one.maps().get("flows")), keys(maps.read(config.cpus()).get("flows")));
    }

    private static TreeSet<String> keys(MapContents contents) {
        return contents.entries().stream().map(entry -> entry.key().toString())
                .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
    }

    @Tag("model")
    @Test void theHardwareCountsAsTheModelDoes() {
        Stimulus stimulus = stimulus(MapKind.HASH, 9, 3);
        Compiled compiled = Compiler.forCore(config(3)).compile(stimulus.program());
        assertEquals(Optional.empty(),
                ProgramLockStep.run(compiled, stimulus, false, Optional.empty(), "FullMapTest").divergence());
    }
}
