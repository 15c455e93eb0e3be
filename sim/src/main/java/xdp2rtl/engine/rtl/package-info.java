/// The generated Verilog as an engine: [xdp2rtl.engine.rtl.RtlCore] is the host's side of one core, over its control port and streams as a
/// driver would use them; [xdp2rtl.engine.rtl.RtlEngine] runs a stimulus on it.
package xdp2rtl.engine.rtl;
