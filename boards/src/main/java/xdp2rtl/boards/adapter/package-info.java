/// The hardware between a shell and the core, in our hardware language: {@link
/// xdp2rtl.boards.adapter.Offload} is what all boards have in common, the adapters are what one shell adds.
/// The Verilog module that has the shell's own port names is text ({@link xdp2rtl.boards.BoardGenerator}); it
/// holds an adapter, the core, and where the shell has two clocks the synchronisers between the two halves of
/// the control port.
package xdp2rtl.boards.adapter;
