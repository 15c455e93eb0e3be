package xdp2rtl.hdl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Words addressed by number; not touched by reset, undefined until written. Its name is the name of the
/// field.
public abstract sealed class Memory permits Mem, BlockMem, DualMem {
    /// So many lanes are written in a loop.
    private static final int LOOP = 8;

    /// One write port. `enables` has one bit per lane of equal width; a memory written as a whole has one
    /// lane.
    record Write(Bits address, Bits data, Bits enables, Where where) {
        int lanes() {
            return enables.width();
        }

        int laneWidth() {
            return data.width() / lanes();
        }

        /// The enable and the data of one lane.
        Guarded lane(int lane) {
            int low = lane * laneWidth();
            return new Guarded(enables.bit(lane), data.bits(low + laneWidth() - 1, low));
        }

        /// The enable and the data of lane `i` in a loop, if both are parts of signals and the lanes
        /// are many.
        Optional<Guarded> each() {
            if (lanes() < LOOP || !Nth.has(enables) || !Nth.has(data)) return Optional.empty();
            var nth = new Nth(lanes());
            return Optional.of(new Guarded(nth.of(enables), nth.of(data)));
        }
    }

    /// One registered read port: `data` after the clock edge is the word at `address`, where `enable` holds.
    public record Read(Reg data, Bits address, Bits enable, boolean elseZero, Optional<Write> write, Where where) {}

    private final Component owner;
    private final int width;
    private final int depth;
    private final Where where = Where.caller();
    private final List<Write> writes = new ArrayList<>();
    private final List<Read> reads = new ArrayList<>();
    private String name = "";
    private String doc = "";

    Memory(Component owner, int width, int depth) {
        this.owner = owner;
        this.width = Operands.width(width);
        this.depth = depth;
        if (depth < 2) throw new HdlError("a memory of " + depth + " words; use a register for less than 2");
    }

    /// Bits of a word.
    public final int width() {
        return width;
    }

    /// Number of words.
    public final int depth() {
        return depth;
    }

    /// Bits of an address.
    public final int addressWidth() {
        return Component.bitsFor(depth - 1L);
    }

    final Component owner() {
        return owner;
    }

    final Where where() {
        return where;
    }

    final String name() {
        return name;
    }

    final String doc() {
        return doc;
    }

    final void name(String name, String doc) {
        this.name = name;
        this.doc = doc;
    }

    final List<Write> writes() {
        return writes;
    }

    final List<Read> reads() {
        return reads;
    }

    final void checkAddress(Bits address) {
        if (address.width() != addressWidth()) {
            throw new HdlError(this + ": the address " + ExpressionText.brief(address) + " has "
                    + address.width() + " bits, " + depth + " words take " + addressWidth()
                    + "; extend or slice it");
        }
    }

    final Write checkedWrite(Bits address, Bits data, Bits enables) {
        checkAddress(address);
        if (data.width() != width) {
            throw new HdlError(this + ": the data " + ExpressionText.brief(data) + " has " + data.width()
                    + " bits, a word has " + width + "; extend or slice it");
        }
        if (width % enables.width() != 0) {
            throw new HdlError(this + ": " + enables.width() + " enables do not divide a word of " + width
                    + " bits into equal lanes; give one enable per lane");
        }
        var write = new Write(address, data, enables, Where.caller());
        if (write.lanes() > 1) {
            write.lane(0);
            checkPlain("address", address);
        }
        return write;
    }

    /// Demands a value without gates, where the Verilog of a memory says it more than once.
    final void checkPlain(String what, Bits value) {
        if (!Wiring.only(value)) {
            throw new HdlError(this + ": the " + what + " " + ExpressionText.brief(value)
                    + " is used more than once by this port; name it with let");
        }
    }

    /// Names the data register of a read port.
    final Reg readRegister(String port) {
        var data = new Reg(owner, width).noReset();
        data.name(port, "word read from " + name);
        return data;
    }

    @Override public final String toString() {
        return name.isEmpty() ? "unnamed memory" : name;
    }
}
