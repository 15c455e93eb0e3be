/// The ports of an engine: what every one is given and gives back, whatever runs inside.
///
/// A [Stimulus] is one program, its packets and maps, and all that Linux leaves open; a [Run] is the [Outcome] of each
/// packet and the maps afterwards. A core's own ports: [CoreSetup] before the first packet, [CorePacket] in,
/// [CoreReport] out, [Retired] at each bundle.
package xdp2rtl.port;
