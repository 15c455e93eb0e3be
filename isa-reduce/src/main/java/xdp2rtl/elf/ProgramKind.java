package xdp2rtl.elf;

import java.util.Optional;
import java.util.Set;

/// What a program is for, which its section's name says. libbpf fixes the names of all other kinds; a section that it
/// does not know holds an XDP program, as in the many objects that name their sections freely.
///
/// Source: libbpf 1.5, the table of section definitions in src/libbpf.c.
public final class ProgramKind {
    private static final Set<String> OTHERS = Set.of("socket", "sk_reuseport", "kprobe", "uprobe", "uprobe.s",
            "kretprobe", "uretprobe", "uretprobe.s", "kprobe.multi", "kretprobe.multi", "kprobe.session", "uprobe.multi",
            "uretprobe.multi", "uprobe.session", "uprobe.multi.s", "uretprobe.multi.s", "uprobe.session.s", "ksyscall",
            "kretsyscall", "usdt", "usdt.s", "tc", "tcx", "classifier", "action", "netkit", "tracepoint", "tp",
            "raw_tracepoint", "raw_tp", "raw_tracepoint.w", "raw_tp.w", "tp_btf", "fentry", "fmod_ret", "fexit",
            "fentry.s", "fmod_ret.s", "fexit.s", "freplace", "lsm", "lsm.s", "lsm_cgroup", "iter", "iter.s", "syscall",
            "perf_event", "lwt_in", "lwt_out", "lwt_xmit", "lwt_seg6local", "sockops", "sk_skb", "sk_msg",
            "lirc_mode2", "flow_dissector", "cgroup_skb", "cgroup", "cgroup.s", "struct_ops", "struct_ops.s",
            "sk_lookup");

    private ProgramKind() {}

    /// The kind of a program that is not run on packets as they come in, such as `fentry`; empty for an XDP program.
    public static Optional<String> otherThanXdp(String section) {
        String name = section.startsWith("?") ? section.substring(1) : section;
        int slash = name.indexOf('/');
        String kind = slash < 0 ? name : name.substring(0, slash);
        boolean onTheWayOut = kind.equals("xdp_devmap") || kind.equals("xdp_cpumap")
                || name.matches("xdp(\\.frags)?/(devmap|cpumap)");
        return OTHERS.contains(kind) || onTheWayOut ? Optional.of(onTheWayOut ? name : kind) : Optional.empty();
    }
}
