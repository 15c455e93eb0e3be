package xdp2rtl.flow;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import xdp2rtl.ebpf.Assembler;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.InstructionEncoder;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.interpreter.AddressSpace;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.engine.interpreter.Watch;
import xdp2rtl.graph.Graph;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.FlowFields;
import xdp2rtl.linux.Helper;
import xdp2rtl.lower.GraphBuilder;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.port.Context;
import xdp2rtl.port.Freedoms;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Stimulus;
import xdp2rtl.reduce.Reduction;
import xdp2rtl.verifier.Analysis;
import xdp2rtl.verifier.Entry;

/// What is proved of keys holds in runs: random programs make keys of random packets in which few bytes differ, and of
/// packets that had one key for a map that is divided among cores, all go to one core.
class FlowProofTest {
    private static final int PROGRAMS = 250;
    private static final int PACKETS = 300;
    private static final int LENGTH = 80;

    @Test void packetsWithOneKeyAgreeInTheFields() {
        int divided = 0;
        Set<String> fields = new TreeSet<>();
        for (long seed = 0; seed < PROGRAMS; seed++) {
            Program program = program(seed);
            MapPlaces places = places(program);
            // Else no core can own the entries; that this is said too often, the counts below would show.
            if (places.first().isEmpty()) {
                check(seed, program, places);
                divided++;
                fields.add(FieldText.of(places.fields()));
            }
        }
        int found = divided;
        assertTrue(divided > PROGRAMS / 5, () -> "only " + found + " programs are divided");
        assertTrue(divided < PROGRAMS, "every program is divided");
        assertTrue(fields.size() > 20, () -> "only " + fields);
        assertTrue(fields.stream().anyMatch(text -> text.contains("either")), () -> "no pair: " + fields);
    }

    /// The core of a packet is told by its fields; of a packet's key, by what it was first.
    private static void check(long seed, Program program, MapPlaces places) {
        Map<List<Object>, List<Object>> owners = new HashMap<>();
        List<Packet> packets = packets(new Random(seed));
        int[] packet = {-1};
        new Interpreter(new Watch() {
            @Override public void step(int slot, Instruction instruction, long[] registers, AddressSpace memory) {
                packet[0] += slot == 0 ? 1 : 0;
                if (!(instruction instanceof Instruction.Call(CallTarget.HelperNumber(int number)))
                        || !isKeyed(Helper.of(number).orElseThrow())) {
                    return;
                }
                int map = AddressSpace.region(registers[1]) - AddressSpace.FIRST_HANDLE;
                if (!(places.of(program.maps().get(map).name()) instanceof MapPlace.ByFlow)) { return; }
                var key = Bytes.of(memory.read(registers[2], program.maps().get(map).keySize()));
                List<Object> flow = flow(packets.get(packet[0]), places.fields());
                List<Object> owner = owners.putIfAbsent(List.of(map, key), flow);
                assertTrue(owner == null || owner.equals(flow),
                        () -> "seed %d: key %s of map %d is of %s and of %s, with %s".formatted(seed, key, map, owner,
                                flow, FieldText.of(places.fields())));
            }

            @Override public void enters() {}

            @Override public void leaves() {}
        }).watch(new Stimulus(program, packets, Context.DEFAULT, Map.of(), Freedoms.DEFAULT));
        assertTrue(packet[0] == PACKETS - 1, "all packets were run");
    }

    private static boolean isKeyed(Helper helper) {
        return helper == Helper.MAP_LOOKUP_ELEM || helper == Helper.MAP_UPDATE_ELEM || helper == Helper.MAP_DELETE_ELEM;
    }

    /// What a dispatcher looks at: two packets of which it is equal go to one core.
    private static List<Object> flow(Packet packet, FlowFields fields) {
        byte[] bytes = packet.bytes().toArray();
        return fields.fields().stream().<Object>map(field -> {
            Bytes own = part(bytes, field.offset(), field.bytes());
            return field.partner().isEmpty() ? own
                    : Set.of(own, part(bytes, field.partner().getAsInt(), field.bytes()));
        }).toList();
    }

    private static Bytes part(byte[] bytes, int from, int count) {
        return Bytes.of(Arrays.copyOfRange(bytes, from, from + count));
    }

    /// Few bytes differ, so that keys meet; in some, addresses and ports are in each other's place.
    private static List<Packet> packets(Random random) {
        var packets = new ArrayList<Packet>();
        byte[] base = new byte[LENGTH];
        random.nextBytes(base);
        for (int i = 0; i < PACKETS; i++) {
            byte[] bytes = base.clone();
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                bytes[random.nextInt(LENGTH)] = (byte) random.nextInt(2);
            }
            if (random.nextInt(3) == 0) {
                swap(bytes, 26, 30, 4);
            }
            if (random.nextInt(3) == 0) {
                swap(bytes, 34, 36, 2);
            }
            // What branches ask.
            bytes[12] = (byte) random.nextInt(2);
            bytes[13] = (byte) random.nextInt(2);
            packets.add(new Packet(Bytes.of(bytes), Optional.of(new Context(1 + random.nextInt(2), 0))));
        }
        return packets;
    }

    private static void swap(byte[] bytes, int one, int other, int count) {
        byte[] kept = Arrays.copyOfRange(bytes, one, one + count);
        System.arraycopy(bytes, other, bytes, one, count);
        System.arraycopy(kept, 0, bytes, other, count);
    }

    private static Program program(long seed) {
        String text = new KeyProgram(new Random(seed)).text();
        Program raw = Program.raw("seed " + seed, InstructionEncoder.encode(Assembler.assemble("seed " + seed, text)));
        return new Program(raw.source(), raw.code(), KeyProgram.MAPS, "GPL");
    }

    private static MapPlaces places(Program program) {
        MapLayout layout = MapLayout.of(program.maps(), CoreConfig.DEFAULT);
        Graph graph = Reduction.reduce(GraphBuilder.build(program, layout, Entry.XDP));
        return PlaceSearch.of(Analysis.of(program, Entry.XDP), layout, Entry.XDP, graph, 4);
    }
}
