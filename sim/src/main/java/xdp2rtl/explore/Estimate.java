package xdp2rtl.explore;

/// What a configuration is expected to take of an FPGA.
///
/// @param lut       LUTs, those used as memory included
/// @param blockRams of 36 Kb, as they are counted
/// @param ultraRams as they are counted
/// @param clockMhz  that the longest path of logic lets expect
record Estimate(int lut, int flipFlops, double blockRams, int ultraRams, int dsp, int clockMhz) {}
