package xdp2rtl.boards;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.MapMemory;

/// A board in a shell: what a generated core is made to fit.
///
/// @param name       the name on the command line
/// @param shell      what it is plugged into
/// @param target     what the shell's own build calls the board
/// @param part       the FPGA; see [#fpga]
/// @param ports      network ports
/// @param gigabits   rate of one port, Gb/s
/// @param beatBytes  bytes in a beat of the shell's stream
/// @param clockMhz   clock of that stream
/// @param frameLimit the longest frame that the shell takes, bytes without check sequence
public record Board(String name, Shell shell, String target, Part part, int ports, int gigabits,
        int beatBytes, int clockMhz, int frameLimit) {

    public static final List<Board> ALL = all();
    /// Cycles that more than half of the example programs need less than, on the default core (`bench`).
    static final int MEDIAN_CYCLES = 12;
    /// Bytes of map memory that are tried in UltraRAM where nothing is known of the FPGA: what the smallest that is known
    /// has.
    private static final long ULTRA_BYTES = 640 * Part.ULTRA_RAM_BYTES;

    private static List<Board> all() {
        var boards = new ArrayList<Board>();
        boards.add(new Board("netfpga-sume", Shell.NETFPGA_SUME, "SUME", Part.VIRTEX7, 4, 10, 32, 200, 1518));
        boards.add(plus("u200", Part.XCU200));
        boards.add(plus("u250", Part.XCU250));
        boards.add(plus("u280", Part.XCU280));
        boards.add(openNic("au50", Part.XCU50, 1));
        boards.add(openNic("au55c", Part.XCU55C, 2));
        boards.add(openNic("au200", Part.XCU200, 2));
        boards.add(openNic("au250", Part.XCU250, 2));
        boards.add(openNic("au280", Part.XCU280, 2));
        boards.add(openNic("au45n", Part.XCU26, 2));
        boards.add(corundum("au50", "AU50", Part.XCU50, 1));
        boards.add(corundum("au200", "AU200", Part.XCU200, 2));
        boards.add(corundum("au250", "AU250", Part.XCU250, 2));
        boards.add(corundum("au280", "AU280", Part.XCU280, 2));
        boards.add(new Board("corundum-sume", Shell.CORUNDUM, "NetFPGA_SUME", Part.VIRTEX7, 1, 10, 8, 250,
                9214));
        boards.add(new Board("axis", Shell.NONE, "any", Part.XCU250, 1, 100, 64, 250, CoreConfig.LINEAR_END));
        return List.copyOf(boards);
    }

    private static Board plus(String name, Part part) {
        return new Board("netfpga-plus-" + name, Shell.NETFPGA_PLUS, "a" + name, part, 2, 100, 128, 250,
                1518);
    }

    private static Board openNic(String name, Part part, int ports) {
        return new Board("opennic-" + name, Shell.OPENNIC, name, part, ports, 100, 64, 250, 1518);
    }

    private static Board corundum(String name, String target, Part part, int ports) {
        return new Board("corundum-" + name, Shell.CORUNDUM, target, part, ports, 100, 64, 250, 9214);
    }

    /// The board of a name.
    ///
    /// @throws InputError for a name that is none of ours; it lists ours
    public static Board named(String name) {
        return ALL.stream().filter(board -> board.name.equals(name)).findFirst()
                .orElseThrow(() -> new InputError("--board " + name, "there is no board of this name", "",
                        "Give one of " + ALL.stream().map(Board::name).collect(Collectors.joining(", "))));
    }

    /// The longest frame that can come out, with this core; without a shell, the core's own.
    public int frameLimit(CoreConfig core) {
        return shell == Shell.NONE ? core.frameEnd() : frameLimit;
    }

    /// The FPGA, for people: without a shell, the part is only what areas are estimated for.
    public String fpga() {
        return shell == Shell.NONE ? "any" : part.name();
    }

    /// What the FPGA has; nothing where that is not known.
    public Optional<Part.Totals> fpgaTotals() {
        return shell == Shell.NONE ? Optional.empty() : part.totals();
    }

    /// Bytes in a beat of the core: the shell's, where a core can have it.
    public int coreBytes() {
        return Math.max(32, Math.min(64, beatBytes));
    }

    /// QDMAs of the shell: the U45N has one for the host and one for the processor on the card.
    int queues() {
        return target.equals("au45n") ? 2 : 1;
    }

    /// Cycles of the board's clock for a packet of 64 bytes, with 20 bytes of gap and preamble, when all ports receive
    /// at the rate of their links.
    public double cyclesPerPacket() {
        return clockMhz * 1e6 * 84 * 8 / (ports * gigabits * 1e9);
    }

    /// The core that is put on the board where the user names none, `cores` times; their map memories together have an
    /// eighth of the FPGA's block RAM, or the next power of two below it. Where the link leaves fewer cycles than most
    /// programs take, 8 lanes, otherwise the default core's 4. Without a shell, neither FPGA nor link is known: the
    /// default core.
    public CoreConfig core(int cores) {
        var ordinary = CoreConfig.DEFAULT.withCores(cores);
        if (shell == Shell.NONE) return fitted(ordinary);
        var core = CoreConfig.of(name, cyclesPerPacket() < MEDIAN_CYCLES ? 8 : ordinary.lanes(), ordinary.contexts())
                .withCores(cores);
        return fitted(core.withMapBytes(
                fpgaTotals().map(totals -> Integer.highestOneBit(totals.blockRams() * Part.BLOCK_RAM_BYTES / 8 / cores))
                        .orElse(ordinary.mapBytes())));
    }

    /// As above, one.
    public CoreConfig core() {
        return core(1);
    }

    /// Whether the FPGA has UltraRAM; without a shell that is for who builds the design.
    public boolean hasUltraRam() {
        return shell == Shell.NONE || part.hasUltraRam();
    }

    /// Cores like this one with a larger map memory, in UltraRAM, as large as the FPGA's allows, ascending, in powers of two
    /// as far as they go: for programs whose maps need it. None where there is no UltraRAM, or no FPGA is known.
    public List<CoreConfig> larger(CoreConfig core) {
        if (shell == Shell.NONE || !part.hasUltraRam()) return List.of();
        long most = fpgaTotals().map(totals -> (long) totals.ultraRams() * Part.ULTRA_RAM_BYTES / core.cores())
                .orElse(ULTRA_BYTES);
        var doubled = Stream.iterate(2L * core.mapBytes(), bytes -> bytes <= most, bytes -> 2 * bytes);
        var beyond = Stream.iterate(Long.highestOneBit(most) + CoreConfig.MAP_PIECE, bytes -> bytes <= most,
                bytes -> bytes + CoreConfig.MAP_PIECE);
        return Stream.concat(doubled, beyond).filter(bytes -> bytes > core.mapBytes())
                .map(bytes -> core.change().mapBytes(Math.toIntExact(bytes)).mapMemory(MapMemory.ULTRA).build())
                .toList();
    }

    /// A core with the beats and the clock of this board; the core as an IP has the port of its map memory.
    public CoreConfig fitted(CoreConfig core) {
        return core.change().beatBytes(coreBytes()).clockMhz(clockMhz).trace(false).mapPort(shell == Shell.NONE)
                .build();
    }
}
