package xdp2rtl.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import xdp2rtl.bench.Area;
import xdp2rtl.bench.Bench;
import xdp2rtl.bench.ChecksumCalls;
import xdp2rtl.bench.PacketLatency;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.JsonText;
import xdp2rtl.cli.common.Table;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.schedule.ScheduleReport;

/// What `bench` says.
record BenchAnswer(CoreConfig config, Bench.Result result, List<ChecksumCalls> checksums,
        List<PacketLatency> latencies, List<Area> areas) implements Answer {
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
                result.overBound(), 100 * result.proved()) + checksumTable() + "\n" + latencyTable()
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

    /// hXDP's are through card, MACs and wire.
    private Table latencyTable() {
        Table table = new Table(">bytes of a firewall's packet", ">cycles alone", ">us", ">cycles at full load", ">us",
                ">hXDP's round trip, us");
        for (PacketLatency row : latencies) {
            table.row(row.bytes(), tenths(row.alone()), hundredths(microseconds(row.alone())), tenths(row.saturated()),
                    hundredths(microseconds(row.saturated())), tenths(row.publishedMicroseconds()));
        }
        return table;
    }

    private double microseconds(double cycles) {
        return cycles / config.clockMhz();
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
        object.add("latency", JsonText.array(latencies, row -> {
            JsonObject each = new JsonObject();
            each.addProperty("frame_bytes", row.bytes());
            each.add("cycles_alone", JsonText.figure(row.alone()));
            each.add("cycles_saturated", JsonText.figure(row.saturated()));
            each.add("hxdp_round_trip_us", JsonText.figure(row.publishedMicroseconds()));
            return each;
        }));
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
