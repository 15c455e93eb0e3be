package xdp2rtl.driver;

import static xdp2rtl.isa.ControlRegister.*;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import xdp2rtl.image.Image;
import xdp2rtl.isa.Bundle;
import xdp2rtl.isa.Dispatch;
import xdp2rtl.maps.HashDescriptor;
import xdp2rtl.port.CoreSetup;

/// What is written into a core for a program to run, but for the contents of its maps: the one place that knows these
/// registers.
///
/// @param program     the bundles, from address 0
/// @param base        the row of the program memory that address 0 stands for, as PROGRAM_BASE wants it
/// @param descriptors of the hash maps, by number
/// @param cpuBase     address of context 0's per-CPU part
/// @param cpuBytes    distance between the contexts' parts
/// @param slotLimit   bundles after which a packet is aborted
/// @param frozen      time and random number, where the host holds them still
/// @param dispatch    how packets are dealt out to several cores
/// @param room        of the hash maps, by number: keys that several cores can still add
/// @param fragments   the program takes packets in fragments
public record CoreLoad(List<Bundle> program, int base, List<HashDescriptor> descriptors, int cpuBase, int cpuBytes,
        int slotLimit,
        Optional<Frozen> frozen, Dispatch dispatch, List<Integer> room, boolean fragments) {
    private static final int LANE_SHIFT = 16;

    /// @param nanoseconds what the core's clock reads
    /// @param random      what its random numbers are
    public record Frozen(long nanoseconds, int random) {}

    public CoreLoad {
        program = List.copyOf(program);
        descriptors = List.copyOf(descriptors);
        room = List.copyOf(room);
        if (base % span(program.size()) != 0) {
            throw new IllegalArgumentException("%d bundles cannot begin at row %d".formatted(program.size(), base));
        }
    }

    /// What a run's setup is on the core, time and random number frozen.
    public static CoreLoad of(CoreSetup setup) {
        return new CoreLoad(setup.program(), 0, setup.descriptors(), setup.cpuBase(), setup.cpuBytes(),
                setup.slotLimit(),
                Optional.of(new Frozen(setup.time(), setup.random())), setup.dispatch(), setup.room(),
                setup.fragments());
    }

    /// What the base of a program must be a multiple of: the least power of two that is not below its length.
    public static int span(int bundles) {
        return bundles <= 1 ? 1 : Integer.highestOneBit(bundles - 1) << 1;
    }

    /// The program's rows. They can be written while another program runs that lies elsewhere.
    public void rows(RegisterWrites writes) {
        for (int row = 0; row < program.size(); row++) {
            List<BigInteger> slots = Image.row(program.get(row));
            for (int lane = 0; lane < slots.size(); lane++) {
                BigInteger slot = slots.get(lane);
                writes.add(PROGRAM_ADDRESS, base + row | lane << LANE_SHIFT)
                        .add(PROGRAM_LOW, slot.intValue())
                        .add(PROGRAM_MIDDLE, slot.shiftRight(Integer.SIZE).intValue())
                        .add(PROGRAM_HIGH, slot.shiftRight(2 * Integer.SIZE).intValue());
            }
        }
    }

    /// All that makes the core run this program. It is written while the core is idle.
    ///
    /// @param contexts of the core
    /// @param cores    of several, all alike
    public void settings(RegisterWrites writes, int contexts, int cores) {
        if (cores > 1) {
            outside(writes);
        }
        writes.add(PROGRAM_BASE, base).add(PROGRAM_LENGTH, program.size() | (fragments ? FRAGMENTS : 0))
                .add(SLOT_LIMIT, slotLimit);
        frozen.ifPresentOrElse(values -> writes.add(TIME_LOW, (int) values.nanoseconds())
                .add(TIME_HIGH, (int) (values.nanoseconds() >>> Integer.SIZE))
                .add(RANDOM, values.random())
                .add(FREEZE, FREEZE_TIME | FREEZE_RANDOM),
                () -> writes.add(FREEZE, 0));
        for (int context = 0; context < contexts; context++) {
            writes.add(PER_CPU_BASE.offset(context), cpuBase + context * cpuBytes);
        }
        for (int map = 0; map < descriptors.size(); map++) {
            int[] words = descriptors.get(map).words();
            for (int word = 0; word < words.length; word++) {
                writes.add(DESCRIPTORS.offset(16 * map + word), words[word]);
            }
        }
    }

    /// What is not in the cores.
    private void outside(RegisterWrites writes) {
        for (int map = 0; map < room.size(); map++) {
            writes.add(MAP_ROOM.offset(map), room.get(map));
        }
        writes.add(DISPATCH_ORDER, dispatch.perFlow() ? PER_FLOW : 0);
        for (int unit = 0; unit < Dispatch.UNITS; unit++) {
            writes.add(DISPATCH_KEYS.offset(unit), dispatch.keys().get(unit));
        }
        for (int entry = 0; entry < Dispatch.ENTRIES && dispatch.byFlow(); entry++) {
            writes.add(DISPATCH_TABLE.offset(entry), dispatch.table().get(entry));
        }
    }
}
