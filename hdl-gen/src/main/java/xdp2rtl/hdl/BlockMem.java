package xdp2rtl.hdl;

import java.util.Optional;

/// A memory in block RAM (`ram_style = "block"`) with one write port and one read port, which gives the word in the
/// next cycle.
///
/// A read in the cycle of a write to the same address gives the old word. Who has more to read holds a copy for each (a
/// component with its memory): that is what the FPGA has, and tools that are left to find it themselves try every way
/// to share ports. For the second output register that block RAM has, put a {@link Component#delay} without reset right
/// behind the read.
public final class BlockMem extends Memory {
    BlockMem(Component owner, int width, int depth) {
        super(owner, width, depth);
    }

    /// The word at `address`, valid in the next cycle, as register `<memory>_q`.
    public Bits read(Bits address) {
        return read(address, Bits.of(1, 1));
    }

    /// As {@link #read(Bits)}, where `enable` holds; otherwise the word read before stays.
    public Bits read(Bits address, Bits enable) {
        return read(name() + "_q", address, enable);
    }

    /// As {@link #read(Bits, Bits)}, as a register called `port`.
    public Bits read(String port, Bits address, Bits enable) {
        return read("read", port, address, enable, false);
    }

    /// As {@link #read(String, Bits, Bits)}, but where `enable` does not hold the word is 0: several memories of
    /// which one is read are joined by an `or`. Block RAM has a reset of its output for it.
    public Bits readOrZero(String port, Bits address, Bits enable) {
        return read("readOrZero", port, address, enable, true);
    }

    private Bits read(String what, String port, Bits address, Bits enable, boolean elseZero) {
        checkAddress(address);
        Operands.condition(what, enable);
        if (!reads().isEmpty()) {
            throw new HdlError(this
                    + ": block RAM has one read port beside its write port; put the memory into a component and hold "
                    + "one for "
                    + "each that reads");
        }
        var data = readRegister(port);
        owner().body().read(this, new Read(data, address, enable, elseZero, Optional.empty(), Where.caller()));
        return data;
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
