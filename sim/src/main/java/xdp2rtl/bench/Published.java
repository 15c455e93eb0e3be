package xdp2rtl.bench;

import java.util.List;

/// What the hXDP paper (OSDI 2020) gives for a program of its evaluation: table 3, figures 7 to 12 and the shipped
/// images. The programs are the paper's; ours of the same function are in `examples`.
///
/// @param example ours
/// @param theirs  the paper's name for it
/// @param slots   8-byte slots of its bytecode
/// @param rows    rows of its VLIW program at 4 lanes, all optimisations on
/// @param cycles  clock cycles for a 64-byte packet at 156.25 MHz, from the throughput
public record Published(String example, String theirs, int slots, int rows, int cycles) {

    /// The ten of the evaluation.
    static final List<Published> ALL = List.of(
            new Published("xdp1", "xdp1", 61, 36, 14),
            new Published("xdp2", "xdp2", 78, 43, 23),
            new Published("adjust_tail", "xdp_adjust_tail", 117, 43, 60),
            new Published("router", "router_ipv4", 119, 50, 40),
            new Published("rxq_info_drop", "rxq_info (drop)", 81, 46, 14),
            new Published("rxq_info_tx", "rxq_info (tx)", 81, 46, 16),
            new Published("tx_ip_tunnel", "tx_ip_tunnel", 283, 100, 62),
            new Published("redirect_map", "redirect_map", 35, 14, 16),
            new Published("simple_firewall", "simple_firewall", 72, 27, 24),
            new Published("katran_like", "Katran", 268, 102, 54));

    /// The clock that the paper's core ran at, in MHz.
    static final double CLOCK_MHZ = 156.25;

    /// Millions of packets a second.
    public double mpps() {
        return CLOCK_MHZ / cycles;
    }
}
