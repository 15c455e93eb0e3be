package xdp2rtl.cli.host;

import com.google.gson.JsonElement;
import java.util.Locale;
import java.util.Map;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.host.CounterReading;
import xdp2rtl.host.HostDevice;
import xdp2rtl.isa.Cause;
import xdp2rtl.linux.XdpAction;

/// A device's counters as Prometheus reads them: text format 0.0.4, a line for each counter behind its help and its type.
record PrometheusAnswer(HostDevice device, CounterReading now) implements Answer {

    @Override public String text() {
        var text = new Lines(device.address());
        text.family("cycles", "Clock cycles since reset.").line(now.cycles());
        text.family("packets", "Packets that came in whole, modulo 2^32 as all that follow.")
                .line(count(now.packets()));
        text.family("occupancy_cycles",
                "Packets inside, summed up over cycles: its rate by that of packets is their mean "
                        + "latency in cycles, by that of cycles the mean number inside.")
                .line(now.totals().occupancy());
        text.family("stalled_cycles", "Cycles in which a packet stood before the core and could not come in.")
                .line(now.totals().stalls());
        text.gauge("inside", "Packets inside now.").line(now.totals().inside());
        text.gauge("inside_most", "Most packets inside at once since reset.").line(now.totals().most());
        text.family("dropped", "Packets that went nowhere, for whatever reason.").line(count(now.dropped()));
        text.family("actions", "Packets by what the program returned.");
        for (int action = 0; action < CounterReading.ACTIONS; action++) {
            text.line(count(now.actions().get(action)), Map.of("action",
                    action < CounterReading.ACTIONS - 1 ? XdpAction.text(action) : "other"));
        }
        text.family("aborted", "Packets that ended with XDP_ABORTED, or an action that Linux does not know, by cause.");
        for (Cause cause : Cause.values()) {
            if (cause != Cause.NONE) {
                text.line(count(now.causes().get(cause.ordinal())),
                        Map.of("cause", cause.name().toLowerCase(Locale.ROOT)));
            }
        }
        text.family("events_lost", "Events that the queue had no room for.").line(count(now.lostEvents()));
        if (!now.ports().isEmpty()) {
            ports(text);
        }
        return text.toString();
    }

    private void ports(Lines text) {
        text.family("port_in", "Packets from a port.");
        now.ports().forEach(port -> text.line(count(port.in()), ifindex(port)));
        text.family("port_pass", "Packets from a port that passed to the host.");
        now.ports().forEach(port -> text.line(count(port.pass()), ifindex(port)));
        text.family("port_out", "Packets to a port.");
        now.ports().forEach(port -> text.line(count(port.out()), ifindex(port)));
        text.family("no_port", "Packets redirected to no port.").line(count(now.noPort()));
        text.family("too_long", "Packets too long to send.").line(count(now.tooLong()));
        text.family("overrun", "Packets that the core was too slow for.").line(count(now.overrun()));
    }

    private static Map<String, String> ifindex(CounterReading.Port port) {
        return Map.of("ifindex", Integer.toString(port.ifindex()));
    }

    private static long count(int counter) {
        return Integer.toUnsignedLong(counter);
    }

    /// Nobody asks for it.
    @Override public JsonElement json() {
        throw new IllegalStateException("Prometheus reads no JSON");
    }

    private static final class Lines {
        private final StringBuilder text = new StringBuilder();
        private final String device;
        private String name = "";

        Lines(String device) {
            this.device = device.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        }

        Lines family(String counter, String help) {
            return begin(counter + "_total", help, "counter");
        }

        Lines gauge(String gauge, String help) {
            return begin(gauge, help, "gauge");
        }

        private Lines begin(String family, String help, String type) {
            name = "xdp2rtl_" + family;
            text.append("# HELP %s %s\n# TYPE %s %s\n".formatted(name, help, name, type));
            return this;
        }

        void line(long value) {
            line(value, Map.of());
        }

        void line(long value, Map<String, String> labels) {
            text.append("%s{device=\"%s\"".formatted(name, device));
            labels.forEach((label, is) -> text.append(",%s=\"%s\"".formatted(label, is)));
            text.append("} ").append(value).append('\n');
        }

        @Override public String toString() { return text.toString(); }
    }
}
