package xdp2rtl.cli.host;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Locale;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.Table;
import xdp2rtl.simulation.Traffic;

/// What went through a simulated board.
record TrafficAnswer(Traffic.Count count) implements Answer {
    @Override public String text() {
        var table = new Table("place", ">in", ">out", ">lost");
        count.places().forEach((place, it) -> table.row(place, it.received(), it.sent(), it.lost()));
        return "%d cycles, %s a second while it ran\n".formatted(count.cycles(), rate(count.cyclesPerSecond()))
                + (table.isEmpty() ? "" : "\n" + table);
    }

    private static String rate(long perSecond) {
        return perSecond < 10_000 ? Long.toString(perSecond) : String.format(Locale.ROOT, "%d,000", perSecond / 1000);
    }

    @Override public JsonObject json() {
        var json = new JsonObject();
        json.addProperty("cycles", count.cycles());
        json.addProperty("cycles_per_second", count.cyclesPerSecond());
        var places = new JsonArray();
        count.places().forEach((place, it) -> {
            var one = new JsonObject();
            one.addProperty("port", place.port());
            one.addProperty("host", place.host());
            one.addProperty("in", it.received());
            one.addProperty("out", it.sent());
            one.addProperty("lost", it.lost());
            places.add(one);
        });
        json.add("places", places);
        return json;
    }
}
