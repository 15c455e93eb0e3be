package xdp2rtl.boards;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import xdp2rtl.ebpf.Assembler;
import xdp2rtl.ebpf.InstructionEncoder;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.linux.MapKind;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Stimulus;

/// A program that redirects as the first bytes of a packet say: byte 0 by which device map, byte 4 by which of its
/// entries, byte 5 whether to all instead (BPF_F_BROADCAST), and to all but where it came from (BPF_F_EXCLUDE_INGRESS).
/// Where there is no entry, it passes the packet.
public final class Flood {
    private static final String CODE = """
        r2 = *(u32 *)(r1 +0)
        r3 = *(u32 *)(r1 +4)
        r0 = 1
        r4 = r2
        r4 += 14
        if r4 > r3 goto out
        r4 = *(u8 *)(r2 +0)
        r3 = *(u8 *)(r2 +5)
        r3 &= 24
        r3 |= 2
        r2 = *(u8 *)(r2 +4)
        r2 &= 7
        if r4 & 1 goto all
        r1 = map[1] ll
        call redirect_map
        exit
        all:
        r1 = map[2] ll
        call redirect_map
        out:
        exit
        """;
    /// How far the bytes that the program looks at are into a packet.
    private static final int LOOKED_AT = 6;
    private static final Map<String, MapSpec> MAPS =
            Map.of("counts", MapSpec.of("counts", MapKind.ARRAY, 4, 8, 2), "some",
                    MapSpec.of("some", MapKind.DEVMAP, 4, 4, 8), "all", MapSpec.of("all", MapKind.DEVMAP, 4, 4, 12));

    private Flood() {}

    public static Program program() {
        Program raw = Program.raw("flood", InstructionEncoder.encode(Assembler.assemble("flood", CODE)));
        return new Program(raw.source(), raw.code(), List.of(MAPS.get("counts"), MAPS.get("some"), MAPS.get("all")),
                "GPL");
    }

    /// The packets of another stimulus, each to go where chance says. The map `all` leads to all ports, backwards from
    /// key 7; `some` to those of odd interfaces.
    public static Stimulus with(Stimulus other, int ports) {
        var random = new Random(ports);
        var packets = new ArrayList<Packet>();
        for (Packet packet : other.packets()) {
            byte[] bytes = packet.bytes().toArray();
            for (int i = 0; i < LOOKED_AT; i++) {
                bytes[i] = (byte) random.nextInt();
            }
            packets.add(new Packet(Bytes.of(bytes), packet.context()));
        }
        var all = new ArrayList<MapContents.Entry>();
        var some = new ArrayList<MapContents.Entry>();
        for (int port = 0; port < ports; port++) {
            all.add(MapContents.Entry.of(MapContents.key(7 - port), MapContents.key(port + 1)));
            if (port % 2 == 0) {
                some.add(MapContents.Entry.of(MapContents.key(port), MapContents.key(port + 1)));
            }
        }
        return new Stimulus(program(), packets, other.context(),
                Map.of("all", new MapContents(all), "some", new MapContents(some)),
                other.freedoms());
    }
}
