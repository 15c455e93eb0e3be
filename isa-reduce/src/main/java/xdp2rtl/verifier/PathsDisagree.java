package xdp2rtl.verifier;

import xdp2rtl.diagnostic.InputError;

/// A use of what is one thing on one path and another thing on another one. Where the paths have not met it can be
/// used.
final class PathsDisagree extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int join;
    private final InputError error;

    /// @param join  the block in which the paths meet
    /// @param error what is said if they cannot be kept apart
    PathsDisagree(int join, InputError error) {
        super(error);
        this.join = join;
        this.error = error;
    }

    int join() { return join; }

    InputError error() { return error; }
}
