package xdp2rtl.cli.common;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import xdp2rtl.capture.Capture;
import xdp2rtl.capture.Frame;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Program;
import xdp2rtl.port.Context;
import xdp2rtl.port.Freedoms;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Stimulus;

/// What the program is given besides packets: where packets come in, what Linux leaves open.
public final class StimulusOptions {
    @Option(names = "--ifindex", paramLabel = "N", defaultValue = "1",
            description = "The interface that packets come in by (default: ${DEFAULT-VALUE}).")
    private int ifindex;

    @Option(names = "--rx-queue", paramLabel = "N",
            description = "Its receive queue (default: what the capture says, else 0).")
    private Optional<Integer> rxQueue = Optional.empty();

    @Option(names = "--time-ns", paramLabel = "N",
            description = "What bpf_ktime_get_ns returns (default: 1000000000).")
    private Optional<Long> nanoseconds = Optional.empty();

    @Option(names = "--random", paramLabel = "N", description = "What bpf_get_prandom_u32 returns (default: 4).")
    private Optional<Long> random = Optional.empty();

    /// The stimulus of a trace.
    /// @param options what maps hold at the start, and the network around
    /// @throws InputError if it cannot be read
    public Stimulus of(Program program, ProgramOptions options, Path trace, Progress progress) {
        return of(program, options, Capture.read(trace), progress);
    }

    /// The same of a trace that has been read.
    public Stimulus of(Program program, ProgramOptions options, Capture trace, Progress progress) {
        trace.notes().forEach(note -> progress.note("%s: %s".formatted(trace.name(), note)));
        List<Packet> packets = trace.frames().stream().map(frame -> new Packet(frame.bytes(), place(frame))).toList();
        return new Stimulus(program, packets, new Context(ifindex, rxQueue.orElse(0)), options.contents(program),
                freedoms(),
                options.loadOptions().fib().network());
    }

    /// Where a frame came in, if the capture says so and `--rx-queue` does not.
    private Optional<Context> place(Frame frame) {
        return rxQueue.isPresent() || frame.queue().isEmpty() ? Optional.empty()
                : Optional.of(new Context(ifindex, frame.queue().getAsInt()));
    }

    private Freedoms freedoms() {
        long bits = random.orElse((long) Freedoms.DEFAULT.random());
        if (bits < 0 || bits > 0xffff_ffffL) {
            throw new InputError("--random", "%d is not a number of 32 bits".formatted(bits));
        }
        return new Freedoms(nanoseconds.orElse(Freedoms.DEFAULT.nanoseconds()), (int) bits, Freedoms.DEFAULT.cpu());
    }
}
