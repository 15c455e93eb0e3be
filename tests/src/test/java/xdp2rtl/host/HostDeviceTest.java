package xdp2rtl.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.isa.ControlRegister;
import xdp2rtl.isa.CoreConfig;

/// Devices that are not what they should be, in one message each.
final class HostDeviceTest {
    @TempDir Path folder;

    private final RegisterBoard board = new RegisterBoard(CoreConfig.DEFAULT);

    private HostDevice host() {
        return HostDevice.of(board, new StateFile(folder.resolve("state.json")));
    }

    private static ProgramLoader.Wanted wanted() {
        return new ProgramLoader.Wanted(ProgramLoaderTest.program("xdp1"), Map.of(), false, Map.of());
    }

    private void refuses(String message) {
        assertEquals(message, assertThrows(InputError.class, this::host).getMessage());
    }

    @Test void aDeviceWithoutACoreIsRefused() {
        board.set(ControlRegister.MAGIC, 0x1234);
        refuses("model: there is no xdp2rtl core behind it; its first register reads 0x00001234, not 0x58445032. Check that the address is the "
                + "board's and that it is loaded with our bitstream");
    }

    @Test void aDeviceThatIsOffTheBusIsSaidToBe() {
        board.vanish();
        refuses("model: it does not answer: every register reads as ones; the board is off the bus or in reset");
    }

    @Test void aCoreOfAnotherVersionIsRefused() {
        board.set(ControlRegister.VERSION, 1);
        refuses("model: its core has version 1 of the registers; this program knows version 4. Use the xdp2rtl that the bitstream was made with, or "
                + "make it anew");
    }

    @Test void aCoreThatCannotBeIsRefused() {
        board.set(ControlRegister.CONTEXTS, 65);
        refuses("model: core configuration: contexts is 65. It must be 1 to 64");
        board.set(ControlRegister.LANES, 3);
        refuses("model: --lanes: there is no core of 3 lanes. Give 1, 2, 4 or 8");
    }

    @Test void whatWasLoadedIsKnownUntilTheDeviceOrTheFileSaysOtherwise() throws IOException {
        LoadReport report = new ProgramLoader(host()).load(wanted());
        assertEquals(report.loaded(), host().program());
        assertFalse(host().program().origin(0).isEmpty());
        Files.writeString(folder.resolve("state.json"), "{\"format\": 1");
        assertTrue(assertThrows(InputError.class, () -> host().program()).getMessage()
                .endsWith("state.json is lost or damaged. "
                        + "Load a program with `xdp2rtl host load`"));
        new ProgramLoader(host()).load(wanted());
        assertEquals("xdp1", host().program().program());
    }

    /// A host that is killed at whatever write of a load leaves a device that is known, or known to be half-loaded; the
    /// next load works.
    @Test void aLoadThatIsKilledLeavesADeviceThatIsKnown() {
        var first = new ProgramLoader.Wanted(ProgramLoaderTest.program("redirect_map"), Map.of(), false, Map.of());
        new ProgramLoader(host()).load(first);
        long before = board.writes();
        new ProgramLoader(host()).load(wanted());
        long all = board.writes() - before;
        var seen = new TreeSet<String>();
        for (long written = all - 60; written < all; written++) {
            new ProgramLoader(host()).load(first);
            board.killsAfter(written);
            assertThrows(IllegalStateException.class, () -> new ProgramLoader(host()).load(wanted()));
            board.killsAfter(Long.MAX_VALUE);
            HostDevice left = host();
            boolean runs = (board.read(ControlRegister.CONTROL.offset()) & ControlRegister.RUN) != 0;
            seen.add(left.isHalfLoaded() ? "half-loaded, runs " + runs
                    : "%s, runs %s".formatted(left.program().program(), runs));
        }
        assertEquals(Set.of("redirect_map, runs true", "redirect_map, runs false", "half-loaded, runs false",
                "xdp1, runs false"), seen);
        new ProgramLoader(host()).load(wanted());
        assertEquals("xdp1", host().program().program());
    }

    @Test void allCoresAreSelectedWhereAKilledHostHasLeftOne() {
        board.set(ControlRegister.CORES, 2);
        board.set(ControlRegister.CORE_SELECT, 1);
        host();
        assertEquals(2, host().config().cores());
        assertEquals(ControlRegister.ALL_CORES, board.read(ControlRegister.CORE_SELECT.offset()));
    }

    @Test void aStateFileThatCannotBeWrittenIsFoundBeforeTheInputIsHeld() throws IOException {
        Files.createDirectory(folder.resolve("state.json"));
        assertThrows(InputError.class, () -> new ProgramLoader(host()).load(wanted()));
        assertEquals(0, board.read(ControlRegister.CONTROL.offset()), "no packet is taken");
        assertEquals(0, board.read(ControlRegister.HOST_TAG.offset()));
    }
}
