package xdp2rtl.report;

import java.util.Optional;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.CLine;

/// Something that a program cannot have here.
///
/// @param line of C, where it is known
public record Refusal(InputError error, Optional<CLine> line) {}
