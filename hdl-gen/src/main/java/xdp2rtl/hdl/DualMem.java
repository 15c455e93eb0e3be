package xdp2rtl.hdl;

import java.util.Optional;

/// A memory in true dual-port block RAM (`ram_style = "block"`): one or two ports, each of which reads or
/// writes (or both, at one address) in every cycle.
///
/// A read gives the word as it was before the clock edge, whatever either port writes to it. Two writes to
/// the same address in one cycle leave that word undefined: the user of the memory rules that out.
public final class DualMem extends Memory {
    DualMem(Component owner, int width, int depth) {
        super(owner, width, depth);
    }

    /// Adds a port: where `enable` holds, reads the word at `address` (valid in the next cycle, as register
    /// `<memory>_<port>`) and writes the lanes of `data` whose bit in `writes` is set.
    public Bits port(String port, Bits address, Bits enable, Bits writes, Bits data) {
        Operands.condition("port", enable);
        if (reads().size() == 2) {
            throw new HdlError(this + ": a third port; a true dual-port memory has two, share one of them");
        }
        checkPlain("address", address);
        var write = checkedWrite(address, data, writes);
        var result = readRegister(name() + "_" + port);
        owner().body().read(this, new Read(result, address, enable, false, Optional.of(write), Where.caller()));
        return result;
    }
}
