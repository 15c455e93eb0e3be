package xdp2rtl.port;

import java.util.List;
import java.util.Locale;
import xdp2rtl.isa.Space;

/// One retired bundle: all that it changed. The bundle simulator and the hardware must agree on every one.
///
/// @param cycle   the cycle in which it issued
/// @param context the context that ran it, among those of all cores: context k of core c is c * contexts + k
/// @param address its place in the program memory
/// @param next    the address of the context's next bundle, or -1 if the packet is done
/// @param writes  register writes, by lane
/// @param stores  memory writes, at most one a space, in the spaces' order
/// @param request whether it made a request
public record Retired(long cycle, int context, int address, int next, List<RegisterWrite> writes,
        List<MemoryWrite> stores,
        boolean request) {
    public static final int ENDS = -1;

    public Retired {
        writes = List.copyOf(writes);
        stores = List.copyOf(stores);
    }

    public record RegisterWrite(int lane, int index, long value) {
        @Override public String toString() {
            return "r%d.%d = 0x%x".formatted(lane, index, value);
        }
    }

    /// @param address PACKET: offset from `data`; STACK: 0 to 511; MAP: the physical address
    /// @param value   the low `size` bytes count, as they stand in memory, lowest address lowest
    public record MemoryWrite(Space space, int address, int size, long value) {
        @Override public String toString() {
            return "%s[%d..+%d] = 0x%x".formatted(space.name().toLowerCase(Locale.ROOT), address, size, value);
        }
    }

    @Override public String toString() {
        return "cycle %d context %d bundle %d -> %s %s %s%s".formatted(cycle, context, address,
                next == ENDS ? "end" : next, writes, stores,
                request ? " request" : "");
    }
}
