package xdp2rtl.core.part;

import java.util.List;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.EnumEncoding;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Field;
import xdp2rtl.isa.OpClass;
import xdp2rtl.isa.Pipeline;
import xdp2rtl.isa.Unit;

/// Widths and depths that follow from a configuration.
public record Shape(CoreConfig config) {
    /// Bits of a bundle address.
    public static final int ADDRESS = Field.AUX.width();
    /// Bits of an offset in the linear part of a packet.
    public static final int LINEAR = log2(CoreConfig.PAGE);
    /// Bits of an offset in a stack.
    public static final int STACK = log2(CoreConfig.STACK_BYTES);
    /// Bits of META.
    public static final int META = Component.bitsFor(CoreConfig.MAX_META);
    /// Bits of the index of a pushed pair.
    public static final int PAIR = log2(CoreConfig.ARGUMENT_PAIRS);

    /// What a lane does, in Verilog under the names that it has always had there.
    public static final EnumEncoding<OpClass> ACTION = EnumEncoding.ordinal(OpClass.class).named("ACTION");

    /// The exponent of a power of 2.
    public static int log2(int value) {
        return Integer.numberOfTrailingZeros(value);
    }

    /// Bits of an offset in a frame.
    public int frame() { return log2(config.frameBytes()); }
    /// Whether a frame holds more than the linear part of a packet.
    public boolean hasFragments() { return config.hasFragments(); }

    /// Lanes of the core.
    public int lanes() { return config.lanes(); }
    /// Contexts of the core.
    public int contexts() { return config.contexts(); }

    /// Bits of a context's number.
    public int context() { return Component.bitsFor(contexts() - 1L); }

    /// Bits of a CPU's number: of a context among those of all cores.
    public int cpu() { return Component.bitsFor(config.cpus() - 1L); }

    /// Places for contexts in vectors and memories: one more than needed for a single context, so that its number has a
    /// bit.
    public int places() { return Math.max(2, contexts()); }

    /// Bits of a lane's number.
    public int lane() { return Component.bitsFor(lanes() - 1L); }

    /// Bytes of a beat.
    public int beat() { return config.beatBytes(); }
    /// Bits of a beat.
    public int beatBits() { return 8 * beat(); }
    /// Banks of 64 bits in a beat.
    public int banks() { return beat() / 8; }
    public int bank() { return log2(banks()); }
    /// Rows of a frame.
    public int rows() { return config.frameBytes() / beat(); }
    public int row() { return log2(rows()); }
    /// The row of a packet's first byte.
    public int firstRow() { return CoreConfig.HEADROOM / beat(); }

    /// Bits of a byte address in the map memory.
    public int map() { return Component.bitsFor(config.mapBytes() - 1L); }
    /// Bits of a line's number: 16 bytes.
    public int line() { return map() - 4; }

    /// Cycles from an address of the map memory to the words.
    public int latency() { return config.mapMemory().latency(); }

    /// Cycles by which results come later than with a map memory that answers in a cycle.
    public int late() { return Pipeline.delay(config); }

    /// Whether the lane has the unit.
    public boolean has(int lane, Unit unit) {
        return config.units().get(lane).contains(unit);
    }

    /// Whether the lane has one of the units.
    public boolean hasAny(int lane, Unit... units) {
        return List.of(units).stream().anyMatch(unit -> has(lane, unit));
    }

    /// The one lane with the unit.
    public int laneOf(Unit unit) {
        return config.lanesWith(unit).getFirst();
    }

    /// A field of AUX, of which `aux` are the bits.
    public static Bits within(Bits aux, Field field) {
        int low = field.low() - Field.AUX.low();
        return aux.bits(low + field.width() - 1, low);
    }

    /// A field of a slot.
    public static Bits field(Bits slot, Field field) {
        return slot.bits(field.low() + field.width() - 1, field.low());
    }

    /// The address of a place that every context has.
    public Bits place(Bits context, Bits within) {
        return Bits.concat(context, within);
    }

    /// One bit a context: set for `context` where `condition` holds.
    public Bits mask(Bits context, Bits condition) {
        return condition.zext(places()).shl(context);
    }

    /// The context after this one, cyclically.
    public Bits after(Bits context) {
        return after(context, contexts());
    }

    /// Whether cores have others beside them.
    public boolean severalCores() { return config.cores() > 1; }

    /// Bits of a core's number.
    public int coreBits() { return Component.bitsFor(config.cores() - 1L); }

    /// The core after this one, cyclically.
    public Bits coreAfter(Bits core) {
        return after(core, config.cores());
    }

    private static Bits after(Bits number, int count) {
        return count == 1 << number.width() ? number.plus(1)
                : number.is(count - 1L).then(Bits.of(number.width(), 0), number.plus(1));
    }
}
