package xdp2rtl.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import xdp2rtl.bench.Bench;
import xdp2rtl.isa.CoreConfig;

/// `bench`: our figures beside hXDP's.
@Command(name = "bench", description = {"Compiles and runs the ten programs of hXDP's evaluation (in examples) and prints "
        + "their bundles, cycles and packet rates beside the paper's."})
final class BenchVerb extends Verb {
    @Mixin private CoreOptions core;

    @Override Answer answer(Progress progress) {
        CoreConfig config = core.config();
        return new Figures(config, Bench.rows(config));
    }

    private record Figures(CoreConfig config, List<Bench.Row> rows) implements Answer {
        @Override public String text() {
            Table table = new Table("program", ">slots", ">operations", ">bundles", ">hXDP rows", ">cycles/packet", ">hXDP",
                                    ">Mpps at %d MHz".formatted(config.clockMhz()), ">hXDP at 156 MHz");
            for (Bench.Row row : rows) {
                table.row(row.published().example(), row.measured().slots(), row.measured().operations(), row.measured().bundles(),
                          row.published().rows(), tenths(row.measured().cyclesPerPacket()), row.published().cycles(),
                          tenths(row.measured().mpps()), tenths(row.published().mpps()));
            }
            return table.toString();
        }

        @Override public JsonObject json() {
            JsonArray programs = new JsonArray();
            for (Bench.Row row : rows) {
                JsonObject program = new JsonObject();
                program.addProperty("program", row.published().example());
                program.addProperty("slots", row.measured().slots());
                program.addProperty("operations", row.measured().operations());
                program.addProperty("bundles", row.measured().bundles());
                program.addProperty("hxdp_rows", row.published().rows());
                program.addProperty("cycles_per_packet", row.measured().cyclesPerPacket());
                program.addProperty("hxdp_cycles", row.published().cycles());
                program.addProperty("mpps", row.measured().mpps());
                program.addProperty("hxdp_mpps", row.published().mpps());
                programs.add(program);
            }
            JsonObject object = new JsonObject();
            object.addProperty("core", config.name());
            object.add("programs", programs);
            return object;
        }

        private static String tenths(double value) {
            return String.format(Locale.ROOT, "%.1f", value);
        }
    }
}
