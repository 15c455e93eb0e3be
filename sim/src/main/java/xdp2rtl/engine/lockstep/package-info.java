/// The core's Java model and the generated Verilog side by side: every retired bundle, every report and every packet
/// that leaves must be the same in the same cycle, and the map memory at the end.
package xdp2rtl.engine.lockstep;
