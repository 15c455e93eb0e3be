package xdp2rtl.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xdp2rtl.boards.BoardRegister;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.isa.ControlRegister;

/// A function on the PCI bus, with files in the place of sysfs.
class PciBusTest {
    private static final String NAME = "pci:0000:03:00.0";
    private static final int OPENNIC = 0x100000;
    private static final int PLUS = 0x210000;

    @TempDir Path folder;
    private Path function;

    @BeforeEach void plugInACard() throws IOException {
        function = Files.createDirectories(folder.resolve("sys/bus/pci/devices/0000:03:00.0"));
        Files.writeString(function.resolve("enable"), "1\n");
        Files.writeString(function.resolve("vendor"), "0x10ee\n");
    }

    private Device open(String name) {
        return new PciBus(folder.resolve("sys"), folder.resolve("locks")).open((DeviceName.Pci) DeviceName.parse(name));
    }

    private String refused(String name) {
        return assertThrows(InputError.class, () -> open(name)).getMessage();
    }

    private void bar(int size, int window) throws IOException {
        var bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(window + ControlRegister.MAGIC.offset(), ControlRegister.MAGIC_VALUE);
        bytes.putInt(window + BoardRegister.BOARD_MAGIC.offset(), BoardRegister.MAGIC_VALUE);
        Files.write(function.resolve("resource2"), bytes.array());
    }

    private int inFile(int offset) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(function.resolve("resource2"))).order(ByteOrder.LITTLE_ENDIAN)
                .getInt(offset);
    }

    @Test void readsAndWritesLittleEndianWordsOfTheWindow() throws IOException {
        bar(0x400000, OPENNIC);
        try (Device device = open(NAME)) {
            assertEquals(NAME + "@bar2+0x100000", device.name());
            device.write(ControlRegister.SLOT_LIMIT.offset(), 0x12345678);
            device.write(new int[]{ControlRegister.TIME_LOW.offset(), 7, ControlRegister.TIME_HIGH.offset(), 8});
            assertEquals(0x12345678, inFile(OPENNIC + ControlRegister.SLOT_LIMIT.offset()));
            assertArrayEquals(new int[]{7, ControlRegister.MAGIC_VALUE},
                    device.read(new int[]{ControlRegister.TIME_LOW.offset(), ControlRegister.MAGIC.offset()}));
        }
    }

    @Test void findsTheWindowOfEveryShellThatAppearsUnderTheVendor() throws IOException {
        bar(0x400000, PLUS);
        try (Device device = open(NAME)) {
            assertEquals(NAME + "@bar2+0x210000", device.name());
        }
        Files.writeString(function.resolve("vendor"), "0x1234\n");
        bar(0x1000000, 0);
        try (Device device = open(NAME)) {
            assertEquals(NAME + "@bar2+0x0", device.name());
        }
    }

    @Test void takesTheWindowThatIsGivenUnderAnyVendor() throws IOException {
        Files.writeString(function.resolve("vendor"), "0x8086\n");
        bar(0x4000, 0x3000);
        try (Device device = open(NAME + "@bar2+0x3000")) {
            assertEquals(ControlRegister.MAGIC_VALUE, device.read(ControlRegister.MAGIC.offset()));
        }
        assertTrue(refused(NAME).contains("the vendor number 0x8086 is none of our shells'"), refused(NAME));
    }

    /// A core as an IP has no board's registers: zeros, or ones where the bus makes that of an error.
    @Test void takesACoreAloneWhereItIsSaidToBe() throws IOException {
        for (int absent : new int[]{0, -1}) {
            var bytes = ByteBuffer.allocate(0x400000).order(ByteOrder.LITTLE_ENDIAN);
            bytes.putInt(OPENNIC + ControlRegister.MAGIC.offset(), ControlRegister.MAGIC_VALUE);
            bytes.putInt(OPENNIC + BoardRegister.BOARD_MAGIC.offset(), absent);
            Files.write(function.resolve("resource2"), bytes.array());
            try (Device device = open(NAME + "@bar2+0x100000")) {
                assertEquals(absent, device.read(BoardRegister.BOARD_MAGIC.offset()));
            }
            assertTrue(refused(NAME).contains("there is no board of ours behind this function"), refused(NAME));
            assertTrue(refused(NAME + "@bar2+0x200000").contains("there is no board of ours"),
                    refused(NAME + "@bar2+0x200000"));
        }
    }

    @Test void saysThatThereIsNoSuchFunction() {
        assertTrue(refused("pci:0000:04:00.0").contains("there is no such function on the PCI bus"));
    }

    @Test void saysHowToEnableAFunctionThatIsDisabled() throws IOException {
        Files.writeString(function.resolve("enable"), "0\n");
        assertTrue(refused(NAME).endsWith("Enable it: echo 1 > " + function.resolve("enable")), refused(NAME));
    }

    @Test void saysThatABarIsMissingOrTooSmall() throws IOException {
        assertTrue(refused(NAME).contains("there is no BAR 2"), refused(NAME));
        bar(0x10000, 0);
        assertTrue(refused(NAME).contains("BAR 2 has 65536 bytes, the registers would lie beyond"), refused(NAME));
    }

    @Test void saysWhatStandsWhereABoardOfOursShouldBe() throws IOException {
        bar(0x400000, 0);
        assertTrue(
                refused(NAME)
                        .contains("there is no board of ours behind this function; at bar2+0x100000 stands 0x00000000"),
                refused(NAME));
    }

    @Test void saysThatNothingAnswersWhereAllIsOnes() throws IOException {
        byte[] ones = new byte[0x400000];
        Arrays.fill(ones, (byte) -1);
        Files.write(function.resolve("resource2"), ones);
        assertTrue(refused(NAME).contains("nothing answers, every register reads as ones"), refused(NAME));
    }

    @Test void noticesThatTheBoardGoesAway() throws IOException {
        bar(0x400000, OPENNIC);
        try (Device device = open(NAME)) {
            device.write(ControlRegister.STATUS.offset(), -1);
            assertEquals(-1, device.read(ControlRegister.STATUS.offset()));
            device.write(ControlRegister.MAGIC.offset(), -1);
            assertThrows(InputError.class, () -> device.read(ControlRegister.STATUS.offset()));
        }
    }

    @Test void oneHostAtATimeHasIt() throws IOException {
        bar(0x400000, OPENNIC);
        try (Device _ = open(NAME)) {
            assertTrue(refused(NAME).contains("another host uses it, process " + ProcessHandle.current().pid()),
                    refused(NAME));
        }
        open(NAME).close();
    }

    /// The lock is between processes, and goes when its owner does, however that ends.
    @Test void aHostThatIsKilledLeavesNoLock() throws Exception {
        bar(0x400000, OPENNIC);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process other = new ProcessBuilder(java, "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(), folder.toString()).redirectErrorStream(true).start();
        try (var output = other.inputReader()) {
            assertEquals("held", output.readLine());
            assertTrue(refused(NAME).contains("process " + other.pid()), refused(NAME));
        } finally {
            other.destroyForcibly();
        }
        assertTrue(other.waitFor(30, TimeUnit.SECONDS));
        open(NAME).close();
        assertFalse(other.isAlive());
    }

    /// The other process.
    static final class Holder {
        public static void main(String[] arguments) throws InterruptedException {
            Path folder = Path.of(arguments[0]);
            try (Device _ = new PciBus(folder.resolve("sys"), folder.resolve("locks"))
                    .open((DeviceName.Pci) DeviceName.parse(NAME))) {
                System.out.println("held");
                Thread.sleep(TimeUnit.MINUTES.toMillis(5));
            }
        }
    }
}
