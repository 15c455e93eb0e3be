package xdp2rtl.linux;

/// Why something of Linux is not supported here, and what to write instead.
public enum Obstacle {
    OTHER_PROGRAMS("Linux has it for programs of other kinds than XDP", "Use it in such a program"),
    PEERS("Linux has it for programs at tc only, and there are no other namespaces on the card",
            "Send the packet with bpf_redirect() or bpf_redirect_map() to the interface that leads there"),
    NEIGHBOURS("Linux has it for programs at tc only",
            "Take the addresses from bpf_fib_lookup(), and send the packet with bpf_redirect()"),
    QUEUE_CHOICE("Linux lets programs on a card alone write it, and the shells of our boards choose the host's queue "
            + "themselves", "Leave it out, and return XDP_PASS"),
    TIMERS("the card runs a program for a packet only", "Compare bpf_ktime_get_ns() with a time that a map keeps"),
    UNKNOWN_FUNCTIONS("calls become copies of the called function, which is known where the program is compiled",
            "Give the function by its name in this call, and 0 as flags"),
    TAIL_CALLS_BACK("the loop around such a call would nest with the runs of programs",
            "Make the tail call behind the loop"),
    KERNEL_FUNCTIONS("there is no kernel on the card", "Use helpers, and those functions that docs/support.md names"),
    CONNECTIONS("the kernel's connections (netfilter) are not on the card",
            "Keep connections in an LRU_HASH by their addresses and ports, or pass such packets to the host"),
    TRANSFORMS("the kernel's IPsec states are not on the card", "Pass such packets to the host"),
    CIPHERS("the card has no ciphers", "Pass such packets to the host"),
    ALLOCATIONS("the card has no memory to allocate objects from",
            "Keep the objects in a HASH or an ARRAY, and name them by keys"),
    LINEAR_PACKETS("what of a packet lies behind the first page stays there",
            "Use bpf_xdp_load_bytes() and bpf_xdp_store_bytes()"),
    EXCEPTIONS("a run ends where its program returns", "Return the action, such as XDP_ABORTED"),
    QUEUED_LOCKS("the card has no locks with a deadline", "Use bpf_spin_lock()"),
    ELEMENT_COUNTS("the card does not count a map's keys",
            "Count them with bpf_for_each_map_elem(), or in an ARRAY where they come and go"),
    CPU_MASKS("the card has no sets of CPUs", "Use a number of 64 bits, or an ARRAY with an entry for each CPU"),
    BIT_ITERATORS("the card has no iterators over bits", "Use bpf_for(), and test each bit"),
    STREAMS("the card has no streams", "Print with bpf_printk(), whose text the host makes"),
    DYNPTR_SOURCES("a dynptr is of a packet here", "Use the pointer to the map value itself"),
    DYNPTR_RECORDS("a dynptr is of a packet here",
            "Use bpf_ringbuf_reserve() with a constant size, or bpf_ringbuf_output() of as many bytes as there are"),
    MOVED_DYNPTRS("a dynptr keeps the borders that the packet had when it was made", "Load through ctx->data"),
    FRAGMENTED_DYNPTRS("what lies in two fragments is copied by a buffer in Linux, and is not if it lies in one",
            "Use bpf_dynptr_read() and bpf_dynptr_write(), or a core with --frame-kib 4"),
    ARENAS("the card shares no memory with processes", "Keep the data in a map of type ARRAY"),
    PACKET_LOADS("Linux refuses it in XDP programs", "Load through ctx->data"),
    DEVICE_PROGRAMS("programs in device maps are not supported", "Give 0 in bytes 4 to 7"),
    KERNEL_VARIABLES("only a running kernel has it", "Use helpers and functions of the object only"),
    KERNEL_MEMORY("it is about memory and tasks of the kernel, which is not on the card",
            "Leave it to a program in the kernel"),
    KERNEL_LOG("the card makes no texts", "Print with bpf_printk(), whose text the host makes"),
    KERNEL_POINTERS("the card has no objects of the kernel", "Use pointers into the packet, the stack and map values"),
    HOST_RINGS("the host has no ring that programs read", "Let the host change a map"),
    SOCKETS("the kernel's sockets are not on the card", "Pass such packets to the host"),
    SYN_COOKIES("the kernel's secrets are not on the card", "Pass such packets to the host"),
    STRINGS("the hardware has no texts", "Compare bytes in a loop"),
    PREFIXES("the host sorts the prefixes of a map of type lpm_trie, and programs only look them up",
            "Let the host change the map, or use a HASH, with a lookup for each prefix length"),
    INNER_MAPS(
            "packets are sent by, records left in, and tail calls made by a map that is known when the program is compiled",
            "Name the map itself in this call"),
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
