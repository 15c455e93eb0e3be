package xdp2rtl.port;

import java.util.Optional;
import xdp2rtl.elf.Bytes;
import xdp2rtl.isa.CoreConfig;

/// A packet as it comes in, from its Ethernet header on, without metadata. `context` is set where it differs from
/// the stimulus's.
public record Packet(Bytes bytes, Optional<Context> context) {

    public static Packet of(byte[] bytes) {
        return new Packet(Bytes.of(bytes), Optional.empty());
    }

    /// Why no program sees this packet, if so: a driver without fragments hands it neither less than an Ethernet
    /// header nor more than one page holds.
    public Optional<String> notRunBecause() {
        int length = bytes.length();
        if (length < CoreConfig.MIN_PACKET) {
            return Optional.of("%d bytes, less than an Ethernet header".formatted(length));
        }
        if (length > CoreConfig.MAX_PACKET) {
            return Optional.of("%d bytes, more than the %d of one buffer".formatted(length, CoreConfig.MAX_PACKET));
        }
        return Optional.empty();
    }
}
