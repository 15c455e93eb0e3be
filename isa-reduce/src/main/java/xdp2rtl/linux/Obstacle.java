package xdp2rtl.linux;

/// Why something of Linux is not supported here, and what to write instead.
public enum Obstacle {
    OTHER_PROGRAMS("Linux has it for programs of other kinds than XDP", "Use it in such a program"),
    TAIL_CALLS("a core runs one program", "Call functions of the same object"),
    CALLBACKS("callbacks are not supported", "Write a loop instead"),
    KERNEL_FUNCTIONS("there is no kernel on the card", "Use helpers only"),
    PACKET_LOADS("Linux refuses it in XDP programs", "Load through ctx->data"),
    FRAGMENTS("packets are in one piece, of at most 3,520 bytes", "Set an MTU that one page holds"),
    DEVICE_PROGRAMS("programs in device maps are not supported", "Give 0 in bytes 4 to 7"),
    KERNEL_VARIABLES("only a running kernel has it", "Use helpers and functions of the object only"),
    KERNEL_MEMORY("it is about memory and tasks of the kernel, which is not on the card",
        "Leave it to a program in the kernel"),
    KERNEL_LOG("the card has no log to print to", "Count in a map, and let the host print"),
    KERNEL_POINTERS("the card has no objects of the kernel", "Use pointers into the packet, the stack and map values"),
    EVENT_BUFFERS("there is no buffer from the card to processes", "Count in a map, or pass the packet to the host"),
    PACKET_COPIES("the hardware has no copies of that kind", "Use ctx->data and ctx->data_end"),
    SOCKETS("the kernel's sockets are not on the card", "Pass such packets to the host"),
    SYN_COOKIES("the kernel's secrets are not on the card", "Pass such packets to the host"),
    CLOCKS("the hardware has one clock", "Use bpf_ktime_get_ns"),
    NUMA_NODES("a card has no NUMA nodes", "Use bpf_get_smp_processor_id"),
    QUEUES("the map unit keeps keys, not an order", "Use an ARRAY, with indexes of your own"),
    OTHER_CPUS("a context sees its own values only", "Let the host add the values up"),
    LOCKS("a value has no lock", "Use atomic operations, or a per-CPU map"),
    STRINGS("the hardware has no texts", "Compare bytes in a loop"),
    REPLACEMENT("the map unit does not choose entries to drop",
        "Use HASH or PERCPU_HASH with enough entries, and delete old ones"),
    PREFIXES("the map unit compares whole keys", "Use a HASH, with a lookup for each prefix length"),
    INNER_MAPS("where a map lies is decided when the program is compiled",
        "Use one map, with the choice as a part of its key"),
    HOST_QUEUES("the shells of our boards choose the host's queue themselves", "Return XDP_PASS instead"),
    SHARED_MEMORY("the card shares no memory with processes", "Use an ARRAY, and read it with `host map`"),
    NO_TYPE("it names no type", "Give the map a type");

    private final String why;
    private final String remedy;

    Obstacle(String why, String remedy) {
        this.why = why;
        this.remedy = remedy;
    }

    public String why() { return why; }

    public String remedy() { return remedy; }
}
