package xdp2rtl.share;

import java.util.List;
import xdp2rtl.elf.Subprogram;

/// What is there once that could be there several times.
///
/// @param functions of which there is one copy for several calls
/// @param paths     whether paths that types keep apart meet again where they can
public record Sharing(List<Subprogram> functions, boolean paths) {
    public static final Sharing NONE = new Sharing(List.of(), false);

    public Sharing { functions = List.copyOf(functions); }
}
