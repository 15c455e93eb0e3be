package xdp2rtl.engine.lockstep;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import xdp2rtl.port.CoreSetup;
import xdp2rtl.driver.MapStore;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Bundle;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Dispatch;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Unit;
import xdp2rtl.isa.Width;
import xdp2rtl.port.CorePacket;

/// A random program with its maps and packets; equal for equal seeds.
record RandomRun(CoreSetup setup, MapStore maps, List<CorePacket> packets) {
    private static final int SLOT_LIMIT = 150;

    static RandomRun of(CoreConfig config, long seed, boolean sequential) {
        Random random = new Random(seed);
        RandomMaps maps = new RandomMaps(config, random);
        boolean waits = random.nextBoolean();
        int length = 10 + random.nextInt(90);
        RandomOperations operations = new RandomOperations(config, maps, random, length);
        List<Bundle> program = new ArrayList<>();
        program.addAll(prologue(config, operations));
        boolean walks = random.nextInt(3) == 0;
        while (program.size() < length - 1) {
            program.add(walks ? walk(config, operations, random)
                    : bundle(config, operations, program.size(), waits, random));
        }
        List<Optional<Operation>> last = new ArrayList<>(Collections.nCopies(config.lanes(), Optional.empty()));
        if (random.nextInt(16) != 0) {
            last.set(random.nextInt(config.lanes()), Optional.of(new Operation.Exit(operations.exitValue())));
        }
        program.add(new Bundle(last, waits));
        CoreSetup setup = new CoreSetup(program, maps.descriptors(), maps.layout().cpuBase(0), maps.layout().cpuBytes(),
                sequential,
                random.nextInt(3) != 0, SLOT_LIMIT, random.nextLong(), random.nextInt(), Dispatch.IN_TURN, List.of(),
                config.hasFragments() && random.nextInt(4) != 0);
        List<CorePacket> packets = packets(config, random);
        return new RandomRun(setup.with(dispatch(config, random), room(maps, random)), maps.store(), packets);
    }

    /// Of some maps less than a core has entries for, of some more.
    private static List<Integer> room(RandomMaps maps, Random random) {
        return maps.descriptors().stream().map(_ -> random.nextInt(2 + random.nextInt(12))).toList();
    }

    /// In turn, or by some units to cores of which one can have most.
    private static Dispatch dispatch(CoreConfig config, Random random) {
        if (random.nextInt(3) == 0) { return Dispatch.IN_TURN; }
        List<Integer> keys = new ArrayList<>();
        for (int i = 0; i < Dispatch.UNITS; i++) {
            keys.add(random.nextInt(3) == 0 ? random.nextInt(1 << 16) : 0);
        }
        int most = random.nextInt(config.cores());
        List<Integer> table = new ArrayList<>();
        boolean skewed = random.nextBoolean();
        for (int i = 0; i < Dispatch.ENTRIES; i++) {
            table.add(skewed && random.nextInt(8) != 0 ? most
                    : random.nextBoolean() ? Dispatch.FREE : random.nextInt(config.cores()));
        }
        return new Dispatch(keys, table, random.nextBoolean());
    }

    /// Copies of the map memory at the start, one a core, for one run.
    List<MapStore> stores(int cores) {
        return Stream.generate(maps::copy).limit(cores).toList();
    }

    /// What is left of the program, and the packets.
    String text() {
        BundleText listing = BundleText.of(setup.program());
        StringBuilder text = new StringBuilder(setup.sequential() ? "sequential" : "pipelined");
        for (int row = 0; row < setup.program().size(); row++) {
            if (setup.program().get(row).slots().stream().anyMatch(Optional::isPresent)
                    || setup.program().get(row).waits()) {
                text.append('\n').append(listing.bundle(row));
            }
        }
        packets.forEach(packet -> text.append("\npacket ").append(packet.bytes().length).append(' ')
                .append(HexFormat.of().formatHex(packet.bytes(), 0, Math.min(64, packet.bytes().length))));
        return text.toString();
    }

    /// Gives the registers of [RandomOperations] what they must hold.
    private static List<Bundle> prologue(CoreConfig config, RandomOperations operations) {
        List<Bundle> bundles = new ArrayList<>();
        for (int index = RandomOperations.ATOMIC; index < 8; index++) {
            List<Optional<Operation>> slots = new ArrayList<>();
            for (int lane = 0; lane < config.lanes(); lane++) {
                Operand value = index == RandomOperations.ATOMIC ? operations.atomicAddress()
                        : new Operand.Immediate(index * 5 + lane);
                slots.add(Optional.of(new Operation.Alu(AluOp.MOV, Width.W64, Operand.Reg.of(lane, index),
                        new Operand.Immediate(0), value)));
            }
            bundles.add(new Bundle(slots, false));
        }
        return bundles;
    }

    /// @param waits whether every bundle waits for its request; else some do
    private static Bundle bundle(CoreConfig config, RandomOperations operations, int address, boolean waits,
            Random random) {
        List<Optional<Operation>> slots = new ArrayList<>();
        for (int lane = 0; lane < config.lanes(); lane++) {
            slots.add(random.nextInt(4) == 0 ? Optional.empty() : Optional.of(operations.operation(lane, address)));
        }
        return new Bundle(slots, waits || random.nextInt(3) == 0, random.nextInt() & random.nextInt());
    }

    /// A request that is waited for, so that requests of many contexts meet in the map unit.
    private static Bundle walk(CoreConfig config, RandomOperations operations, Random random) {
        List<Optional<Operation>> slots = new ArrayList<>(Collections.nCopies(config.lanes(), Optional.empty()));
        slots.set(config.lanesWith(Unit.REQUEST).getFirst(), Optional.of(operations.walk()));
        return new Bundle(slots, random.nextInt(8) != 0);
    }

    /// About as long as a linear part or a frame, or between them.
    private static int inFragments(CoreConfig config, Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> config.frameBytes() - random.nextInt(1200);
            case 1 -> 3450 + random.nextInt(200);
            default -> 3500 + random.nextInt(config.frameBytes() - 3500);
        };
    }

    private static List<CorePacket> packets(CoreConfig config, Random random) {
        List<CorePacket> packets = new ArrayList<>();
        int count = 20 + random.nextInt(40);
        for (int i = 0; i < count; i++) {
            int length = config.hasFragments() && random.nextInt(3) == 0 ? inFragments(config, random)
                    : switch (random.nextInt(30)) {
                        case 0 -> 1 + random.nextInt(13);
                        case 1 -> 3450 + random.nextInt(600);
                        case 2, 3 -> 14 + random.nextInt(3500);
                        case 4, 5, 6, 7 -> 14 + random.nextInt(50);
                        default -> 60 + random.nextInt(120);
                    };
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            packets.add(new CorePacket(bytes, random.nextInt(), random.nextInt()));
        }
        return packets;
    }
}
