package xdp2rtl.verifier;

import java.util.Map;
import java.util.stream.Collectors;
import xdp2rtl.cfg.Node;
import xdp2rtl.linux.FibLookup;

/// What bpf_fib_lookup demands of its parameters and flags, beside what Linux does.
record LookupTypes(Refusal refusal, MemoryTypes memory) {
    private static final Map<Integer, String> UNSUPPORTED =
            Map.of(FibLookup.TBID, "BPF_FIB_LOOKUP_TBID", FibLookup.SRC, "BPF_FIB_LOOKUP_SRC");

    /// The structure, and its size in the register that follows.
    void parameters(State state, Node node, int register) {
        Range size = refusal.number(state, node, register + 1);
        if (!size.isConstant()) {
            throw refusal.of(node, "is given a structure of unknown size", "r" + (register + 1) + " is not constant",
                    "Give sizeof(struct bpf_fib_lookup)");
        }
        if (size.low() < 1 || size.low() > Integer.MAX_VALUE) {
            throw refusal.of(node, "is given a structure of " + size.low() + " bytes", "Linux refuses that too",
                    "Give sizeof(struct bpf_fib_lookup)");
        }
        memory.changed(state, node, register, (int) size.low());
    }

    void flags(State state, Node node, int register) {
        Range flags = refusal.number(state, node, register);
        if (!flags.isConstant()) {
            throw refusal.of(node, "looks a route up with unknown flags", "r" + register
                    + " is not constant, and what is built for "
                    + "the call depends on it", "Call it with each of the flags by itself");
        }
        if ((flags.low() & 0xffff_ffffL & ~FibLookup.FLAGS) == 0 && !FibLookup.isSupported((int) flags.low())) {
            throw refusal.of(node, "looks a route up with " + UNSUPPORTED.keySet().stream()
                    .filter(flag -> (flags.low() & flag) != 0).sorted().map(UNSUPPORTED::get)
                    .collect(Collectors.joining(" and ")),
                    "the routes lie in tables by destination alone",
                    "Look up without it, or leave such packets to a program in the kernel");
        }
    }
}
