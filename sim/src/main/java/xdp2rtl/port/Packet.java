package xdp2rtl.port;

import java.util.Optional;
import java.util.OptionalLong;
import xdp2rtl.elf.Bytes;
import xdp2rtl.isa.CoreConfig;

/// A packet as it comes in, from its Ethernet header on, without metadata. `context` is set where it differs from
/// the stimulus's, `nanoseconds` where the clocks read something else when it comes than the stimulus's freedoms say.
public record Packet(Bytes bytes, Optional<Context> context, OptionalLong nanoseconds) {
    /// At the time that the stimulus says.
    public Packet(Bytes bytes, Optional<Context> context) {
        this(bytes, context, OptionalLong.empty());
    }

    public static Packet of(byte[] bytes) {
        return new Packet(Bytes.of(bytes), Optional.empty());
    }

    /// The same when the clocks read something else.
    public Packet at(long time) {
        return new Packet(bytes, context, OptionalLong.of(time));
    }

    /// Why no program sees this packet, if so: it is less than an Ethernet header, or more than a frame holds.
    ///
    /// @param longest bytes that a packet can have
    public Optional<String> notRunBecause(int longest) {
        int length = bytes.length();
        if (length < CoreConfig.MIN_PACKET) {
            return Optional.of("%d bytes, less than an Ethernet header".formatted(length));
        }
        if (length > longest) {
            return Optional.of("%d bytes, more than the %d of one buffer".formatted(length, longest));
        }
        return Optional.empty();
    }
}
