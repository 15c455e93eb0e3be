package xdp2rtl.cli.host;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.JsonText;
import xdp2rtl.driver.CoreEvent;
import xdp2rtl.driver.EventRings;
import xdp2rtl.elf.Bytes;
import xdp2rtl.host.HostDevice;
import xdp2rtl.host.LoadedProgram;
import xdp2rtl.isa.Cause;
import xdp2rtl.linux.XdpAction;
import xdp2rtl.port.Emission;

/// What `host events` says.
/// @param now      cycles since reset
/// @param lost     events since reset that the queue had no room for
/// @param moreLost whether that is news
/// @param emitted  what the program has left since the last look
/// @param emittedLost how much of it found no room since then
/// @param whole    whether to say that there are none
/// @param following the next look
record EventsAnswer(HostDevice device, long now, List<CoreEvent> events, int lost, boolean moreLost,
        List<EventRings.Taken> emitted,
        long emittedLost, boolean whole,
        Supplier<Optional<Answer>> following) implements Answer {

    private static final long SECOND = 1_000_000_000;

    @Override public Optional<Answer> next() {
        return following.get();
    }

    @Override public String text() {
        var text = new StringBuilder();
        if (events.isEmpty() && emitted.isEmpty() && whole) {
            text.append("no events\n");
        }
        events.forEach(event -> text.append(text(event)));
        emitted.forEach(left -> text.append(left.origin().map(EventsAnswer::text).orElse(""))
                .append(left.emission().text()).append('\n'));
        if (emittedLost > 0) {
            text.append("%d records of the program are lost: there was no room\n".formatted(emittedLost));
        }
        if (moreLost) {
            text.append("%d events since reset are lost: the queue was full\n".formatted(Integer.toUnsignedLong(lost)));
        }
        return text.toString();
    }

    private static String text(EventRings.Origin origin) {
        return "%d.%09d s, context %d: ".formatted(origin.nanoseconds() / SECOND, origin.nanoseconds() % SECOND,
                origin.context());
    }

    private String text(CoreEvent event) {
        var text = new StringBuilder(
                "cycle %d (%d ago): packet %d of interface %d, %d bytes, context %d: %s\n".formatted(event.cycle(),
                        now - event.cycle(), Integer.toUnsignedLong(event.number()), event.ifindex(), event.length(),
                        event.context(), why(event)));
        if (event.cause() != Cause.LENGTH) {
            text.append("    bundle %d%s\n".formatted(event.address(), before(event) ? ", of a program before" : ""));
            sources(event).forEach(origin -> text.append("    %s%s\n".formatted(origin.instruction(),
                    origin.line().isEmpty() ? "" : "    " + origin.line())));
        }
        return text.toString();
    }

    /// Whether the packet ran before the program was loaded whose listing is there.
    private boolean before(CoreEvent event) {
        return device.loaded().isEmpty() || event.number() - device.loaded().get().since() < 0;
    }

    private List<LoadedProgram.Origin> sources(CoreEvent event) {
        return before(event) || event.cause() == Cause.LENGTH ? List.of() : device.program().origin(event.address());
    }

    private static String why(CoreEvent event) {
        return switch (event.cause()) {
            case NONE -> "the program returned " + XdpAction.text(event.action());
            case LENGTH -> "shorter than 14 bytes or longer than the program takes, it has not run";
            case PROGRAM -> "the program ran past its last bundle";
            case ADDRESS -> "a load, store or atomic out of its range";
            case REQUEST -> "a request while another was outstanding";
            case RUNAWAY -> "more bundles than the limit";
        };
    }

    @Override public JsonObject json() {
        var json = new JsonObject();
        json.addProperty("device", device.address());
        json.addProperty("events_lost", Integer.toUnsignedLong(lost));
        json.add("events", JsonText.array(events, this::json));
        json.addProperty("records_lost", emittedLost);
        json.add("records", JsonText.array(emitted, EventsAnswer::json));
        return json;
    }

    @Override public boolean isOneOfSeveral() { return !whole; }

    /// A look that saw nothing prints nothing.
    @Override public String jsonText() {
        return events.isEmpty() && emitted.isEmpty() && emittedLost == 0 && !moreLost && !whole ? ""
                : Answer.super.jsonText();
    }

    private static JsonObject json(EventRings.Taken left) {
        var json = new JsonObject();
        left.origin().ifPresent(origin -> {
            json.addProperty("nanoseconds", origin.nanoseconds());
            json.addProperty("context", origin.context());
        });
        switch (left.emission()) {
            case Emission.Printed(String text) -> json.addProperty("text", text);
            case Emission.LostTexts(long count) -> json.addProperty("texts_lost", count);
            case Emission.Recorded(String map, Bytes data) -> {
                json.addProperty("map", map);
                json.addProperty("data", data.toString());
            }
        }
        return json;
    }

    private JsonObject json(CoreEvent event) {
        var json = new JsonObject();
        json.addProperty("cycle", event.cycle());
        json.addProperty("cause", event.cause().name().toLowerCase(Locale.ROOT));
        json.addProperty("action", event.action());
        json.addProperty("action_name", XdpAction.text(event.action()));
        json.addProperty("ifindex", event.ifindex());
        json.addProperty("context", event.context());
        json.addProperty("bundle", event.address());
        json.addProperty("bytes", event.length());
        json.addProperty("packet", Integer.toUnsignedLong(event.number()));
        json.addProperty("of_loaded_program", !before(event));
        json.add("sources", JsonText.array(sources(event), origin -> {
            var one = new JsonObject();
            one.addProperty("instruction", origin.instruction());
            one.addProperty("line", origin.line());
            return one;
        }));
        return json;
    }
}
