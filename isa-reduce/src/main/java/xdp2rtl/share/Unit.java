package xdp2rtl.share;

import java.util.List;
import java.util.Optional;
import xdp2rtl.cfg.BasicBlock;

/// Code that is there once: a block, or blocks of several copies of a function that have become one.
///
/// @param id     its place in [SharedCode#units]
/// @param code   what it does, in the frame that stands for those of all copies; none where a shared function begins
/// @param frame  that frame
/// @param copies the blocks, one for each copy; none where a shared function begins
/// @param next   the units behind it, in the order of [xdp2rtl.cfg.Terminator#successors]; behind the end of a shared
///               function, those behind its calls, in the order of their numbers
/// @param site   the number of a call of a shared function
public record Unit(int id, Optional<BasicBlock> code, int frame, List<Integer> copies, List<Integer> next, int site) {
    /// The number of what calls nothing that is shared.
    public static final int NONE = -1;

    public Unit {
        copies = List.copyOf(copies);
        next = List.copyOf(next);
    }
}
