/// The host's side of a core: how maps get into its memory and out again. The bundle simulator and the hardware
/// are loaded and read by the same code, through [MapMemory]; a driver for a board would use it too.
package xdp2rtl.host;
