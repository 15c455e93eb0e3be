package xdp2rtl.boards;

import java.util.List;

/// Where a host finds the registers of a board on the PCI bus.
///
/// @param bar     number of the base address register
/// @param offset  of the first register in it, bytes
/// @param vendors under which functions with this shell appear, as their authors ship it
public record RegisterWindow(int bar, long offset, List<Integer> vendors) {
    public static final int XILINX = 0x10ee;
    /// Corundum's numbers are not assigned ones.
    public static final int CORUNDUM = 0x1234;
    public static final int CORUNDUM_OTHER = 0x5543;

    public RegisterWindow {
        vendors = List.copyOf(vendors);
    }

    /// As people write it.
    @Override public String toString() {
        return "BAR %d + 0x%x".formatted(bar, offset);
    }
}
