package xdp2rtl.engine.model;

/// How full a core is (`docs/machine.md`, section 5).
public final class Totals {
    private int inside;
    private int most;
    private long occupancy;
    private long stalls;
    private long packets;

    /// A packet's last beat has come in.
    void arrive() {
        inside++;
        packets++;
    }

    /// A frame has been emptied.
    void leave() {
        inside--;
    }

    /// A cycle has ended.
    /// @param stalled whether a beat stood at the input and was not accepted
    void cycle(boolean stalled) {
        most = Math.max(most, inside);
        occupancy += inside;
        if (stalled) {
            stalls++;
        }
    }

    /// Packets inside, and the most at once.
    public int inside() {
        return inside;
    }

    public int most() {
        return most;
    }

    /// Packets inside, summed up over cycles.
    public long occupancy() {
        return occupancy;
    }

    /// Cycles in which a beat had to wait.
    public long stalls() {
        return stalls;
    }

    /// Packets that have come in.
    public long packets() {
        return packets;
    }
}
