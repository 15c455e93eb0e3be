package xdp2rtl.linux;

/// What distinguishes kinds of map.
public enum MapTrait {
    /// Keys are 32-bit indexes from 0; otherwise bytes.
    INDEXED,
    /// Every key is there from the start, and none can be deleted.
    COMPLETE,
    /// A key has a value for each CPU.
    PER_CPU,
    /// Packets are sent to what its entries name.
    TARGETS,
    /// A value is a device that packets are sent to, then perhaps a program (`struct bpf_devmap_val`). A packet can go to
    /// all of them at once.
    DEVICES,
    /// A ring of records for the host on each CPU.
    EVENTS,
    /// Programs can look keys up.
    READABLE,
    /// Programs can change values and keys.
    WRITABLE
}
