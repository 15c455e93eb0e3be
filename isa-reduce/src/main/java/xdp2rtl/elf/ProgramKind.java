package xdp2rtl.elf;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a program is for, which its section's name says. libbpf fixes the names of all other kinds; a section that it
/// does not know holds an XDP program, as in the many objects that name their sections freely.
///
/// Source: libbpf 1.5, the table of section definitions in src/libbpf.c.
public final class ProgramKind {
    private static final Set<String> OTHERS = Set.of("socket", "sk_reuseport", "kprobe", "uprobe", "uprobe.s",
            "kretprobe", "uretprobe", "uretprobe.s", "kprobe.multi", "kretprobe.multi", "kprobe.session",
            "uprobe.multi",
            "uretprobe.multi", "uprobe.session", "uprobe.multi.s", "uretprobe.multi.s", "uprobe.session.s", "ksyscall",
            "kretsyscall", "usdt", "usdt.s", "tc", "tcx", "classifier", "action", "netkit", "tracepoint", "tp",
            "raw_tracepoint", "raw_tp", "raw_tracepoint.w", "raw_tp.w", "tp_btf", "fentry", "fmod_ret", "fexit",
            "fentry.s", "fmod_ret.s", "fexit.s", "freplace", "lsm", "lsm.s", "lsm_cgroup", "iter", "iter.s", "syscall",
            "perf_event", "lwt_in", "lwt_out", "lwt_xmit", "lwt_seg6local", "sockops", "sk_skb", "sk_msg",
            "lirc_mode2", "flow_dissector", "cgroup_skb", "cgroup", "cgroup.s", "struct_ops", "struct_ops.s",
            "sk_lookup");

    /// `xdp/devmap`, with `.frags` or a name behind it, and `xdp_devmap/NAME` of older versions.
    private static final Pattern MAP_ENTRY = Pattern.compile("xdp(\\.frags)?[/_](?<map>devmap|cpumap)(/.*)?");

    /// `xdp.frags`, with an attach point or a name behind it.
    private static final Pattern FRAGMENTS = Pattern.compile("xdp\\.frags(/.*)?");

    private ProgramKind() {}

    /// Whether Linux gives the program packets in fragments too.
    public static boolean takesFragments(String section) {
        return FRAGMENTS.matcher(bare(section)).matches();
    }

    /// The kind of a program that is not run on packets, such as `fentry`; empty for an XDP program.
    public static Optional<String> otherThanXdp(String section) {
        String name = bare(section);
        int slash = name.indexOf('/');
        String kind = slash < 0 ? name : name.substring(0, slash);
        return OTHERS.contains(kind) ? Optional.of(kind) : Optional.empty();
    }

    /// What an XDP program is attached to.
    public static AttachPoint attachPoint(String section) {
        Matcher entry = MAP_ENTRY.matcher(bare(section));
        if (!entry.matches()) { return AttachPoint.INTERFACE; }
        return entry.group("map").equals("devmap") ? AttachPoint.DEVMAP_ENTRY : AttachPoint.CPUMAP_ENTRY;
    }

    private static String bare(String section) { return section.startsWith("?") ? section.substring(1) : section; }
}
