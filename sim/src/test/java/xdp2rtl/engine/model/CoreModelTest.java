package xdp2rtl.engine.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import xdp2rtl.driver.HostMaps;
import xdp2rtl.driver.MapMemoryAccess;
import xdp2rtl.driver.MapStore;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.isa.AdjustOp;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Bundle;
import xdp2rtl.isa.Cause;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.DivideOp;
import xdp2rtl.isa.MapOp;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Pipeline;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Special;
import xdp2rtl.isa.Target;
import xdp2rtl.isa.Width;
import xdp2rtl.linux.Errno;
import xdp2rtl.linux.MapKind;
import xdp2rtl.linux.MapType;
import xdp2rtl.maps.HashDescriptor;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.maps.Placement;
import xdp2rtl.port.CorePacket;
import xdp2rtl.port.CoreReport;
import xdp2rtl.port.CoreSetup;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Stimulus;

class CoreModelTest {
    private static final CoreConfig CONFIG = CoreConfig.DEFAULT;
    private static final int SLOT_LIMIT = 1000;
    private static final long EACCES = Errno.EACCES.result();

    @Test void swapsAddressesAndSendsBack() {
        var program = List.of(
                row(false, load(0, 0, 0), load(1, 0, 6), null, null),
                row(false, null, null, store(Reg.of(1, 0), 0), null),
                row(false, null, null, store(Reg.of(0, 0), 6), new Operation.Jump(new Target.Leave(3))));
        byte[] packet = new byte[64];
        new Random(1).nextBytes(packet);
        List<CoreReport> reports = run(program, List.of(), new MapStore(1024), false, List.of(packet, packet, packet));
        assertEquals(3, reports.size());
        assertEquals(2 * Pipeline.NEXT_ISSUE + Pipeline.EFFECT + 2,
                reports.getFirst().reported() - reports.getFirst().arrived(),
                "two full turns, the last bundle's effect, a cycle to start and one to be seen");
        for (CoreReport report : reports) {
            assertEquals(3, report.r0());
            assertEquals(3, report.slots());
            byte[] expected = packet.clone();
            System.arraycopy(packet, 0, expected, 6, 6);
            System.arraycopy(packet, 6, expected, 0, 6);
            assertArrayEquals(expected, report.contents());
        }
    }

    @Test void abortsStoresOutsideOfThePacketAndRunawaysAndWrongLengths() {
        var outside = List.of(row(false, null, null, store(Reg.of(1, 0), 60), new Operation.Jump(new Target.Leave(2))));
        assertEquals(Cause.ADDRESS,
                run(outside, List.of(), new MapStore(1024), false, List.of(new byte[60])).getFirst().cause());
        var loop = List.of(row(false, new Operation.Jump(new Target.ToBundle(0)), null, null, null));
        assertEquals(Cause.RUNAWAY,
                run(loop, List.of(), new MapStore(1024), false, List.of(new byte[60])).getFirst().cause());
        var past = List.of(row(false, null, null, null, null));
        assertEquals(Cause.PROGRAM,
                run(past, List.of(), new MapStore(1024), false, List.of(new byte[60])).getFirst().cause());
        assertEquals(Cause.LENGTH,
                run(past, List.of(), new MapStore(1024), false, List.of(new byte[13])).getFirst().cause());
        assertEquals(Cause.LENGTH,
                run(past, List.of(), new MapStore(1024), false, List.of(new byte[3521])).getFirst().cause());
    }

    @Test void thePacketEndsWithItsLastByte() {
        for (int length : List.of(60, 61)) {
            List<Operation> accesses = List.of(load(0, 0, length - 6), load(0, 0, length - 5), load(0, 0, -1),
                    store(Reg.of(1, 0), length - 6), store(Reg.of(1, 0), length - 5));
            List<Cause> causes = accesses.stream().map(access -> run(
                    List.of(row(false, access, null, null, new Operation.Jump(new Target.Leave(2)))), List.of(),
                    new MapStore(1024), false, List.of(new byte[length])).getFirst().cause()).toList();
            assertEquals(List.of(Cause.NONE, Cause.ADDRESS, Cause.ADDRESS, Cause.NONE, Cause.ADDRESS), causes);
        }
    }

