package xdp2rtl.cfg;

import xdp2rtl.elf.Subprogram;

/// One inlined copy of a function, with registers and a stack frame of its own.
///
/// @param id     its place in [Cfg#frames]; greater than its caller's
/// @param caller the frame that calls it; -1 for a program's own
public record CallFrame(int id, int caller, Subprogram function) {}
