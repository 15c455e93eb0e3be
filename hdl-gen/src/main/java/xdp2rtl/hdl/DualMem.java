package xdp2rtl.hdl;

import java.util.Optional;

/// A memory with two ports, each of which reads or writes in every cycle. In block RAM (`ram_style = "block"`) a port does
/// both at one address; in UltraRAM (`ram_style = "ultra"`) a port that writes keeps what it has read before.
///
/// A read gives the word as it was before the clock edge, whatever either port writes to it. In UltraRAM that holds for
/// one of the ports: what the other one reads of a word that is written in that very cycle is the old or the new one, as
/// the tool has placed the ports, so the user of the memory lets both be right. Two writes to the same address in one cycle
/// leave that word undefined: the user of the memory rules that out.
public final class DualMem extends Memory {
    private final boolean ultra;

    DualMem(Component owner, int width, int depth, boolean ultra) {
        super(owner, width, depth);
        this.ultra = ultra;
    }

    /// Whether it is UltraRAM.
    public boolean isUltra() { return ultra; }

    /// Adds a port: where `enable` holds, reads the word at `address` (valid in the next cycle, as register
    /// `<memory>_<port>`) and writes the lanes of `data` whose bit in `writes` is set.
    public Bits port(String port, Bits address, Bits enable, Bits writes, Bits data) {
        Operands.condition("port", enable);
        if (reads().size() == 2) {
            throw new HdlError(this + ": a third port; a true dual-port memory has two, share one of them");
        }
        checkPlain("address", address);
        if (ultra) checkPlain("write enable", writes);
        var write = checkedWrite(address, data, writes);
        var result = readRegister(name() + "_" + port);
        owner().body().read(this, new Read(result, address, enable, false, Optional.of(write), Where.caller()));
        return result;
    }
}