    @Test void metadataIsWordsBehindTheReservedHeadroom() {
        Map<Integer, Long> expected = Map.of(0, 0L, -1, EACCES, -3, EACCES, -4, 0L,
                CoreConfig.HEADROOM_RESERVED - CoreConfig.HEADROOM, 0L,
                CoreConfig.HEADROOM_RESERVED - CoreConfig.HEADROOM - 1, (long) Errno.EINVAL.result(), 1,
                (long) Errno.EINVAL.result());
        expected.forEach((delta, result) -> {
            var program = List.of(
                    row(false, null, new Operation.Adjust(AdjustOp.META, Reg.of(1, 0), new Immediate(delta)), null,
                            null),
                    row(false, new Operation.Exit(Reg.of(1, 0)), null, null, null));
            assertEquals(result & 0xffff_ffffL,
                    run(program, List.of(), new MapStore(1024), false, List.of(new byte[60])).getFirst().r0()
                            & 0xffff_ffffL,
                    () -> "by " + delta);
        });
    }

    @Test void aPacketIsStoppedAtTheLimit() {
        var loop = List.of(row(false, new Operation.Jump(new Target.ToBundle(0)), null, null, null));
        assertEquals(SLOT_LIMIT,
                run(loop, List.of(), new MapStore(1024), false, List.of(new byte[60])).getFirst().slots());
    }

    /// Besides what three bundles take: pop, prepare, a cycle a bit, finish, respond.
    @Test void aDivisionTakesACycleABit() {
        int bundles = 2 * Pipeline.NEXT_ISSUE + Pipeline.EFFECT + 2;
        for (Width width : Width.values()) {
            var program = List.of(
                    row(true, null, null, null,
                            new Operation.DivideRequest(DivideOp.DIV, width, Reg.of(0, 0), new Immediate(3))),
                    row(false, null, new Operation.Get(Reg.of(1, 3), Special.RESULT), null, null),
                    row(false, new Operation.Exit(Reg.of(1, 3)), null, null, null));
            CoreReport report =
                    run(program, List.of(), new MapStore(1024), false, List.of(new byte[60])).getFirst();
            assertEquals(bundles + width.bits() + 4, report.reported() - report.arrived(), "cycles");
        }
    }

    /// Random map requests, one program run each, against a naive model with the kernel's error codes.
    @Test void mapUnitBehavesAsTheKernelsHashMaps() {
        for (MapType type : List.of(MapKind.HASH, MapKind.PERCPU_HASH)) {
            for (int keySize : new int[]{4, 16, 20}) {
                mapRequests(type, keySize, keySize * 31L + type.number());
            }
        }
    }

