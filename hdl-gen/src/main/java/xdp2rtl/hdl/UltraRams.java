package xdp2rtl.hdl;

/// Counts the UltraRAMs of Xilinx UltraScale+ that memories take. One holds 4,096 words of 72 bits (UG573).
public final class UltraRams {
    private static final int DEPTH = 4096;
    private static final int WIDTH = 72;

    private UltraRams() {}

    /// UltraRAMs that a component takes with all that is in it.
    public static int of(Component top) {
        return top.all().stream().flatMap(component -> component.body().memories().stream())
                .mapToInt(UltraRams::of).sum();
    }

    private static int of(Memory memory) {
        return switch (memory) {
            case Mem _, BlockMem _ -> 0;
            case DualMem dual ->
                dual.isUltra() ? Math.ceilDiv(dual.depth(), DEPTH) * Math.ceilDiv(dual.width(), WIDTH) : 0;
        };
    }
}
