package xdp2rtl.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import xdp2rtl.bench.Area;
import xdp2rtl.bench.BoardArea;
import xdp2rtl.boards.Board;
import xdp2rtl.boards.Part;
import xdp2rtl.boards.Shell;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.JsonText;
import xdp2rtl.cli.common.Table;

/// What `bench --boards` prints: the tables of `docs/boards.md`, "Resources".
record BoardAreas(List<BoardArea> areas) implements Answer {
    /// The recipe has not been calibrated for shorter paths.
    private static final int FASTEST = 400;

    @Override public String text() {
        return "Wrappers without their cores, and cores\n\n" + hardware().markdown()
                + "\nShares of the whole FPGA, wrapper and core\n\n" + shares().markdown()
                + "\nLUTs (and block RAMs) of the blocks of a wrapper, by the first board that has it\n\n"
                + blocks(false).markdown()
                + "\nLUTs (and block RAMs) of the blocks of a core, by the first board that has it\n\n"
                + blocks(true).markdown();
    }

    private Table hardware() {
        var table = new Table("hardware", "of", ">LUT", ">flip-flops", ">RAMB36", ">DSP", ">logic, ns", ">MHz",
                ">at worst", ">wanted");
        for (var hardware : areas) {
            Area area = hardware.area();
            int[] clock = hardware.clock();
            int wanted = hardware.boards().stream().mapToInt(Board::clockMhz).max().orElseThrow();
            table.row(hardware.name(), names(hardware.boards()), number(area.lut()), number(area.ff()), area.bram36(),
                    area.dsp(),
                    String.format(Locale.ROOT, "%.2f", area.ps() / 1e3), mhz(clock[0]), mhz(clock[1]), wanted);
        }
        return table;
    }

    /// `opennic-au200, -au250`: what names have in common is said once.
    private static String names(List<Board> boards) {
        var first = boards.getFirst().name();
        if (boards.size() > 4) return first + " and " + (boards.size() - 1) + " others";
        var prefix = first.substring(0, first.lastIndexOf('-') < 0 ? 0 : first.lastIndexOf('-'));
        return first + String.join("", boards.stream().skip(1).map(Board::name)
                .map(name -> ", "
                        + (!prefix.isEmpty() && name.startsWith(prefix) ? name.substring(prefix.length()) : name))
                .toList());
    }

    private static String mhz(int clock) {
        return clock > FASTEST ? "over " + FASTEST : Integer.toString(clock);
    }

    private Table shares() {
        var table = new Table("board", ">LUT", ">flip-flops", ">block RAM");
        for (var board : Board.ALL) {
            if (board.shell() == Shell.NONE) continue;
            var own = areas.stream().filter(it -> it.boards().contains(board)).map(BoardArea::area).toList();
            var totals = board.fpgaTotals();
            table.row(board.name(),
                    share(own.stream().mapToInt(Area::lut).sum(), totals.map(Part.Totals::luts).orElse(0)),
                    share(own.stream().mapToInt(Area::ff).sum(), totals.map(Part.Totals::flipFlops).orElse(0)),
                    share(own.stream().mapToDouble(Area::bram36).sum(), totals.map(Part.Totals::blockRams).orElse(0)));
        }
        return table;
    }

    private static String share(double part, int whole) {
        return whole == 0 ? "not known" : String.format(Locale.ROOT, "%.1f %%", 100 * part / whole);
    }

    /// A row for each kind of block that a wrapper, or a core, has.
    private Table blocks(boolean ofCores) {
        var some = areas.stream().filter(it -> it.core() == ofCores).toList();
        var kinds = new TreeSet<String>();
        some.forEach(it -> kinds.addAll(it.blocks().keySet()));
        var heads = new ArrayList<String>(List.of("block"));
        some.forEach(it -> heads.add(">" + it.boards().getFirst().name()));
        var table = new Table(heads.toArray(String[]::new));
        for (var kind : kinds) {
            var row = new ArrayList<Object>(List.of(kind));
            some.forEach(it -> row.add(Optional.ofNullable(it.blocks().get(kind)).map(BoardAreas::cell).orElse("-")));
            table.row(row.toArray());
        }
        return table;
    }

    /// LUTs, and block RAMs where there are some.
    private static String cell(BoardArea.Block block) {
        String rams = String.format(Locale.ROOT, block.bram36() == Math.rint(block.bram36()) ? "%.0f" : "%.1f",
                block.bram36());
        return number(block.lut()) + (block.bram36() == 0 ? "" : " + " + rams + " RAM");
    }

    private static String number(int count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    @Override public JsonObject json() {
        var object = new JsonObject();
        object.add("hardware", JsonText.array(areas, hardware -> {
            var entry = new JsonObject();
            entry.addProperty("name", hardware.name());
            entry.add("boards", JsonText.array(hardware.boards(), board -> new JsonPrimitive(board.name())));
            entry.add("area", json(hardware.area()));
            int[] clock = hardware.clock();
            entry.addProperty("clock_mhz", clock[0]);
            entry.addProperty("clock_mhz_min", clock[1]);
            entry.addProperty("clock_mhz_max", clock[2]);
            var blocks = new JsonObject();
            hardware.blocks().forEach((kind, block) -> {
                var one = new JsonObject();
                one.addProperty("lut", block.lut());
                one.addProperty("block_rams", block.bram36());
                blocks.add(kind, one);
            });
            entry.add("blocks", blocks);
            return entry;
        }));
        return object;
    }

    /// What a core, or a wrapper, takes.
    static JsonObject json(Area area) {
        var json = new JsonObject();
        json.addProperty("core", area.core());
        json.addProperty("lut", area.lut());
        json.addProperty("lut_as_memory", area.lutAsMemory());
        json.addProperty("flip_flops", area.ff());
        json.addProperty("block_rams", area.bram36());
        json.addProperty("dsp", area.dsp());
        json.addProperty("longest_path_ps", area.ps());
        return json;
    }
}
