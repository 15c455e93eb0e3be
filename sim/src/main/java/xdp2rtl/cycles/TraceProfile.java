package xdp2rtl.cycles;

import java.util.HashMap;
import java.util.Map;
import xdp2rtl.compile.Compiled;
import xdp2rtl.compile.Profiler;
import xdp2rtl.depend.Profile;
import xdp2rtl.engine.model.BundleEngine;
import xdp2rtl.engine.model.BundleWatch;
import xdp2rtl.port.Retired;
import xdp2rtl.port.Stimulus;

/// Runs a trace once, one packet at a time, on the model of the core, and counts which blocks lead where.
///
/// @param stimulus the packets, and what maps hold before the first of them
public record TraceProfile(Stimulus stimulus) implements Profiler {

    @Override public Profile of(Compiled byBlocks) {
        Map<Integer, Integer> entries = new HashMap<>();
        byBlocks.schedule().entries().forEach(entry -> entries.put(entry.address(), entry.block()));
        var profile = new Profile();
        // A packet at a time, so what retires is all of one; it begins with block 0.
        int[] block = {0};
        run(byBlocks, (_, next, _) -> {
            int to = next == Retired.ENDS ? Profile.END : entries.getOrDefault(next, block[0]);
            if (next == Retired.ENDS || entries.containsKey(next)) {
                profile.count(block[0], to);
                block[0] = Math.max(to, 0);
            }
        });
        return profile;
    }

    @Override public long bundles(Compiled compiled) {
        long[] count = {0};
        run(compiled, (_, _, _) -> count[0]++);
        return count[0];
    }

    private void run(Compiled compiled, BundleWatch watch) {
        BundleEngine.run(compiled, stimulus, cores -> cores.onBundle(watch));
    }
}
