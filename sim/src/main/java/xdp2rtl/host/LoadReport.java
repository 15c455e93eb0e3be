package xdp2rtl.host;

import java.util.List;
import xdp2rtl.compile.Compiled;

/// What a load did.
///
/// @param rowsBeside the program was written while the one before it ran
/// @param mapsBeside so were its maps
/// @param ahead      register writes before the input was held
/// @param behind     register writes while it was held
/// @param held       cycles that the input was held; 0 where the core did not run
/// @param kept       maps that keep what they held
/// @param fresh      maps that were asked to be kept and could not be, and why
public record LoadReport(Compiled compiled, LoadedProgram loaded, boolean rowsBeside, boolean mapsBeside, long ahead,
        long behind, long held,
        List<String> kept, List<String> fresh) {
    public LoadReport {
        kept = List.copyOf(kept);
        fresh = List.copyOf(fresh);
    }
}
