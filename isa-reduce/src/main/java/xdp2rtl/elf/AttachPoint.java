package xdp2rtl.elf;

/// What an XDP program is attached to (`expected_attach_type`: BPF_XDP, BPF_XDP_DEVMAP, BPF_XDP_CPUMAP).
public enum AttachPoint {
    /// Runs on packets that an interface has received.
    INTERFACE("an interface"),
    /// Runs on packets that were redirected by an entry of a device map, before they are sent.
    DEVMAP_ENTRY("an entry of a device map"),
    /// Runs on packets that were redirected by an entry of a CPU map, on that CPU.
    CPUMAP_ENTRY("an entry of a CPU map");

    private final String text;

    AttachPoint(String text) { this.text = text; }

    public String text() { return text; }
}
