package xdp2rtl.compile;

import xdp2rtl.depend.Profile;

/// Whoever runs a program to say what is frequent in it.
public interface Profiler {
    /// @param byBlocks the program, each block of the graph an entry of its own
    Profile of(Compiled byBlocks);

    /// The bundles that the packets of the run take in all: of two schedules the one that takes fewer is kept.
    long bundles(Compiled compiled);
}