    private static void mapRequests(MapType type, int keySize, long seed) {
        MapSpec spec = MapSpec.of("m", type, keySize, 24, 5);
        MapLayout layout = MapLayout.of(List.of(spec), CONFIG);
        Placement.Hash hash = (Placement.Hash) layout.placement(0);
        MapStore maps = new MapStore(1 << 16);
        MapMemoryAccess memory = memory(maps);
        HostMaps host = new HostMaps(layout, memory);
        Program exit = Program.raw("exit", new byte[]{(byte) 0x95, 0, 0, 0, 0, 0, 0, 0});
        host.fill(Stimulus.of(new Program(exit.source(), exit.code(), List.of(spec), "GPL"), List.of()));
        Map<Integer, Long> naive = new TreeMap<>();
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            int key = random.nextInt(9);
            int flags = random.nextInt(4);
            long value = random.nextLong();
            MapOp op = MapOp.values()[random.nextInt(3)];
            List<Bundle> program = new ArrayList<>();
            program.add(row(false, null, null, null, push(1, new Immediate(key + 7), new Immediate(0))));
            Reg low = Reg.of(0, 1);
            program.add(row(false, new Operation.Alu(AluOp.MOV, Width.W64, low, new Immediate(0),
                    new Immediate((int) value)), null, null, null));
            program.add(row(false, null, null, null, push(hash.keyPairs(), low, new Immediate(0))));
            program.add(row(true, null, null, null,
                    new Operation.MapRequest(op, hash.number(), flags, new Immediate(key), new Immediate(0))));
            program.add(row(false, null, new Operation.Get(Reg.of(1, 3), Special.RESULT), null, null));
            program.add(row(false, new Operation.Exit(Reg.of(1, 3)), null, null, null));
            long result =
                    run(program, List.of(hash.descriptor()), maps, true, List.of(new byte[60]), layout).getFirst().r0();
            boolean known = naive.containsKey(key);
            switch (op) {
                case LOOKUP -> {
                    assertEquals(known, result != 0);
                    if (known) {
                        assertEquals((long) (int) naive.get(key).longValue(),
                                maps.word(layout.physical((int) result, 0)));
                    }
                }
                case DELETE -> {
                    assertEquals(known ? 0 : -2, result);
                    naive.remove(key);
                }
                case UPDATE -> {
                    long expected = flags == 3 ? -22 : known && flags == 1 ? -17 : !known && flags == 2 ? -2
                            : !known && naive.size() == 5 ? -7 : 0;
                    assertEquals(expected, result, "flags " + flags);
                    if (expected == 0) {
                        naive.put(key, value);
                    }
                }
            }
            MapContents contents = host.read(1).get("m");
            assertEquals(naive.size(), contents.entries().size());
        }
        assertTrue(naive.size() > 0);
    }

    private static List<CoreReport> run(List<Bundle> program, List<HashDescriptor> descriptors, MapStore maps,
            boolean sequential, List<byte[]> packets) {
        return run(program, descriptors, maps, sequential, packets, MapLayout.of(List.of(), CONFIG));
    }

    private static List<CoreReport> run(List<Bundle> program, List<HashDescriptor> descriptors, MapStore maps,
            boolean sequential, List<byte[]> packets, MapLayout layout) {
        var setup =
                new CoreSetup(program, descriptors, layout.cpuBase(0), layout.cpuBytes(), sequential, true, SLOT_LIMIT,
                        1, 4);
        CoreModel core = new CoreModel(CONFIG, setup, maps);
        packets.forEach(packet -> core.offer(new CorePacket(packet, 1, 0)));
        List<CoreReport> reports = new ArrayList<>();
        while (!core.idle()) {
            core.step().ifPresent(reports::add);
            assertTrue(core.cycle() < 100_000, "the core does not come to rest");
        }
        return reports;
    }

    private static MapMemoryAccess memory(MapStore maps) {
        return new MapMemoryAccess() {
            @Override public long read(int address) { return maps.word(address); }
            @Override public void write(int address, long word) { maps.word(address, word); }
        };
    }

    private static Bundle row(boolean waits, Operation... slots) {
        List<Optional<Operation>> list = new ArrayList<>();
        for (Operation slot : slots) {
            list.add(Optional.ofNullable(slot));
        }
        return new Bundle(list, waits);
    }

    private static Operation load(int lane, int index, int offset) {
        return new Operation.Load(Space.PACKET, Size.B6, false, false, false, Reg.of(lane, index), Optional.empty(),
                offset, 0);
    }

    private static Operation store(Reg value, int offset) {
        return new Operation.Store(Space.PACKET, Size.B6, false, Optional.empty(), offset, value, 0);
    }

    private static Operation push(int index, Operand low, Operand high) {
        return new Operation.Push(index, low, high);
    }
}
