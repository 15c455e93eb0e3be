/// Packets and map contents that reach the blocks of a program.
///
/// [BlockSearch] runs the program in the interpreter and looks on ([Shadow]): each value is kept with the [Term] of what it
/// was made of, bytes of the packet and of maps, the packet's length, what Linux leaves open. Where a branch went one way
/// only, [Solver] turns its terms around and gives [Inputs] with which it should go the other way; what then happens is
/// seen in the next run. What was found is put together into few runs ([Scenes]), which are run once more and counted.
package xdp2rtl.reach;
