package xdp2rtl.linux;

/// What distinguishes kinds of map.
public enum MapTrait {
    /// Keys are 32-bit indexes from 0; otherwise bytes.
    INDEXED,
    /// Every key is there from the start, and none can be deleted.
    COMPLETE,
    /// A key has a value for each CPU.
    PER_CPU,
    /// A value is a device that packets are sent to, then perhaps a program (`struct bpf_devmap_val`).
    DEVICES,
    /// Programs can change values and keys.
    WRITABLE
}
