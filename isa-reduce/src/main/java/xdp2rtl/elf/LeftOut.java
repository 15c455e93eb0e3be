package xdp2rtl.elf;

import xdp2rtl.diagnostic.InputError;

/// A program that tail calls could lead to, and that is not linked in.
///
/// @param name of its function
/// @param why  it is not accepted
public record LeftOut(String name, InputError why) {}
