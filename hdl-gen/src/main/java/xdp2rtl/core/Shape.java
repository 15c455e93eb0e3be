package xdp2rtl.core;

import java.util.List;
import java.util.stream.IntStream;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.EnumEncoding;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Field;
import xdp2rtl.isa.OpClass;
import xdp2rtl.isa.Unit;

/// Widths and depths that follow from a configuration.
record Shape(CoreConfig config) {
    /// Bits of a bundle address.
    static final int ADDRESS = Field.AUX.width();
    /// Bits of an offset in a frame.
    static final int FRAME = log2(CoreConfig.FRAME_BYTES);
    /// Bits of an offset in a stack.
    static final int STACK = log2(CoreConfig.STACK_BYTES);
    /// Bits of META.
    static final int META = Component.bitsFor(CoreConfig.MAX_META);
    /// Bits of the index of a pushed pair.
    static final int PAIR = log2(CoreConfig.ARGUMENT_PAIRS);

    /// What a lane does, in Verilog under the names that it has always had there.
    static final EnumEncoding<OpClass> ACTION = EnumEncoding.ordinal(OpClass.class).named("ACTION");

    static int log2(int value) {
        return Integer.numberOfTrailingZeros(value);
    }

    int lanes() { return config.lanes(); }
    int contexts() { return config.contexts(); }

    /// Bits of a context's number.
    int context() { return Component.bitsFor(contexts() - 1L); }

    /// Bits of a CPU's number: of a context among those of all cores.
    int cpu() { return Component.bitsFor(config.cpus() - 1L); }

    /// Places for contexts in vectors and memories: one more than needed for a single context, so that its number has a
    /// bit.
    int places() { return Math.max(2, contexts()); }

    /// Bits of a lane's number.
    int lane() { return Component.bitsFor(lanes() - 1L); }

    int beat() { return config.beatBytes(); }
    int beatBits() { return 8 * beat(); }
    /// Banks of 64 bits in a beat.
    int banks() { return beat() / 8; }
    int bank() { return log2(banks()); }
    /// Rows of a frame.
    int rows() { return CoreConfig.FRAME_BYTES / beat(); }
    int row() { return log2(rows()); }
    /// The row of a packet's first byte.
    int firstRow() { return CoreConfig.HEADROOM / beat(); }

    /// Bits of a byte address in the map memory.
    int map() { return log2(config.mapBytes()); }
    /// Bits of a line's number: 16 bytes.
    int line() { return map() - 4; }

    boolean has(int lane, Unit unit) {
        return config.units().get(lane).contains(unit);
    }

    boolean hasAny(int lane, Unit... units) {
        return List.of(units).stream().anyMatch(unit -> has(lane, unit));
    }

    /// The one lane with the unit.
    int laneOf(Unit unit) {
        return config.lanesWith(unit).getFirst();
    }

    /// A field of AUX, of which `aux` are the bits.
    static Bits within(Bits aux, Field field) {
        int low = field.low() - Field.AUX.low();
        return aux.bits(low + field.width() - 1, low);
    }

    static Bits field(Bits slot, Field field) {
        return slot.bits(field.low() + field.width() - 1, field.low());
    }

    /// The address of a place that every context has.
    Bits place(Bits context, Bits within) {
        return Bits.concat(context, within);
    }

    /// One bit a context: set for `context` where `condition` holds.
    Bits mask(Bits context, Bits condition) {
        return Bits.pack(IntStream.range(0, places()).mapToObj(i -> context.is(i).and(condition)).toList());
    }

    /// The context after this one, cyclically.
    Bits after(Bits context) {
        return contexts() == 1 << context() ? context.plus(1)
                : context.is(contexts() - 1L).then(Bits.of(context(), 0), context.plus(1));
    }
}
