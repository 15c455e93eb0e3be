/// The generated Verilog as an engine: [xdp2rtl.engine.rtl.RtlCore] is the host's side of the cores, over their control
/// port and streams as a driver would use them; [xdp2rtl.engine.rtl.RtlEngine] runs a stimulus on it.
package xdp2rtl.engine.rtl;
