package xdp2rtl.cli.common;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import xdp2rtl.boards.Board;
import xdp2rtl.boards.CoreFit;
import xdp2rtl.boards.Shell;
import xdp2rtl.compile.Compiler;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.CoreConfigBuilder;
import xdp2rtl.isa.MapMemory;

/// Which core: a named configuration, changed by the options that are given.
public final class CoreOptions {
    @Option(names = "--board", paramLabel = "BOARD", completionCandidates = BoardNames.class,
            description = "The board that it is on, such as opennic-au250 or netfpga-sume: its own "
                    + "core, with its clock and beats.")
    private Optional<String> board = Optional.empty();

    @Option(names = "--core", paramLabel = "CORE", completionCandidates = CoreNames.class,
            description = "The core: default, hxdp, small, wide or quad (default: default, or the board's own).")
    private Optional<String> name = Optional.empty();

    @Option(names = "--lanes", paramLabel = "N", description = "Its operations in a bundle: 1, 2, 4 or 8.")
    private Optional<Integer> lanes = Optional.empty();

    @Option(names = "--contexts", paramLabel = "N", description = "Its packets in flight, 1 to 64.")
    private Optional<Integer> contexts = Optional.empty();

    @Option(names = "--cores", paramLabel = "N", description = "How many of it, 1 to 16.")
    private Optional<Integer> cores = Optional.empty();

    @Option(names = "--map-kib", paramLabel = "KIB",
            description = "Its map memory (of each of several), a power of two; in UltraRAM also a multiple of 1024.")
    private Optional<Integer> mapKib = Optional.empty();

    @Option(names = "--frame-kib", paramLabel = "KIB",
            description = "Its frames: 4, 8 or 16, for packets of up to 3520, or 7616 or 15808 bytes where a program "
                    + "takes fragments (`xdp.frags`).")
    private Optional<Integer> frameKib = Optional.empty();
    @Option(names = "--map-memory", paramLabel = "WHERE", converter = MapMemoryName.class,
            completionCandidates = MapMemoryName.Candidates.class,
            description = "Where its map memory lies: block RAM or UltraRAM (default: block; on a board with UltraRAM that, "
                    + "where a program's maps need it).")
    private Optional<MapMemory> mapMemory = Optional.empty();

    @Option(names = "--program-bundles", paramLabel = "N",
            description = "Bundles that its program memory holds, a power of two up to 4096.")
    private Optional<Integer> programBundles = Optional.empty();

    @Option(names = "--clock-mhz", paramLabel = "MHZ", description = "Its clock, for figures in seconds.")
    private Optional<Integer> clockMhz = Optional.empty();

    private static final int PIECE_KIB = CoreConfig.MAP_PIECE >> 10;

    @Mixin private BundleLimit bundleLimit;

    @Mixin private PlaceOptions places;

    /// The board that was named.
    /// @throws InputError if there is none of this name
    public Optional<Board> board() {
        return board.map(Board::named);
    }

    /// On a board its own core, unless one was named.
    /// @throws InputError if there is no such core, or it does not fit the board
    public CoreConfig config() {
        return board().map(this::on).orElseGet(() -> changed(named(name.orElse(CoreConfig.DEFAULT.name()))));
    }

    /// For this core. Only where nobody named a core or said how large its map memory is, that grows to what a program
    /// needs, on a board in UltraRAM, and [ProgramRemarks] say so.
    public Compiler compiler() {
        Compiler compiler = compiler(config()).withBundleLimit(bundleLimit.value())
                .withPlaces(places.wishes());
        return board().filter(it -> it.shell() != Shell.NONE).isPresent() ? compiler.forInOrder() : compiler;
    }

    private Compiler compiler(CoreConfig core) {
        if (name.isPresent() || mapKib.isPresent()) return Compiler.forExactly(core);
        if (board.isEmpty()) return Compiler.forCore(core);
        boolean fixed = mapMemory.filter(MapMemory.BLOCK::equals).isPresent();
        return Compiler.forOneOf(core, fixed ? List.of() : board().orElseThrow().larger(core));
    }

    private CoreConfig on(Board board) {
        clockMhz.filter(given -> given != board.clockMhz()).ifPresent(given -> {
            throw new InputError("--clock-mhz",
                    "%s runs at %d MHz, not %d".formatted(board.name(), board.clockMhz(), given));
        });
        CoreConfig core =
                board.fitted(changed(name.map(CoreOptions::named).orElseGet(() -> board.core(cores.orElse(1)))));
        CoreFit.check(board, core);
        return core;
    }

    /// Whether any of the options was given.
    public boolean isGiven() { return board.isPresent() || name.isPresent() || isChanged() || clockMhz.isPresent(); }

    private static CoreConfig named(String name) {
        return CoreConfig.NAMED.stream().filter(config -> config.name().equals(name)).findFirst()
                .orElseThrow(() -> new InputError("--core", "there is no configuration `%s`".formatted(name), "",
                        "There are "
                                + CoreConfig.NAMED.stream().map(CoreConfig::name).collect(Collectors.joining(", "))));
    }

    private CoreConfig changed(CoreConfig core) {
        CoreConfigBuilder changed = core.change();
        if (isChanged()) {
            changed.name("custom");
        }
        lanes.ifPresent(changed::lanes);
        contexts.ifPresent(changed::contexts);
        cores.ifPresent(changed::cores);
        programBundles.ifPresent(changed::programBundles);
        mapKib.map(CoreOptions::bytes).ifPresent(changed::mapBytes);
        frameKib.map(CoreOptions::frameBytes).ifPresent(changed::frameBytes);
        mapMemory.ifPresent(changed::mapMemory);
        clockMhz.ifPresent(changed::clockMhz);
        return changed.build();
    }

    private static int bytes(int kib) {
        if (kib < 1 || kib > 1 << 20 || Integer.bitCount(kib) != 1 && kib % PIECE_KIB != 0) {
            throw new InputError("--map-kib", "the map memory cannot have %d KiB".formatted(kib), "",
                    "Give a power of two from 1 to %d, or, with --map-memory ultra, a multiple of %d".formatted(1 << 20,
                            PIECE_KIB));
        }
        return kib << 10;
    }

    private static int frameBytes(int kib) {
        if (!CoreConfig.FRAME_KIB.contains(kib)) {
            throw new InputError("--frame-kib", "a frame cannot have %d KiB".formatted(kib), "", "Give 4, 8 or 16");
        }
        return kib << 10;
    }

    private boolean isChanged() {
        return lanes.isPresent() || contexts.isPresent() || cores.isPresent() || mapKib.isPresent()
                || mapMemory.isPresent() || frameKib.isPresent() || programBundles.isPresent();
    }
}
