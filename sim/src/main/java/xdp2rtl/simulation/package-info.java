/// A board that is simulated: the Verilog of its whole folder, clock by clock, in this process. What a shell is to a
/// board is a few lines of C++ that drive its pins ([BoardModel]); its ports and its host's interfaces are TAP devices
/// or capture files ([Link]); its registers are served on a socket ([RegisterServer]), where `--device sim:` finds
/// them.
package xdp2rtl.simulation;
