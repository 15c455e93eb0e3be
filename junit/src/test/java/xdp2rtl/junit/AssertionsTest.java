package xdp2rtl.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static xdp2rtl.junit.EngineKind.INTERPRETER;
import static xdp2rtl.junit.EngineKind.KERNEL;
import static xdp2rtl.junit.EngineKind.MODEL;
import static xdp2rtl.junit.Xdp2Rtl.assertThat;
import static xdp2rtl.junit.Xdp2Rtl.hex;
import static xdp2rtl.junit.Xdp2Rtl.pcap;
import static xdp2rtl.junit.Xdp2Rtl.xdp;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;
import xdp2rtl.linux.XdpAction;

/// The assertions, kept and broken, on the firewall of the examples.
final class AssertionsTest {
    private static final String FOLDER = "../examples/simple_firewall/";
    private static final XdpProgram FIREWALL = xdp(FOLDER + "simple_firewall.bpf.o")
            .withMap("flows", FOLDER + "maps/flows.json").withMap("ports", FOLDER + "maps/ports.json");
    private static final String COMMAND = " " + FIREWALL.object() + " --map flows=" + FOLDER
            + "maps/flows.json --map ports=" + FOLDER + "maps/ports.json --pcap " + FOLDER + "saturated.pcap";

    private static RunAssert saturated(EngineKind kind) {
        return assertThat(FIREWALL).on(kind).given(pcap(FOLDER + "saturated.pcap"));
    }

    @Test void modelDoesWhatTheInterpreterDoes() {
        saturated(MODEL).agreesWith(INTERPRETER).returnsAlways(XdpAction.REDIRECT).counts(XdpAction.REDIRECT, 64)
                .takesAtMost(9);
    }

    @RequiresEngine(KERNEL)
    @Test void modelDoesWhatLinuxDoes() {
        saturated(MODEL).agreesWith(KERNEL);
    }

    @Test void otherActionsAreNamedWithTheCommandThatShowsThem() {
        var failure = assertThrows(AssertionFailedError.class, () -> saturated(MODEL).returnsAlways(XdpAction.DROP));
        assertEquals(FIREWALL.object() + " on bundle: 64 of 64 packets; the first: packet 0: expected XDP_DROP, was "
                + "XDP_REDIRECT\nTo see it again: xdp2rtl run --list --engine bundle" + COMMAND, failure.getMessage());
    }

    @Test void aSlowerPacketIsNamed() {
        var failure = assertThrows(AssertionFailedError.class, () -> saturated(MODEL).takesAtMost(6));
        assertTrue(failure.getMessage().contains("packet 0: expected at most 6 cycles, was 7\n"), failure.getMessage());
        var uncounted = assertThrows(AssertionFailedError.class, () -> saturated(INTERPRETER).takesAtMost(8));
        assertTrue(uncounted.getMessage().contains("counts no cycles"), uncounted.getMessage());
    }

    @Test void mapsAreComparedByTheirEntries(@TempDir Path folder) throws Exception {
        Path empty = Files.writeString(folder.resolve("flows.json"), "[]");
        var failure = assertThrows(AssertionFailedError.class, () -> saturated(MODEL).leavesMap("flows", empty));
        assertTrue(failure.getMessage().contains("map flows, key "), failure.getMessage());
        assertThrows(AssertionFailedError.class, () -> saturated(MODEL).leavesEntry("flows", new byte[16], hex("00000000")));
        var none = assertThrows(AssertionFailedError.class, () -> saturated(MODEL).leavesEntries("flow", 1));
        assertTrue(none.getMessage().contains("it has no map flow; its maps are [flows, ports]"), none.getMessage());
    }

    @Test void packetsByTheirBytesAreKeptForTheCommand() {
        byte[] arp = hex("ffffffffffff 020000000001 0806");
        assertThat(FIREWALL).given(arp).returns(XdpAction.DROP).leavesPacket(0, arp);
        var failure = assertThrows(AssertionFailedError.class,
                () -> assertThat(FIREWALL).given(arp).returns(XdpAction.PASS));
        String file = failure.getMessage().replaceFirst("(?s).*--pcap ", "");
        assertThat(FIREWALL).given(pcap(file)).returns(XdpAction.DROP);
    }

    @Test void aParameterIsAProgram(@Xdp(FOLDER + "simple_firewall.bpf.o") XdpProgram program) {
        assertThat(program.onCore("wide")).on(MODEL).given(hex("ffffffffffff 020000000001 0806")).takesAtMost(4);
    }
}
