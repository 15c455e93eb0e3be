package xdp2rtl.cli.host;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.DeviceVerb;
import xdp2rtl.cli.common.Pause;
import xdp2rtl.cli.common.Progress;
import xdp2rtl.driver.CoreEvent;
import xdp2rtl.driver.EventRings;
import xdp2rtl.host.HostDevice;
import xdp2rtl.isa.ControlRegister;

/// `host events`.
@Command(name = "events",
        description = {"Prints packets that ended with XDP_ABORTED, or with an action that Linux does not know: why, "
                + "and where in the program; and what the program leaves for the host: what it prints, and records "
                + "of maps of type "
                + "perf_event_array and ringbuf. The device keeps 32 of the packets, 8,192 bytes a context of each "
                + "perf_event_array, all of a ringbuf, and 2,048 bytes a context of what is printed, until they are "
                + "read; what it has no room for is counted."})
final class HostEventsVerb extends DeviceVerb {
    @Option(names = "--follow", description = "Go on, until interrupted.")
    private boolean follow;

    @Option(names = "--count", paramLabel = "N", description = "End after so many.")
    private Optional<Integer> count = Optional.empty();

    @Mixin private RecordCapture capture;

    private long printed;
    private int lost = -1;
    private long recordsLost;

    @Override protected Answer answer(HostDevice device, Progress progress) {
        capture.check(device);
        int most = Math.clamp(count.orElse(Integer.MAX_VALUE) - printed, 0, Integer.MAX_VALUE);
        List<CoreEvent> events = CoreEvent.take(device.core(), most);
        int lostNow = device.core().read(ControlRegister.EVENT_LOST);
        List<EventRings.Taken> emitted = device.loaded().isPresent() ? device.maps().events() : List.of();
        capture.add(emitted);
        long lostRecords = device.loaded().isPresent() ? device.maps().lostEvents() : 0;
        var answer = new EventsAnswer(device, device.core().cycles(), events, lostNow, lostNow != (lost < 0 ? 0 : lost),
                emitted,
                lostRecords - recordsLost, !follow, this::next);
        printed += events.size() + emitted.size();
        lost = lostNow;
        recordsLost = lostRecords;
        return answer;
    }

    @Override protected boolean givesBytes() { return capture.isStandardOutput(); }

    private Optional<Answer> next() {
        if (!follow || printed >= count.orElse(Integer.MAX_VALUE)) { return Optional.empty(); }
        Pause.of(Duration.ofMillis(200));
        return Optional.of(again());
    }
}
