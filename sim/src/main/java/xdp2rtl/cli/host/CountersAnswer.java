package xdp2rtl.cli.host;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.JsonText;
import xdp2rtl.cli.common.Table;
import xdp2rtl.driver.CoreTotals;
import xdp2rtl.host.CounterReading;
import xdp2rtl.host.HostDevice;
import xdp2rtl.isa.Cause;
import xdp2rtl.linux.XdpAction;

/// What `host counters` says.
/// @param before  the look before, for rates
/// @param seconds since then
/// @param watch   whether others follow
/// @param repaint whether to begin at the top of the terminal
record CountersAnswer(HostDevice device, CounterReading now, Optional<CounterReading> before, double seconds,
        boolean watch, boolean repaint,
        Supplier<Optional<Answer>> following) implements Answer {
    private static final String OTHER = "other actions";

    @Override public Optional<Answer> next() {
        return following.get();
    }

    @Override public String text() {
        var table =
                before.isPresent() ? new Table("counter", ">packets", ">a second") : new Table("counter", ">packets");
        row(table, "in", CounterReading::packets);
        for (int action = 0; action < CounterReading.ACTIONS; action++) {
            int which = action;
            row(table, name(action), reading -> reading.actions().get(which));
        }
        for (Cause cause : Cause.values()) {
            if (cause != Cause.NONE) {
                row(table, "  aborted: " + name(cause), reading -> reading.causes().get(cause.ordinal()));
            }
        }
        row(table, "events lost", CounterReading::lostEvents);
        for (int port = 0; port < now.ports().size(); port++) {
            int which = port;
            String name = "port %d (ifindex %d) ".formatted(port, now.ports().get(port).ifindex());
            row(table, name + "in", reading -> reading.ports().get(which).in());
            row(table, name + "passed to the host", reading -> reading.ports().get(which).pass());
            row(table, name + "out", reading -> reading.ports().get(which).out());
        }
        if (!now.ports().isEmpty()) {
            row(table, "redirected to no port", CounterReading::noPort);
            row(table, "too long to send", CounterReading::tooLong);
            row(table, "overrun", CounterReading::overrun);
        }
        row(table, "dropped in all", CounterReading::dropped);
        String head = "%s, %d cycles since reset\n".formatted(device.name(), now.cycles());
        return (repaint ? "\033[H\033[J" : "") + head + table + "\n" + fill() + (before.isPresent() ? "\n" : "");
    }

    /// How full the core is, and was since the look before, or since reset.
    private String fill() {
        CoreTotals totals = totals();
        String latency = totals.latency().isEmpty() ? "no packet came in"
                : "a packet is inside for %.1f cycles in the mean".formatted(totals.latency().getAsDouble());
        return "inside: %d packets now, %d at most, %.2f in the mean; %s; the input waited in %.1f %% of %scycles\n"
                .formatted(totals.inside(), totals.most(), mean(totals.occupancy()), latency,
                        100 * mean(totals.stalls()) / now.cores(),
                        now.cores() == 1 ? "" : "the cores' ");
    }

    private CoreTotals totals() {
        return before.map(then -> now.totals().since(then.totals())).orElse(now.totals());
    }

    private double mean(long sum) {
        return (double) sum / Math.max(1, now.cycles() - before.map(CounterReading::cycles).orElse(0L));
    }

    private void row(Table table, String name, ToIntFunction<CounterReading> counter) {
        int value = counter.applyAsInt(now);
        if (before.isPresent()) {
            table.row(name, Integer.toUnsignedLong(value), "%.0f".formatted(rate(counter)));
        } else {
            table.row(name, Integer.toUnsignedLong(value));
        }
    }

    private double rate(ToIntFunction<CounterReading> counter) {
        return Integer.toUnsignedLong(counter.applyAsInt(now) - counter.applyAsInt(before.orElseThrow())) / seconds;
    }

    private static String name(int action) {
        return action < CounterReading.ACTIONS - 1 ? XdpAction.text(action) : OTHER;
    }

    private static String name(Cause cause) {
        return cause.name().toLowerCase(Locale.ROOT);
    }

    @Override public boolean isOneOfSeveral() { return watch; }

    @Override public JsonObject json() {
        var json = new JsonObject();
        json.addProperty("device", device.address());
        json.addProperty("cycles", now.cycles());
        json.addProperty("packets", Integer.toUnsignedLong(now.packets()));
        CoreTotals totals = totals();
        json.addProperty("packets_inside", totals.inside());
        json.addProperty("packets_inside_most", totals.most());
        json.add("packets_inside_mean", JsonText.figure(mean(totals.occupancy())));
        json.add("cycles_inside_mean", totals.latency().isEmpty() ? com.google.gson.JsonNull.INSTANCE
                : JsonText.figure(totals.latency().getAsDouble()));
        json.addProperty("cycles_occupancy", now.totals().occupancy());
        json.addProperty("cycles_stalled", now.totals().stalls());
        json.addProperty("dropped", Integer.toUnsignedLong(now.dropped()));
        var actions = new JsonObject();
        for (int action = 0; action < CounterReading.ACTIONS; action++) {
            String name = action < CounterReading.ACTIONS - 1 ? XdpAction.text(action) : "other";
            actions.addProperty(name, Integer.toUnsignedLong(now.actions().get(action)));
        }
        json.add("actions", actions);
        var causes = new JsonObject();
        for (Cause cause : Cause.values()) {
            causes.addProperty(name(cause), Integer.toUnsignedLong(now.causes().get(cause.ordinal())));
        }
        json.add("causes", causes);
        json.addProperty("events_lost", Integer.toUnsignedLong(now.lostEvents()));
        var ports = new JsonArray();
        for (CounterReading.Port port : now.ports()) {
            var one = new JsonObject();
            one.addProperty("ifindex", port.ifindex());
            one.addProperty("in", Integer.toUnsignedLong(port.in()));
            one.addProperty("pass", Integer.toUnsignedLong(port.pass()));
            one.addProperty("out", Integer.toUnsignedLong(port.out()));
            ports.add(one);
        }
        json.add("ports", ports);
        json.addProperty("no_port", Integer.toUnsignedLong(now.noPort()));
        json.addProperty("too_long", Integer.toUnsignedLong(now.tooLong()));
        json.addProperty("overrun", Integer.toUnsignedLong(now.overrun()));
        json.add("packets_per_second", before.isPresent() ? JsonText.figure(rate(CounterReading::packets))
                : com.google.gson.JsonNull.INSTANCE);
        return json;
    }
}
