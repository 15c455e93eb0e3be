package xdp2rtl.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xdp2rtl.isa.Cause;
import xdp2rtl.isa.EventWord;

/// A packet that ended with XDP_ABORTED or with an action that Linux does not know.
///
/// @param cycle   when it was reported, cycles since reset
/// @param context that it was in, counted through all cores
/// @param address of the bundle that ended its program
/// @param action  what the program returned, or 0
/// @param ifindex where it came in
/// @param length  bytes at its end
/// @param number  of the packet since reset, modulo 2^32
public record CoreEvent(long cycle, Cause cause, int context, int address, long action, int ifindex, int length,
        int number) {

    /// Takes the events that wait out of the cores' queues, in the order in which the packets came, but not more than
    /// `most`.
    public static List<CoreEvent> take(CoreRegisters device, int most) {
        List<EventQueue> queues = EventQueue.of(device);
        var events = new ArrayList<CoreEvent>();
        while (events.size() < most) {
            Optional<EventQueue> oldest = queues.stream().filter(queue -> queue.first().isPresent())
                    .min((one, other) -> one.first().orElseThrow().number() - other.first().orElseThrow().number());
            if (oldest.isEmpty()) {
                break;
            }
            events.add(oldest.get().take());
        }
        return events;
    }

    /// @param words     of the record
    /// @param core      whose it is
    /// @param cores     how many there are; packets are dealt out to them in turn
    /// @param contexts  of a core
    static CoreEvent of(int[] words, int core, int cores, int contexts) {
        int origin = words[EventWord.ORIGIN.ordinal()];
        long cycle = Integer.toUnsignedLong(words[EventWord.CYCLES_LOW.ordinal()])
                | (long) words[EventWord.CYCLES_HIGH.ordinal()] << Integer.SIZE;
        return new CoreEvent(cycle, EventWord.cause(origin), core * contexts + EventWord.context(origin),
                EventWord.address(origin),
                Integer.toUnsignedLong(words[EventWord.ACTION.ordinal()]), words[EventWord.IFINDEX.ordinal()],
                words[EventWord.LENGTH.ordinal()], words[EventWord.NUMBER.ordinal()] * cores + core);
    }
}
