package xdp2rtl.hdl;

/// A small memory in LUTs (`ram_style = "distributed"`): one write port, any number of reads in the same
/// cycle.
///
/// A word that is written can be read from the next cycle on; a read in the cycle of the write gives the old
/// word.
public final class Mem extends Memory {
    Mem(Component owner, int width, int depth) {
        super(owner, width, depth);
    }

    /// The word at `address`, in this cycle.
    public Bits at(Bits address) {
        checkAddress(address);
        return new Expression.Word(this, address);
    }

    /// Writes at the clock edge, under the conditions of the `when` around the call. There is one write per
    /// memory.
    public void write(Bits address, Bits data) {
        write(address, data, Bits.of(1, 1));
    }

    /// Writes the lanes whose bit in `enables` is set; lane 0 holds the least significant bits.
    public void write(Bits address, Bits data, Bits enables) {
        owner().body().write(this, checkedWrite(address, data, enables));
    }
}
