package xdp2rtl.cli.host;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.DeviceVerb;
import xdp2rtl.cli.common.Pause;
import xdp2rtl.cli.common.Progress;
import xdp2rtl.driver.CoreEvent;
import xdp2rtl.host.HostDevice;
import xdp2rtl.isa.ControlRegister;

/// `host events`.
@Command(name = "events", description = {"Prints packets that ended with XDP_ABORTED, or with an action that Linux does not know: why, "
        + "and where in the program. The device keeps 32 of them until they are read; those that it has no room for are counted."})
final class HostEventsVerb extends DeviceVerb {
    @Option(names = "--follow", description = "Go on, until interrupted.")
    private boolean follow;

    @Option(names = "--count", paramLabel = "N", description = "End after so many.")
    private Optional<Integer> count = Optional.empty();

    private long printed;
    private int lost = -1;

    @Override protected Answer answer(HostDevice device, Progress progress) {
        int most = Math.clamp(count.orElse(Integer.MAX_VALUE) - printed, 0, Integer.MAX_VALUE);
        List<CoreEvent> events = CoreEvent.take(device.core(), most);
        int lostNow = device.core().read(ControlRegister.EVENT_LOST);
        var answer = new EventsAnswer(device, device.core().cycles(), events, lostNow, lostNow != (lost < 0 ? 0 : lost), !follow, this::next);
        printed += events.size();
        lost = lostNow;
        return answer;
    }

    private Optional<Answer> next() {
        if (!follow || printed >= count.orElse(Integer.MAX_VALUE)) {
            return Optional.empty();
        }
        Pause.of(Duration.ofMillis(200));
        return Optional.of(again());
    }
}
