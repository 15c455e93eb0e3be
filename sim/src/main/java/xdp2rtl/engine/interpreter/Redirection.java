package xdp2rtl.engine.interpreter;

import java.util.Optional;
import java.util.OptionalInt;
import xdp2rtl.port.Action;
import xdp2rtl.port.RedirectTarget;

/// Where the redirect helpers have sent the packet so far (`struct bpf_redirect_info`, include/linux/filter.h).
///
/// Only a call that is taken changes it, with one surprise of Linux's: a `bpf_redirect_map` that finds nothing
/// leaves the number of the last taken call, which then names an interface.
final class Redirection {
    static final long BROADCAST = 1 << 3;
    static final long EXCLUDE_INGRESS = 1 << 4;
    private static final long ACTIONS = 3;

    private long index;
    private Optional<RedirectTarget> target = Optional.empty();

    /// `bpf_redirect`: the action for the program to return.
    long toInterface(int ifindex, long flags) {
        if (flags != 0) {
            return Action.ABORTED;
        }
        index = ifindex & 0xffff_ffffL;
        target = interfaceAt(index);
        return Action.REDIRECT;
    }

    /// `bpf_redirect_map`: the action for the program to return.
    long toMap(String name, DeviceModel map, long key, long flags) {
        if ((flags & ~(ACTIONS | BROADCAST | EXCLUDE_INGRESS)) != 0) {
            return Action.ABORTED;
        }
        OptionalInt ifindex = map.ifindex((int) key);
        boolean all = (flags & BROADCAST) != 0;
        if (ifindex.isEmpty() && !all) {
            target = interfaceAt(index);
            return flags & ACTIONS;
        }
        index = key;
        target = Optional.of(all ? new RedirectTarget.Broadcast(name, (flags & EXCLUDE_INGRESS) != 0)
                : new RedirectTarget.MapEntry(name, ifindex.getAsInt()));
        return Action.REDIRECT;
    }

    Optional<RedirectTarget> target() {
        return target;
    }

    /// Interface 0 does not exist, so that is no target.
    private static Optional<RedirectTarget> interfaceAt(long number) {
        return (int) number == 0 ? Optional.empty() : Optional.of(new RedirectTarget.Interface((int) number));
    }
}
