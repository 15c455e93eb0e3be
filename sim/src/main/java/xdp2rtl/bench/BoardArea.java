package xdp2rtl.bench;

import com.google.gson.Gson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import xdp2rtl.boards.Board;
import xdp2rtl.boards.BoardGenerator;
import xdp2rtl.boards.Shell;
import xdp2rtl.core.CoreGenerator;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.isa.CoreConfig;

/// What the hardware of boards takes: a wrapper without its core, or the core that a board gets.
///
/// @param boards those that have it, with the same Verilog but for names in comments
/// @param core   whether it is the core
/// @param area   of the whole; of a core, optimized across its blocks
/// @param blocks each kind of block (module, without its parameters), all of the kind together, each block optimized
/// for itself
public record BoardArea(List<Board> boards, boolean core, Area area, Map<String, Block> blocks) {
    /// Syntheses at a time; one takes up to 4 GB.
    private static final int AT_A_TIME = 2;

    /// What blocks take without the blocks in them.
    ///
    /// @param bram36 block RAMs of 36 Kb
    public record Block(int lut, double bram36) {
        Block plus(Block other) {
            return new Block(lut + other.lut, bram36 + other.bram36);
        }
    }

    /// How much longer than the path of logic by our recipe the period of a clock is in an FPGA of a family: measured
    /// on a dozen open cores with published results for 7 series, and on one and the vendor's own table for
    /// UltraScale+.
    ///
    /// @param least with which a design has come off best
    /// @param most  worst
    public record Factor(double mean, double least, double most) {
        private static final Factor VIRTEX7_3 = new Factor(0.93, 0.77, 1.12);
        private static final Factor ULTRASCALE_PLUS_2 = new Factor(0.60, 0.49, 0.73);

        public static Factor of(Board board) {
            return board.part().family().equals("xc7") ? VIRTEX7_3 : ULTRASCALE_PLUS_2;
        }

        /// The clock that a path of so many picoseconds lets expect, MHz.
        public int mhz(int ps) {
            return mhz(mean, ps);
        }

        private static int mhz(double factor, int ps) {
            return (int) (1e6 / (factor * ps));
        }
    }

    private record Core(String family, Map<String, String> verilog) {}

    /// What `synthesize.mjs` says of a module: how many there are, what one of it takes.
    private record Module(String name, int count, int lut, double bram36) {
        Block block() {
            return new Block(count * lut, count * bram36);
        }
    }

    private record Figures(List<Module> blocks) {
        Map<String, Block> byKind() {
            var kinds = new TreeMap<String, Block>();
            for (var module : blocks) {
                if (module.lut() > 0 || module.bram36() > 0)
                    kinds.merge(kind(module.name()), module.block(), Block::plus);
            }
            return kinds;
        }
    }

    /// MHz that the path of logic allows: expected, at worst, at best.
    public int[] clock() {
        var factor = Factor.of(boards.getFirst());
        return new int[]{factor.mhz(area.ps()), Factor.mhz(factor.most(), area.ps()),
                Factor.mhz(factor.least(), area.ps())};
    }

    /// Synthesizes every kind of wrapper and of core; takes long. `said` gets a line for each.
    public static List<BoardArea> all(Consumer<String> said) {
        // By the Verilog without the core's; a wrapper is the same around any core.
        var wrappers = new LinkedHashMap<Map<String, String>, List<Board>>();
        var cores = new LinkedHashMap<Core, List<Board>>();
        for (var board : Board.ALL) {
            if (board.shell() != Shell.NONE)
                wrappers.computeIfAbsent(withoutCore(board), _ -> new ArrayList<>()).add(board);
            cores.computeIfAbsent(new Core(board.part().family(), CoreGenerator.generate(board.core())),
                    _ -> new ArrayList<>()).add(board);
        }
        try (var workers = Executors.newFixedThreadPool(AT_A_TIME)) {
            var started = new ArrayList<Future<BoardArea>>();
            wrappers.values().forEach(boards -> started.add(workers.submit(() -> wrapper(boards, said))));
            cores.forEach((core, boards) -> started.add(workers.submit(() -> core(core, boards, said))));
            return started.stream().map(BoardArea::ended).toList();
        }
    }

    private static BoardArea ended(Future<BoardArea> area) {
        try {
            return area.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InputError("bench", "stopped");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof InputError error) throw error;
            throw new IllegalStateException(failed.getCause());
        }
    }

    private static BoardArea wrapper(List<Board> boards, Consumer<String> said) {
        var board = boards.getFirst();
        said.accept("synthesizing the wrapper of " + board.name());
        var json = Synthesis.run(board.name(), verilog(board), List.of("--blocks", "--family=" + board.part().family(),
                "--top=" + BoardGenerator.top(board.shell()), "--box=xdp2rtl_core"));
        return new BoardArea(List.copyOf(boards), false, new Gson().fromJson(json, Area.class),
                new Gson().fromJson(json, Figures.class).byKind());
    }

    private static BoardArea core(Core core, List<Board> boards, Consumer<String> said) {
        var board = boards.getFirst();
        said.accept("synthesizing the core of " + board.name());
        var json = Synthesis.run(board.name(), core.verilog(),
                List.of("--blocks", "--untimed", "--family=" + core.family(),
                        "--top=" + CoreGenerator.top(board.core())));
        return new BoardArea(List.copyOf(boards), true, Area.of(board.core(), core.family()),
                new Gson().fromJson(json, Figures.class).byKind());
    }

    /// `xdp2rtl_frame_padder_64_s16` is a frame padder; what is none of our blocks connects them.
    private static String kind(String module) {
        var name = module.replaceFirst("^xdp2rtl_", "").replaceFirst("_[a-z]?\\d.*$", "").replace('_', ' ');
        return name.endsWith("adapter") || name.endsWith("plugin") || name.startsWith("mqnic")
                || name.equals("output port lookup")
                || name.equals("box") ? "between them" : name;
    }

    private static Map<String, String> verilog(Board board) {
        var files = new TreeMap<String, String>();
        BoardGenerator.generate(board, board.core()).forEach((path, text) -> {
            if (!path.endsWith(".v") || path.endsWith("_address_map.v")) return;
            files.put(path.substring(path.lastIndexOf('/') + 1), text.replaceAll("(?m)^//.*for \\S+\\.\n", ""));
        });
        return files;
    }

    private static Map<String, String> withoutCore(Board board) {
        var files = verilog(board);
        CoreGenerator.generate(board.core()).keySet().forEach(name -> files.remove("xdp2rtl_" + name));
        return files;
    }

    public String name() {
        return core ? name(boards.getFirst().core()) : "wrapper";
    }

    static String name(CoreConfig config) {
        return "core of %d lanes, %s, %d-byte beats".formatted(config.lanes(), config.mapSize(), config.beatBytes());
    }
}
