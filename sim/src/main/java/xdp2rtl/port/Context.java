package xdp2rtl.port;

import xdp2rtl.diagnostic.InputError;

/// What `struct xdp_md` says beside the packet: the interface and the receive queue that it came in by.
/// @param ifindex from 1, as in Linux
/// @param rxQueue from 0
public record Context(int ifindex, int rxQueue) {

    /// What the kernel's BPF_PROG_TEST_RUN shows where nothing is asked for: the loopback device, queue 0.
    public static final Context DEFAULT = new Context(1, 0);

    public Context {
        if (ifindex < 1) {
            throw new InputError("--ifindex", "there is no interface " + ifindex, "", "Give 1 or more");
        }
        if (rxQueue < 0) { throw new InputError("--rx-queue", "there is no queue " + rxQueue, "", "Give 0 or more"); }
    }
}
