package xdp2rtl.device;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xdp2rtl.boards.BoardRegister;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.isa.ControlRegister;

/// NetFPGA-SUME's driver: files in the place of sysfs, and for the requests a stand-in that takes `struct ifreq` apart
/// as the driver does, or Linux itself.
class SumeDriverTest {
    private static final long WINDOW = 0x44020000L;

    @TempDir Path folder;
    private final StandIn driver = new StandIn();

    /// What the driver does with a request, and what it has been asked.
    private static final class StandIn implements InterfaceRequests {
        final Map<Long, Integer> words = new HashMap<>();
        final List<String> asked = new ArrayList<>();
        /// Errors that come before an answer, each once.
        final List<Integer> refusals = new ArrayList<>();
        boolean open = true;

        @Override public void make(long request, MemorySegment argument) throws LinuxFile.Refusal {
            assertEquals(40, argument.byteSize());
            String name = argument.getString(0);
            MemorySegment access = argument.get(ADDRESS, 16).reinterpret(8);
            long address = Integer.toUnsignedLong(access.get(JAVA_INT, 0));
            int value = access.get(JAVA_INT, 4);
            if (!refusals.isEmpty()) { throw new LinuxFile.Refusal(refusals.removeFirst()); }
            switch ((int) request) {
                case 0x89f1 -> {
                    asked.add("%s %08x=%08x".formatted(name, address, value));
                    words.put(address, value);
                }
                case 0x89f2 -> {
                    asked.add("%s %08x".formatted(name, address));
                    access.set(JAVA_INT, 4, words.getOrDefault(address, 0));
                }
                default -> throw new LinuxFile.Refusal(LinuxFile.Refusal.NOT_SUPPORTED);
            }
        }

        @Override public void close() { open = false; }
    }

    @BeforeEach void loadTheDriver() throws IOException {
        networkInterface("nf0", "sume_riffa");
        boardAt(WINDOW);
    }

    private void networkInterface(String name, String module) throws IOException {
        var card = Files.createDirectories(folder.resolve("sys/devices/0000:03:00.0"));
        var driven = Files.createDirectories(folder.resolve("sys/bus/pci/drivers/" + module));
        var loaded = Files.createDirectories(folder.resolve("sys/module/" + module));
        link(driven.resolve("module"), loaded);
        link(card.resolve("driver"), driven);
        link(Files.createDirectories(folder.resolve("sys/class/net/" + name)).resolve("device"), card);
    }

    private static void link(Path link, Path target) throws IOException {
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, target);
    }

    private void boardAt(long address) {
        driver.words.put(address + ControlRegister.MAGIC.offset(), ControlRegister.MAGIC_VALUE);
        driver.words.put(address + BoardRegister.BOARD_MAGIC.offset(), BoardRegister.MAGIC_VALUE);
    }

    private Device open(String name, InterfaceRequests.Source requests) {
        return new SumeDriver(folder.resolve("sys"), folder.resolve("locks"), requests)
                .open((DeviceName.Sume) DeviceName.parse(name));
    }

    private Device open(String name) {
        return open(name, () -> driver);
    }

    private String refused(String name) {
        return assertThrows(InputError.class, () -> open(name)).getMessage();
    }

    @Test void asksForOneRegisterAtATimeByItsAddressOnTheBus() {
        try (Device device = open("sume:nf0")) {
            assertEquals("sume:nf0", device.name());
            assertEquals(List.of("nf0 44020000", "nf0 44020200"), driver.asked);
            driver.asked.clear();
            device.write(ControlRegister.SLOT_LIMIT.offset(), 0x89abcdef);
            assertEquals(0x89abcdef, device.read(ControlRegister.SLOT_LIMIT.offset()));
            var register = "nf0 %08x".formatted(WINDOW + ControlRegister.SLOT_LIMIT.offset());
            assertEquals(List.of(register + "=89abcdef", register), driver.asked);
        }
        assertFalse(driver.open);
    }

    @Test void takesTheAddressThatIsGiven() {
        driver.words.clear();
        assertTrue(refused("sume:nf0").contains("at 0x44020000 stands 0x00000000 and 0x00000000 instead of"),
                refused("sume:nf0"));
        boardAt(0xfffff000L);
        try (Device device = open("sume:nf0@0xfffff000")) {
            assertEquals("sume:nf0@0xfffff000", device.name());
        }
    }

    @Test void asksNothingOfAnInterfaceOfAnotherDriver() throws IOException {
        networkInterface("bond0", "bonding");
        Files.createDirectories(folder.resolve("sys/class/net/tunl0"));
        assertTrue(
                refused("sume:bond0").contains("this is no interface of NetFPGA-SUME's driver (its module is bonding)"),
                refused("sume:bond0"));
        assertTrue(refused("sume:tunl0").contains("sysfs names no module for it"), refused("sume:tunl0"));
        assertEquals(List.of(), driver.asked);
    }

    @Test void saysThatThereIsNoSuchInterface() {
        assertTrue(refused("sume:nf3").endsWith("Load the bitstream, then the shell's driver: insmod sume_riffa.ko"),
                refused("sume:nf3"));
    }

    @Test void oneHostAtATimeHasTheCardByWhicheverInterface() throws IOException {
        networkInterface("nf1", "sume_riffa");
        try (Device _ = open("sume:nf0")) {
            assertTrue(refused("sume:nf1").contains("another host uses it, process " + ProcessHandle.current().pid()),
                    refused("sume:nf1"));
        }
        open("sume:nf1").close();
    }

    @Test void waitsForADriverThatIsBusyWithAnother() {
        try (Device device = open("sume:nf0")) {
            driver.refusals.addAll(List.of(LinuxFile.Refusal.BUSY, LinuxFile.Refusal.BUSY));
            assertEquals(ControlRegister.MAGIC_VALUE, device.read(ControlRegister.MAGIC.offset()));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, Run as root", "4, does not answer within a second", "14, the driver refuses it (Bad address)",
            "19, the network interface is gone",
            "512, does not answer within a second"})
    void saysWhatALoadedDriverRefuses(int number, String what) {
        driver.refusals.add(number);
        assertTrue(refused("sume:nf0").contains(what), "" + number);
        assertFalse(driver.open);
        try (Device device = open("sume:nf0")) {
            driver.refusals.add(number);
            var message = assertThrows(InputError.class, () -> device.write(ControlRegister.CONTROL.offset(), 1))
                    .getMessage();
            assertTrue(message.startsWith("sume:nf0: register 0x%03x: ".formatted(ControlRegister.CONTROL.offset()))
                    && message.contains(what), message);
        }
    }

    /// Linux knows the interface, and its driver no such request; and the other way round.
    @Test void saysWhatLinuxItselfRefuses() throws IOException {
        networkInterface("lo", "sume_riffa");
        var message = assertThrows(InputError.class, () -> open("sume:lo", InterfaceRequests::ofSocket)).getMessage();
        assertTrue(
                message.contains("the driver does not take requests for registers") && message.contains("Linux 5.15"),
                message);
        networkInterface("absent0", "sume_riffa");
        message = assertThrows(InputError.class, () -> open("sume:absent0", InterfaceRequests::ofSocket)).getMessage();
        assertTrue(message.contains("the network interface is gone (No such device)"), message);
    }

    /// As the command line does it.
    @Test void refusesTheInterfacesOfThisMachine() {
        var message = assertThrows(InputError.class, () -> Devices.open("sume:lo")).getMessage();
        assertTrue(message.contains("this is no interface of NetFPGA-SUME's driver (sysfs names no module for it)"),
                message);
    }
}
