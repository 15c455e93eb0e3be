package xdp2rtl.elf;

import java.util.Locale;
import java.util.Optional;

/// The kernel's kinds of map, complete; a kind's number is its place in this list.
/// Source: `enum bpf_map_type` of Linux 6.18, include/uapi/linux/bpf.h.
public enum MapType {
    UNSPEC, HASH, ARRAY, PROG_ARRAY, PERF_EVENT_ARRAY, PERCPU_HASH, PERCPU_ARRAY, STACK_TRACE,
    CGROUP_ARRAY, LRU_HASH, LRU_PERCPU_HASH, LPM_TRIE, ARRAY_OF_MAPS, HASH_OF_MAPS, DEVMAP, SOCKMAP,
    CPUMAP, XSKMAP, SOCKHASH, CGROUP_STORAGE, REUSEPORT_SOCKARRAY, PERCPU_CGROUP_STORAGE, QUEUE, STACK,
    SK_STORAGE, DEVMAP_HASH, STRUCT_OPS, RINGBUF, INODE_STORAGE, TASK_STORAGE, BLOOM_FILTER,
    USER_RINGBUF, CGRP_STORAGE, ARENA;

    private static final MapType[] ALL = values();

    /// The kernel's number, BPF_MAP_TYPE_*.
    public int number() {
        return ordinal();
    }

    /// The name as bpftool prints it, such as `percpu_array`.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The type of a number of the kernel's.
    public static Optional<MapType> of(int number) {
        return number >= 0 && number < ALL.length ? Optional.of(ALL[number]) : Optional.empty();
    }
}
