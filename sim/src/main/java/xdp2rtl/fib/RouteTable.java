package xdp2rtl.fib;

/// The routing tables that are looked into without rules of one's own (RT_TABLE_), in their order.
public enum RouteTable {
    LOCAL(255), MAIN(254);

    private final int number;

    RouteTable(int number) { this.number = number; }

    /// The number of RT_TABLE_.
    public int number() { return number; }
}
