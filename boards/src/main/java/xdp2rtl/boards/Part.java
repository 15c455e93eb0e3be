package xdp2rtl.boards;

import java.util.Optional;

/// An FPGA.
///
/// @param name   the name that Vivado takes
/// @param family `xc7` or `xcup`, as Yosys calls it
/// @param totals what it has, where a source for the figures is known
public record Part(String name, String family, Optional<Totals> totals) {

    /// Bytes that a block RAM of 36 Kb holds, without the bits for parity.
    static final int BLOCK_RAM_BYTES = 4096;
    /// Bytes that an UltraRAM of 288 Kb holds, without the bits for parity.
    static final int ULTRA_RAM_BYTES = 32_768;

    /// LUTs, flip-flops, block RAMs of 36 Kb, UltraRAMs, DSP slices of the whole device.
    public record Totals(int luts, int flipFlops, int blockRams, int ultraRams, int dsps) {}

    static final Part XCU50 = of("xcu50-fsvh2104-2-e", 871_680, 1_743_360, 1_344, 640, 5_952);
    static final Part XCU55C = of("xcu55c-fsvh2892-2L-e", 1_303_680, 2_607_360, 2_016, 960, 9_024);
    static final Part XCU200 = of("xcu200-fsgd2104-2-e", 1_182_240, 2_364_480, 2_160, 960, 6_840);
    static final Part XCU250 = of("xcu250-figd2104-2L-e", 1_728_000, 3_456_000, 2_688, 1_280, 12_288);
    static final Part XCU280 = of("xcu280-fsvh2892-2L-e", 1_303_680, 2_607_360, 2_016, 960, 9_024);
    /// Of the Alveo U45N; its totals were found nowhere that can be cited.
    static final Part XCU26 = new Part("xcu26-vsva1365-2LV-e", "xcup", Optional.empty());
    /// Of the NetFPGA-SUME.
    static final Part VIRTEX7 =
            new Part("xc7vx690tffg1761-3", "xc7", Optional.of(new Totals(433_200, 866_400, 1_470, 0, 3_600)));

    /// Whether it has UltraRAM; all of UltraScale+ that are here have.
    boolean hasUltraRam() {
        return totals.map(it -> it.ultraRams() > 0).orElse(family.equals("xcup"));
    }

    private static Part of(String name, int luts, int flipFlops, int blockRams, int ultraRams, int dsps) {
        return new Part(name, "xcup", Optional.of(new Totals(luts, flipFlops, blockRams, ultraRams, dsps)));
    }
}
