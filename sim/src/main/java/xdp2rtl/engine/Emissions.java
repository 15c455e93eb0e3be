package xdp2rtl.engine;

import java.util.List;
import xdp2rtl.port.Emission;

/// Whether two engines have left the same for the host. A card has less room for texts than Linux; no program sees
/// which of them found none, so those that did must be the others' in order, and as many less as the card has counted.
final class Emissions {
    private Emissions() {}

    static boolean agree(List<Emission> one, List<Emission> other) {
        long lost = lost(one);
        long otherLost = lost(other);
        if (lost == otherLost) { return one.equals(other); }
        return lost < otherLost ? covers(one, other, otherLost) : covers(other, one, lost);
    }

    private static long lost(List<Emission> emissions) {
        return emissions.stream().filter(Emission.LostTexts.class::isInstance).map(Emission.LostTexts.class::cast)
                .mapToLong(Emission.LostTexts::count).sum();
    }

    /// @param lost texts of `all` that `fewer` has not
    private static boolean covers(List<Emission> all, List<Emission> fewer, long lost) {
        if (lost(all) != 0) { return false; }
        int at = 0;
        long missing = 0;
        for (Emission emission : all) {
            if (at < fewer.size() && fewer.get(at).equals(emission)) {
                at++;
            } else if (emission instanceof Emission.Printed) {
                missing++;
            } else {
                at = skipLost(fewer, at);
                if (at == fewer.size() || !fewer.get(at).equals(emission)) { return false; }
                at++;
            }
        }
        return missing == lost && skipLost(fewer, at) == fewer.size();
    }

    private static int skipLost(List<Emission> emissions, int at) {
        return at < emissions.size() && emissions.get(at) instanceof Emission.LostTexts ? at + 1 : at;
    }
}
