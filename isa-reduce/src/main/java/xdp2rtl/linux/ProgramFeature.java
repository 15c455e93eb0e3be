package xdp2rtl.linux;

import java.util.Optional;

/// What else of Linux's programs is there or not, beside helpers and maps. For `docs/support.md`.
public enum ProgramFeature {
    INSTRUCTIONS("the instructions of RFC 9669, with 32-bit, atomic and signed ones"),
    FUNCTIONS("functions of the object, called directly"),
    TAIL_CALLS("tail calls to programs of the object, also from functions"),
    LOOPS("loops that Linux accepts, also with `may_goto` (`can_loop`, `cond_break`)"),
    CALLBACKS("functions that bpf_loop and bpf_for_each_map_elem call, given by name"),
    KERNEL_LOOPS("iterators over numbers (`bpf_for`, `bpf_repeat`)"),
    DYNPTRS("parts of packets (dynptrs of `bpf_dynptr_from_xdp`) where the program does not move its borders"),
    DEVICE_METADATA("metadata of the receiving device (`bpf_xdp_metadata_rx_*`): there is none, so -EOPNOTSUPP"),
    GLOBAL_DATA("global variables and constants, also set when the program is loaded (`--set`, `--map .rodata=FILE`)"),
    DEAD_CODE("anything, in code that constants rule out"),
    RELOCATIONS("questions about types (CO-RE), by those of the user-space API or of a kernel (`--btf`)"),
    OPTIONS("variables of the kernel's configuration (`__kconfig`), given by `--kconfig` and `--kernel-version`"),
    WEAK("variables and functions of the kernel that may be missing (`__weak`): they are"),
    MAP_DEFINITIONS(
            "maps defined by type, or as `struct bpf_map_def`; sizes also set when they are loaded (`--map-entries`)"),
    LOCKS("locks in values of HASH and ARRAY maps (`struct bpf_spin_lock`, `BPF_F_LOCK`); an element of a HASH that "
            + "is deleted while its lock is held comes back with a free one"),
    FRAGMENTS("packets in fragments (`xdp.frags`), of up to 3,520, 7,616 or 15,808 bytes by the core's `--frame-kib`"),
    METADATA("metadata in front of the packet"),
    ENTRY_PROGRAMS(
            "programs for entries of device and CPU maps (`xdp/devmap`, `xdp/cpumap`), run alone; `egress_ifindex` is given by `--egress-ifindex`"),
    FUNCTION_POINTERS("functions that are chosen when the program runs", Obstacle.UNKNOWN_FUNCTIONS),
    KERNEL_FUNCTIONS("other functions of the kernel (kfuncs)", Obstacle.KERNEL_FUNCTIONS),
    ARENAS("arenas (`addr_space_cast`)", Obstacle.ARENAS),
    KERNEL_VARIABLES("variables of the kernel (ksyms)", Obstacle.KERNEL_VARIABLES),
    PACKET_LOADS("legacy packet loads (`BPF_ABS`, `BPF_IND`)", Obstacle.PACKET_LOADS),
    HOST_QUEUES("on a board: redirects to queues of the host (CPUMAP, XSKMAP)", Obstacle.HOST_QUEUES),
    DEVICE_PROGRAMS("programs in entries of device and CPU maps, called by a redirect", Obstacle.DEVICE_PROGRAMS),
    PREFIX_CHANGES("updates and deletions in an LPM_TRIE, by programs", Obstacle.PREFIXES);

    private final String text;
    private final Optional<Obstacle> obstacle;

    ProgramFeature(String text) {
        this.text = text;
        this.obstacle = Optional.empty();
    }

    ProgramFeature(String text, Obstacle obstacle) {
        this.text = text;
        this.obstacle = Optional.of(obstacle);
    }

    public String text() { return text; }

    /// Why it is not supported, and what to write instead; nothing if it is.
    public Optional<Obstacle> obstacle() { return obstacle; }
}
