package xdp2rtl.elf;

/// A program that tail calls of another lead to.
///
/// @param name  of its function
/// @param start the slot of its first instruction in the code of the program that calls it
/// @param alone the same with its subprograms only, as Linux is given it; its maps are those of the program that calls
/// it
public record TailTarget(String name, int start, Program alone) {}
