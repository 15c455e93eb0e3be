package xdp2rtl.boards;

import java.util.List;

/// Where a host finds the registers of a board.
public sealed interface RegisterWindow {
    int XILINX = 0x10ee;
    /// Corundum's numbers are not assigned ones.
    int CORUNDUM = 0x1234;
    int CORUNDUM_OTHER = 0x5543;

    /// NetFPGA-SUME's output port lookup.
    Behind SUME = new Behind(0x44020000L);

    /// On the PCI bus.
    ///
    /// @param bar     number of the base address register
    /// @param offset  of the first register in it, bytes
    /// @param vendors under which functions with this shell appear, as their authors ship it
    record Pci(int bar, long offset, List<Integer> vendors) implements RegisterWindow {
        public Pci {
            vendors = List.copyOf(vendors);
        }

        /// As people write it.
        @Override public String toString() {
            return "BAR %d + 0x%x".formatted(bar, offset);
        }
    }

    /// Behind the shell's own driver, which takes addresses of the shell's bus.
    ///
    /// @param address of the first register there, 32 bits
    record Behind(long address) implements RegisterWindow {
        @Override public String toString() {
            return "0x%08x".formatted(address);
        }
    }
}
