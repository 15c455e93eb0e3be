package xdp2rtl.cli.host;

import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.DeviceVerb;
import xdp2rtl.cli.common.Pause;
import xdp2rtl.cli.common.Progress;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.host.CounterReading;
import xdp2rtl.host.HostDevice;

/// `host counters`.
@Command(name = "counters",
        description = "Prints the device's counters: packets by action, by cause of XDP_ABORTED, by port. They count "
                + "since reset, modulo 2^32.")
final class HostCountersVerb extends DeviceVerb {
    @Option(names = "--watch", description = "Again every second, with rates, until interrupted.")
    private boolean watch;

    @Option(names = "--count", paramLabel = "N", description = "With --watch: end after so many looks.")
    private Optional<Integer> count = Optional.empty();

    @Option(names = "--prometheus",
            description = "Prints the text that Prometheus reads, for the textfile collector of node_exporter.")
    private boolean prometheus;

    private Optional<CounterReading> before = Optional.empty();
    private long time;
    private int looks;

    @Override protected Answer answer(HostDevice device, Progress progress) {
        if (prometheus && (watch || isJson())) {
            throw new InputError("--prometheus", "it is given with " + (watch ? "--watch" : "--json"),
                    "the text is of one look, in its own form", "Leave one of them out");
        }
        long now = System.nanoTime();
        CounterReading reading = CounterReading.of(device);
        if (prometheus) { return new PrometheusAnswer(device, reading); }
        boolean repaint = watch && Boolean.getBoolean("xdp2rtl.terminal");
        var answer = new CountersAnswer(device, reading, before, (now - time) / 1e9, watch, repaint, this::next);
        before = Optional.of(reading);
        time = now;
        looks++;
        return answer;
    }

    private Optional<Answer> next() {
        if (!watch || looks >= count.orElse(Integer.MAX_VALUE)) { return Optional.empty(); }
        Pause.of(Duration.ofSeconds(1));
        return Optional.of(again());
    }
}
