package xdp2rtl.port;

import xdp2rtl.isa.Cause;
import xdp2rtl.linux.XdpAction;

/// What the core says of a packet that has left it. One core's come in the order of arrival.
///
/// @param number   of the packet among all that have come in, from 0
/// @param context  the context within its core
/// @param r0       the program's return value; the action is its low half
/// @param cause    why the hardware ended it, if it did
/// @param slots    bundles issued for it
/// @param arrived  the cycle of its last beat
/// @param reported the cycle of the report
/// @param meta     bytes of metadata at the start of `contents`
/// @param contents metadata, then the packet
/// @param redirect the redirect register
public record CoreReport(long number, int context, long r0, Cause cause, int slots, long arrived, long reported,
        int meta,
        byte[] contents,
        long redirect) {
    /// Whether the packet leaves on the output stream: by its action, or because all do that have a length that is
    /// allowed.
    public boolean leaves(boolean emitAll) {
        return cause == Cause.NONE && XdpAction.keepsPacket(r0 & 0xffff_ffffL) || emitAll && cause != Cause.LENGTH;
    }

    /// The same of a packet of another number that has come in in another cycle.
    public CoreReport of(long packet, long cycle) {
        return new CoreReport(packet, context, r0, cause, slots, cycle, reported, meta, contents, redirect);
    }

    /// The same, reported in another cycle.
    public CoreReport at(long cycle) {
        return new CoreReport(number, context, r0, cause, slots, arrived, cycle, meta, contents, redirect);
    }
}
