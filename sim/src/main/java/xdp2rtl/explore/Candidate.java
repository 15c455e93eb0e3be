package xdp2rtl.explore;

import java.util.Optional;

/// One core of a space: how fast it is, and what it takes. All that a program's refusal leaves open is 0.
///
/// @param lanes           of each core
/// @param contexts        of each core
/// @param mapBytes        of each core: the least that holds the program's maps
/// @param ultraRams       that hold them; 0 where they lie in block RAM
/// @param bundles         of the program
/// @param cyclesPerPacket of all cores together, saturated
/// @param latencyCycles   from a packet's last beat to its report, saturated, the mean
/// @param mpps            millions of packets a second, at the clock that the space is for
/// @param expectedMhz     the clock that its logic lets expect
/// @param refusal         why it cannot be: the program is refused, or it does not fit the board
/// @param firstCore       why the first of its cores gets all packets, if so
public record Candidate(int lanes, int contexts, int cores, int mapBytes, int bundles, double cyclesPerPacket,
        double latencyCycles, double mpps, int lut, int flipFlops, double blockRams, int ultraRams, int dsp,
        int expectedMhz,
        Optional<String> refusal, Optional<String> firstCore) {
    /// Whether nothing keeps it from being built.
    public boolean possible() { return refusal.isEmpty(); }

    /// Whether another takes no more LUTs and block RAMs and is as fast, and is better in one of these.
    boolean isBeatenBy(Candidate other) {
        boolean asGood = other.lut <= lut && other.blockRams <= blockRams && other.mpps >= mpps;
        return asGood && (other.lut < lut || other.blockRams < blockRams || other.mpps > mpps);
    }

    /// `2 cores of 4 lanes, 16 contexts`.
    public String size() {
        return "%s%d lane%s, %d contexts".formatted(cores == 1 ? "" : cores + " cores of ", lanes,
                lanes == 1 ? "" : "s",
                contexts);
    }
}
