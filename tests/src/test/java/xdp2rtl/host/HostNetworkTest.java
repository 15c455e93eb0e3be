package xdp2rtl.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xdp2rtl.compile.Compiler;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.ebpf.Assembler;
import xdp2rtl.ebpf.InstructionEncoder;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.fib.Link;
import xdp2rtl.fib.NetworkState;
import xdp2rtl.flow.PlaceWishes;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.maps.NetworkMap;
import xdp2rtl.maps.NetworkSize;
import xdp2rtl.port.CorePacket;
import xdp2rtl.port.PortReport;

/// Networks on a board: its own ports, and what is given when a program is loaded.
@Tag("model")
final class HostNetworkTest {
    private static final int PACKET_BYTES = 64;
    /// Gives the MTU of the interface that the first bytes of a packet name, 1 if there is none.
    private static final String MTU = """
        r6 = *(u32 *)(r1 +0)
        r2 = *(u32 *)(r1 +4)
        r3 = r6
        r3 += 4
        r0 = 0
        if r3 > r2 goto end
        *(u32 *)(r10 -4) = 1
        r2 = *(u32 *)(r6 +0)
        r3 = r10
        r3 += -4
        r4 = 0
        r5 = 0
        call check_mtu
        r0 = *(u32 *)(r10 -4)
        end:
        exit
        """;
    private static final NetworkState NETWORK =
            new NetworkState(List.of(new Link(7, "eth7", 1400, Bytes.of(new byte[6]), false, true, true)),
                    List.of(), List.of());

    @TempDir private Path folder;

    private static ProgramLoader.Wanted wanted(Optional<NetworkState> network) {
        return wanted(network, new NetworkSize(1, 1));
    }

    private static ProgramLoader.Wanted wanted(Optional<NetworkState> network, NetworkSize size) {
        Program program = Program.raw("mtu", InstructionEncoder.encode(Assembler.assemble("mtu", MTU)));
        return new ProgramLoader.Wanted(program, Map.of(), false, Map.of(), Compiler.BUNDLE_LIMIT, PlaceWishes.NONE,
                network,
                size);
    }

    @Test void aBoardKnowsItsPortsAndWhatItIsGiven() {
        try (var board = new ModelBoard(CoreConfig.of("model", 4, 8))) {
            var loader = new ProgramLoader(board.host(folder));
            loader.load(wanted(Optional.empty()));
            board.offer(questions());
            board.finish();
            loader.load(wanted(Optional.of(NETWORK)));
            board.offer(questions());
            board.finish();
            assertEquals(List.of(1500L, 1500L, 1L, 1L, 1500L, 1500L, 1400L, 1L),
                    board.reports().stream().map(PortReport::r0).toList());

            HostDevice device = board.host(folder);
            MapSpec links = device.program().map(NetworkMap.LINKS.label());
            InputError error = assertThrows(InputError.class, () -> device.maps().update(links, Bytes.of(new byte[4]),
                    Bytes.of(new byte[16]), LiveMaps.Rule.ANY));
            assertTrue(error.getMessage().contains("it is made from a network"), error.getMessage());
        }
    }

    @Test void anotherNetworkTakesItsPlaceUnderPackets() {
        try (var board = new ModelBoard(CoreConfig.of("model", 4, 8))) {
            new ProgramLoader(board.host(folder)).load(wanted(Optional.empty(), new NetworkSize(4, 1)));
            HostDevice device = board.host(folder);
            assertEquals(new NetworkSync.Report(0, 0), NetworkSync.sync(device, NetworkState.EMPTY));
            board.offer(questions());
            board.finish();
            NetworkSync.Report report = NetworkSync.sync(device, NETWORK);
            assertTrue(report.words() > 0 && report.cycles() > 0, report::toString);
            board.offer(questions());
            board.finish();
            assertEquals(List.of(1500L, 1500L, 1L, 1L, 1500L, 1500L, 1400L, 1L),
                    board.reports().stream().map(PortReport::r0).toList());
            assertEquals(new NetworkSync.Report(0, 0), NetworkSync.sync(device, NETWORK));
            var links = new ArrayList<Link>();
            for (int i = 3; i < 40; i++) {
                links.add(new Link(i, "eth" + i, 1400, Bytes.of(new byte[6]), false, true, true));
            }
            String refused = assertThrows(InputError.class,
                    () -> NetworkSync.sync(device, new NetworkState(links, List.of(), List.of()))).getMessage();
            assertTrue(refused.contains("table fib.links"), refused);
        }
    }

    private static List<CorePacket> questions() {
        return List.of(1, 2, 7, 9).stream().map(ifindex -> {
            byte[] packet = new byte[PACKET_BYTES];
            packet[0] = ifindex.byteValue();
            return new CorePacket(packet, 1, 0);
        }).toList();
    }
}
