/// Boards as a host reaches them: the 4 KiB of registers of a board, through the BAR of a PCI function, through
/// Corundum's driver, by requests to NetFPGA-SUME's, or served by a simulated board. What is done with the registers
/// is not known here.
package xdp2rtl.device;
