package xdp2rtl.isa;

import java.util.List;
import java.util.stream.Stream;

/// Values that belong to a context or to the core, not to a register. Read with [Operation.Get], written with
/// [Operation.Put].
public enum Special {
    /// Bytes from `data` to `data_end`, 32 bits: the linear part of the packet.
    LENGTH(false),
    /// Bytes of metadata in front of the packet: 0, 4, ... 252.
    META(false),
    /// `xdp_md.ingress_ifindex`, 32 bits, from the input stream's side band.
    IFINDEX(false),
    /// `xdp_md.rx_queue_index`, 32 bits, likewise.
    RX_QUEUE(false),
    /// The number of the context: the CPU that Linux would name.
    CPU(false),
    /// Nanoseconds, 64 bits: the core's clock, or the value that the host has frozen.
    TIME(false),
    /// 32 random bits: a shift register, or the value that the host has frozen.
    RANDOM(false),
    /// What the last request of this context answered; valid once the request has completed (see [Bundle#waits]).
    RESULT(false),
    /// Where XDP_REDIRECT sends the packet, as a [RedirectWord]; 0 until a program writes it.
    REDIRECT(true),
    /// Bytes of the whole packet, with its fragments (`xdp_get_buff_len`), 32 bits. Only of cores whose frames have
    /// them; in others LENGTH is that.
    WHOLE_LENGTH(false);

    private final boolean writable;

    Special(boolean writable) { this.writable = writable; }

    /// Those that a core has.
    public static List<Special> of(CoreConfig config) {
        return Stream.of(values()).filter(special -> special != WHOLE_LENGTH || config.hasFragments()).toList();
    }

    public boolean writable() { return writable; }
}
