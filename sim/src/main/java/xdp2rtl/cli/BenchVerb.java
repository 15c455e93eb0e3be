package xdp2rtl.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import xdp2rtl.bench.Area;
import xdp2rtl.bench.Bench;
import xdp2rtl.bench.BoardArea;
import xdp2rtl.bench.ChecksumCalls;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.CoreOptions;
import xdp2rtl.cli.common.JsonText;
import xdp2rtl.cli.common.Progress;
import xdp2rtl.cli.common.Table;
import xdp2rtl.cli.common.Verb;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.schedule.ScheduleReport;

/// `bench`: our figures beside hXDP's.
@Command(name = "bench",
        description = {"Compiles and runs the ten programs of hXDP's evaluation (in examples) and prints "
                + "their bundles, cycles and packet rates beside the paper's."})
final class BenchVerb extends Verb {
    @Option(names = "--area", description = "Also synthesizes the core with Yosys for Xilinx 7 series; takes "
            + "minutes. Without options of the core: the named ones.")
    private boolean area;

    @Option(names = "--boards",
            description = "Instead: what the hardware of every board takes, and an estimate of its clock; takes an hour.")
    private boolean boards;

    @Mixin private SearchOptions search;
    @Mixin private CoreOptions core;

    @Override protected Answer answer(Progress progress) {
        if (boards) return new BoardAreas(BoardArea.all(progress::say));
        CoreConfig config = core.config();
        progress.say("compiling and running");
        Bench.Result result = Bench.of(config, search.guide());
        List<Area> areas = new ArrayList<>();
        if (area) {
            for (CoreConfig each : core.isGiven() ? List.of(config) : CoreConfig.NAMED) {
                progress.say("synthesizing " + each.name());
                areas.add(Area.of(each));
            }
            areas.add(Area.HXDP);
        }
        return new Figures(config, result, ChecksumCalls.of(config), areas);
    }

    private record Figures(CoreConfig config, Bench.Result result, List<ChecksumCalls> checksums, List<Area> areas)
            implements
            Answer {
        @Override public String text() {
            Table table =
                    new Table("program", ">slots", ">operations", ">bundles", ">hXDP rows", ">cycles/packet", ">hXDP",
                            ">Mpps at %d MHz".formatted(config.clockMhz()), ">hXDP at 156 MHz");
            for (Bench.Row row : result.rows()) {
                table.row(row.published().example(), row.measured().slots(), row.measured().operations(),
                        row.measured().bundles(),
                        row.published().rows(), tenths(row.measured().cyclesPerPacket()), row.published().cycles(),
                        tenths(row.measured().mpps()), tenths(row.published().mpps()));
            }
            StringBuilder refused = new StringBuilder();
            for (Bench.Refused other : result.refused()) {
                refused.append("\nnot %s: %s".formatted(other.published().example(), other.why().getMessage()));
            }
            return table + "\n" + boundTable() + String.format(Locale.ROOT,
                    "expected over bound, geometric mean: %.3f; proved that nothing is faster: %.0f %%\n\n",
                    result.overBound(), 100 * result.proved()) + checksumTable()
                    + (refused.isEmpty() ? "" : refused + "\n")
                    + (areas.isEmpty() ? "" : "\n" + areaTable());
        }

        private Table boundTable() {
            Table table = new Table("program", ">expected", ">at least", ">proved, %", "what binds");
            for (Bench.Row row : result.rows()) {
                ScheduleReport schedule = row.measured().schedule();
                table.row(row.published().example(), hundredths(schedule.expected()),
                        hundredths(schedule.expectedBound()), Math.round(100 * schedule.proved()),
                        schedule.bindingText());
            }
            return table;
        }

        private Table checksumTable() {
            Table table = new Table("calls of csum_diff", ">bundles", ">cycles/packet",
                    ">Mpps at %d MHz".formatted(config.clockMhz()), ">hXDP at 156 MHz");
            for (ChecksumCalls row : checksums) {
                table.row(row.calls(), row.measured().bundles(), tenths(row.measured().cyclesPerPacket()),
                        tenths(row.measured().mpps()), tenths(row.publishedMpps()));
            }
            return table;
        }

        private Table areaTable() {
            Table table = new Table("core", ">LUT", ">as memory", ">FF", ">RAMB36", ">DSP", ">longest path, ns");
            for (Area area : areas) {
                table.row(area.core(), area.lut(), area.lutAsMemory(), area.ff(), area.bram36(), area.dsp(),
                        String.format(Locale.ROOT, "%.2f", area.ps() / 1e3));
            }
            return table;
        }

        @Override public JsonObject json() {
            JsonArray programs = new JsonArray();
            for (Bench.Row row : result.rows()) {
                JsonObject program = new JsonObject();
                program.addProperty("program", row.published().example());
                program.addProperty("slots", row.measured().slots());
                program.addProperty("operations", row.measured().operations());
                program.addProperty("bundles", row.measured().bundles());
                program.addProperty("hxdp_bundles", row.published().rows());
                program.add("cycles_per_packet", JsonText.figure(row.measured().cyclesPerPacket()));
                program.addProperty("hxdp_cycles_per_packet", row.published().cycles());
                program.add("mpps", JsonText.figure(row.measured().mpps()));
                program.add("hxdp_mpps", JsonText.figure(row.published().mpps()));
                program.add("expected_cycles", JsonText.figure(row.measured().schedule().expected()));
                program.add("expected_bound", JsonText.figure(row.measured().schedule().expectedBound()));
                program.add("proved", JsonText.figure(row.measured().schedule().proved()));
                programs.add(program);
            }
            JsonObject object = new JsonObject();
            object.addProperty("core", config.name());
            object.addProperty("cores", config.cores());
            object.add("programs", programs);
            object.add("expected_over_bound", JsonText.figure(result.overBound()));
            object.add("proved", JsonText.figure(result.proved()));
            JsonArray calls = new JsonArray();
            for (ChecksumCalls row : checksums) {
                JsonObject each = new JsonObject();
                each.addProperty("calls", row.calls());
                each.addProperty("bundles", row.measured().bundles());
                each.add("cycles_per_packet", JsonText.figure(row.measured().cyclesPerPacket()));
                each.add("mpps", JsonText.figure(row.measured().mpps()));
                each.add("hxdp_mpps", JsonText.figure(row.publishedMpps()));
                calls.add(each);
            }
            object.add("csum_diff", calls);
            JsonArray others = new JsonArray();
            for (Bench.Refused other : result.refused()) {
                JsonObject program = new JsonObject();
                program.addProperty("program", other.published().example());
                program.add("refusal", JsonText.refusal(other.why()));
                others.add(program);
            }
            object.add("refused", others);
            JsonArray synthesized = new JsonArray();
            for (Area area : areas) {
                synthesized.add(BoardAreas.json(area));
            }
            object.add("area", synthesized);
            return object;
        }

        private static String hundredths(double value) { return String.format(Locale.ROOT, "%.2f", value); }

        private static String tenths(double value) {
            return String.format(Locale.ROOT, "%.1f", value);
        }
    }
}
