package xdp2rtl.report;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import xdp2rtl.compile.Compiled;
import xdp2rtl.elf.Bytes;
import xdp2rtl.engine.model.SteadyState;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Stimulus;

/// Packets a second of frames of one size.
///
/// @param bytes of a frame, its check sequence among them
/// @param mpps  millions a second of all cores
public record SizeRate(int bytes, double mpps) {
    private static final List<Integer> SIZES = List.of(64, 128, 256, 512, 1024, 1518);
    private static final int CHECK_SEQUENCE = 4;
    /// Packets of the trace that are looked at for each size.
    private static final int MOST = 250;

    /// Of the trace's packets that are not longer, each padded with zeroes to the size; no figure where there are none.
    static List<SizeRate> all(Compiled compiled, Stimulus stimulus) {
        return SIZES.parallelStream().map(size -> of(compiled, stimulus, size)).flatMap(Optional::stream).toList();
    }

    private static Optional<SizeRate> of(Compiled compiled, Stimulus stimulus, int size) {
        int length = size - CHECK_SEQUENCE;
        List<Packet> fitting = stimulus.packets().stream()
                .filter(packet -> stimulus.notRunBecause(packet).isEmpty() && packet.bytes().length() <= length)
                .toList();
        if (fitting.isEmpty()) { return Optional.empty(); }
        int count = Math.min(MOST, fitting.size());
        Stream<Packet> chosen =
                IntStream.range(0, count).mapToObj(i -> fitting.get((int) ((long) i * fitting.size() / count)));
        List<Packet> padded = chosen.map(packet -> padded(packet, length)).toList();
        var steady = SteadyState.measure(compiled, new Stimulus(stimulus.program(), padded, stimulus.context(),
                stimulus.maps(), stimulus.freedoms(), stimulus.fib(), stimulus.frameBytes()));
        return Optional.of(new SizeRate(size, compiled.config().clockMhz() / steady.cyclesPerPacket()));
    }

    private static Packet padded(Packet packet, int length) {
        return new Packet(Bytes.of(Arrays.copyOf(packet.bytes().toArray(), length)), packet.context());
    }
}
