package xdp2rtl.driver;

import static xdp2rtl.isa.ControlRegister.*;

import java.util.OptionalDouble;
import java.util.stream.Stream;
import xdp2rtl.device.Device;

/// How full the cores of a device are, and were since reset; sums over all of them.
///
/// @param packets   that have come in
/// @param occupancy packets inside, summed up over cycles
/// @param stalls    cycles in which a beat stood before a core and was not taken
/// @param inside    packets that are inside
/// @param most      at once; of several cores, each at its own time
public record CoreTotals(long packets, long occupancy, long stalls, int inside, int most) {
    private static final CoreTotals NONE = new CoreTotals(0, 0, 0, 0, 0);

    /// Cores are read one after the other.
    static CoreTotals of(Device device, int cores) {
        if (cores == 1) { return of(device); }
        return Stream.iterate(0, core -> core + 1).limit(cores).map(core -> of(new SelectedCore(device, core)))
                .reduce(NONE, CoreTotals::plus);
    }

    private static CoreTotals of(Device device) {
        int high = COUNT_HIGH.offset();
        int[] read = device.read(new int[]{COUNT_PACKETS.offset(), high, COUNT_OCCUPANCY.offset(), high,
                COUNT_STALLS.offset(), high, OCCUPANCY.offset()});
        return new CoreTotals(whole(read, 0), whole(read, 2), whole(read, 4), read[6] & 0xffff, read[6] >>> 16);
    }

    private static long whole(int[] read, int low) {
        return Integer.toUnsignedLong(read[low]) | (long) read[low + 1] << Integer.SIZE;
    }

    private CoreTotals plus(CoreTotals other) {
        return new CoreTotals(packets + other.packets, occupancy + other.occupancy, stalls + other.stalls,
                inside + other.inside, most + other.most);
    }

    /// What has come since then; how many are inside, and were at most, stays.
    public CoreTotals since(CoreTotals before) {
        return new CoreTotals(packets - before.packets, occupancy - before.occupancy, stalls - before.stalls, inside,
                most);
    }

    /// Cycles from a packet's last beat until its frame is empty, in the mean: exact where nothing is inside.
    public OptionalDouble latency() {
        return packets == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) occupancy / packets);
    }
}
