package xdp2rtl.linux;

/// What distinguishes kinds of map.
public enum MapTrait {
    /// Keys are 32-bit indexes from 0; otherwise bytes.
    INDEXED,
    /// Keys are prefixes: a length in bits, in 4 bytes, and the bytes that it counts from the highest bit of the first
    /// on (`struct bpf_lpm_trie_key_u8`).
    PREFIXES,
    /// Every key is there from the start, and none can be deleted.
    COMPLETE,
    /// A key has a value for each CPU.
    PER_CPU,
    /// Packets are sent to what its entries name.
    TARGETS,
    /// A value is a device that packets are sent to, then perhaps a program (`struct bpf_devmap_val`). A packet can go
    /// to all of them at once.
    DEVICES,
    /// Its entries name programs, to be run by a tail call.
    PROGRAMS,
    /// Its entries name maps, which a lookup finds.
    MAPS,
    /// A ring of records for the host on each CPU.
    EVENTS,
    /// A ring of records for the host that all CPUs share. It has neither keys nor values; its size is in bytes.
    RING,
    /// Values without keys, which programs put in and take out.
    LINE,
    /// Values without keys, of which it only tells whether one may have been put in.
    FILTER,
    /// A new key that finds it full takes the place of another one (LRU).
    EVICTS,
    /// Values can have a lock (`map_check_btf`, kernel/bpf/syscall.c).
    LOCKABLE,
    /// Programs can look keys up.
    READABLE,
    /// Programs can write into values.
    WRITABLE,
    /// Programs can update and delete entries.
    UPDATABLE
}
