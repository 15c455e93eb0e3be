package xdp2rtl.port;

import java.util.ArrayList;
import java.util.List;

/// A packet as the core's input stream brings it.
///
/// @param bytes   from the first byte of the Ethernet header
/// @param ifindex the side band's interface
/// @param rxQueue the side band's queue
public record CorePacket(byte[] bytes, int ifindex, int rxQueue) {

    /// Those of a stimulus's packets that a core is given.
    public static List<CorePacket> of(Stimulus stimulus, List<Packet> packets) {
        List<CorePacket> given = new ArrayList<>();
        for (Packet packet : packets) {
            if (stimulus.notRunBecause(packet).isEmpty()) {
                Context context = stimulus.contextOf(packet);
                given.add(new CorePacket(packet.bytes().toArray(), context.ifindex(), context.rxQueue()));
            }
        }
        return given;
    }
}
