package xdp2rtl.engine.interpreter;

import java.util.Optional;
import xdp2rtl.linux.RedirectFlags;
import xdp2rtl.linux.XdpAction;
import xdp2rtl.port.RedirectTarget;

/// Where the redirect helpers have sent the packet so far (`struct bpf_redirect_info`, include/linux/filter.h).
///
/// Only a call that is taken changes it, with one surprise of Linux's: a `bpf_redirect_map` that finds nothing
/// leaves the number of the last taken call, which then names an interface.
final class Redirection {
    private long index;
    private Optional<RedirectTarget> target = Optional.empty();

    /// `bpf_redirect`: the action for the program to return.
    long toInterface(int ifindex, long flags) {
        if (flags != 0) { return XdpAction.ABORTED.number(); }
        index = ifindex & 0xffff_ffffL;
        target = interfaceAt(index);
        return XdpAction.REDIRECT.number();
    }

    /// `bpf_redirect_map`: the action for the program to return.
    long toMap(TargetModel map, long key, long flags) {
        if ((flags & ~RedirectFlags.takenBy(map.spec().type())) != 0) { return XdpAction.ABORTED.number(); }
        Optional<RedirectTarget> one = map.target((int) key);
        boolean all = (flags & RedirectFlags.BROADCAST) != 0;
        if (one.isEmpty() && !all) {
            target = interfaceAt(index);
            return flags & RedirectFlags.ACTION;
        }
        index = key;
        target = all
                ? Optional.of(
                        new RedirectTarget.Broadcast(map.spec().name(), (flags & RedirectFlags.EXCLUDE_INGRESS) != 0))
                : one;
        return XdpAction.REDIRECT.number();
    }

    Optional<RedirectTarget> target() {
        return target;
    }

    /// Interface 0 does not exist, so that is no target.
    private static Optional<RedirectTarget> interfaceAt(long number) {
        return (int) number == 0 ? Optional.empty() : Optional.of(new RedirectTarget.Interface((int) number));
    }
}
