package xdp2rtl.reach;

import xdp2rtl.elf.Bytes;

/// Something that [Inputs] decide.
sealed interface Variable {

    /// A byte of the packet, as it comes in.
    record PacketByte(int at) implements Variable {}

    /// Bytes of the packet.
    record Length() implements Variable {}

    /// A byte of the value that a key has at the start.
    record MapByte(int map, Bytes key, int at) implements Variable {}

    /// The interface that the packet comes in by.
    record Interface() implements Variable {}

    /// Its receive queue.
    record Queue() implements Variable {}

    /// Nanoseconds.
    record Time() implements Variable {}

    /// What is drawn by lot, 32 bits.
    record Lot() implements Variable {}

    /// Of what it can be, the bits that may be set.
    default long mask() {
        return switch (this) {
            case PacketByte _, MapByte _ -> 0xff;
            case Length _ -> 0xffff;
            case Interface _, Queue _ -> 0x7fff_ffff;
            case Lot _ -> 0xffff_ffffL;
            case Time _ -> -1;
        };
    }
}
