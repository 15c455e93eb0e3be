/// Cores on boards. A {@link xdp2rtl.boards.Board} is data: shell, FPGA, ports, clock. {@link
/// xdp2rtl.boards.BoardGenerator} writes the folder that the shell's own build takes; the hardware in it is
/// in {@link xdp2rtl.boards.adapter} and {@link xdp2rtl.boards.stream}.
///
/// The port lists of the shells (`ports/*.txt` among the resources) are facts about modules that we do not
/// have here: {@link xdp2rtl.boards.ShellPorts} reads them, wrappers are made from them, and the tests make
/// stand-ins of the shells from them in which each wrapper is elaborated and simulated.
package xdp2rtl.boards;
