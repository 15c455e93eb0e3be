package xdp2rtl.isa;

/// Why the hardware ended a packet with XDP_ABORTED of its own accord.
public enum Cause {
    NONE("It did not: the program ended."),
    LENGTH("The packet is shorter than 14 bytes or longer than the program takes (3,520 bytes, in fragments all that a "
            + "frame holds); the program has not run."),
    PROGRAM("The program ran past its last bundle."),
    ADDRESS("A load, store or atomic out of its range."),
    REQUEST("A request while another was outstanding."),
    RUNAWAY("More bundles than the limit.");

    private final String meaning;

    Cause(String meaning) { this.meaning = meaning; }

    /// For people.
    public String meaning() { return meaning; }
}
