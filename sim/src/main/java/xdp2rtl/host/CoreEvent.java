package xdp2rtl.host;

import static xdp2rtl.isa.ControlRegister.EVENT_COUNT;
import static xdp2rtl.isa.ControlRegister.EVENT_POP;
import static xdp2rtl.isa.ControlRegister.EVENT_WORDS;

import java.util.ArrayList;
import java.util.List;
import xdp2rtl.isa.Cause;
import xdp2rtl.isa.EventWord;

/// A packet that ended with XDP_ABORTED or with an action that Linux does not know.
///
/// @param cycle   when it was reported, cycles since reset
/// @param context that it was in
/// @param address of the bundle that ended its program
/// @param action  what the program returned, or 0
/// @param ifindex where it came in
/// @param length  bytes at its end
/// @param number  of the packet since reset, modulo 2^32
public record CoreEvent(long cycle, Cause cause, int context, int address, long action, int ifindex, int length, int number) {

    /// Takes the events that wait out of the core's queue, oldest first, but not more than `most`.
    public static List<CoreEvent> take(CoreRegisters core, int most) {
        var events = new ArrayList<CoreEvent>();
        for (int count = Math.min(most, core.read(EVENT_COUNT)); count > 0; count--) {
            events.add(of(core.readAll(EVENT_WORDS)));
            core.write(EVENT_POP, 1);
        }
        return events;
    }

    private static CoreEvent of(int[] words) {
        int origin = words[EventWord.ORIGIN.ordinal()];
        long cycle = Integer.toUnsignedLong(words[EventWord.CYCLES_LOW.ordinal()]) | (long) words[EventWord.CYCLES_HIGH.ordinal()] << Integer.SIZE;
        return new CoreEvent(cycle, EventWord.cause(origin), EventWord.context(origin), EventWord.address(origin),
                             Integer.toUnsignedLong(words[EventWord.ACTION.ordinal()]), words[EventWord.IFINDEX.ordinal()],
                             words[EventWord.LENGTH.ordinal()], words[EventWord.NUMBER.ordinal()]);
    }
}
