package xdp2rtl.hdl;

import java.util.stream.IntStream;

/// Counts the block RAMs of Xilinx 7 series and UltraScale+ that memories take: pieces of 18 Kb, of which two are a
/// block RAM.
///
/// A piece holds 1,024 words of 18 bits, or twice the words of half the bits (9, 4, 2, 1); with one read and one write
/// port also 512 of 36 (UG473 and UG573, "port aspect ratios"). A memory is put together of the one of these shapes of
/// which it takes the fewest.
public final class BlockRams {
    private static final int[] DEPTHS = {512, 1024, 2048, 4096, 8192, 16384};
    private static final int[] WIDTHS = {36, 18, 9, 4, 2, 1};

    private BlockRams() {}

    /// Block RAMs of 36 Kb that a component takes with all that is in it; halves are possible.
    public static double of(Component top) {
        return top.all().stream().flatMap(component -> component.body().memories().stream())
                .mapToLong(BlockRams::pieces).sum() / 2.0;
    }

    private static long pieces(Memory memory) {
        return switch (memory) {
            case Mem _ -> 0;
            case BlockMem simple -> fewest(simple, 0);
            case DualMem dual -> dual.isUltra() ? 0 : fewest(dual, 1);
        };
    }

    /// By the shapes from number `first` on.
    private static long fewest(Memory memory, int first) {
        return IntStream.range(first, DEPTHS.length)
                .mapToLong(
                        i -> (long) Math.ceilDiv(memory.depth(), DEPTHS[i]) * Math.ceilDiv(memory.width(), WIDTHS[i]))
                .min().orElseThrow();
    }
}
