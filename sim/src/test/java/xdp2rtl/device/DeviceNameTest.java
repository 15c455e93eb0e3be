package xdp2rtl.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xdp2rtl.diagnostic.InputError;

class DeviceNameTest {
    @Test void namesAFunctionOnThePciBus() {
        assertEquals(new DeviceName.Pci("0000:03:00.0", Optional.empty()), DeviceName.parse("pci:0000:03:00.0"));
        assertEquals(new DeviceName.Pci("0000:0a:1f.7", Optional.of(new DeviceName.Window(2, 0x100000))),
                DeviceName.parse("pci:0A:1F.7@bar2+0x100000"));
    }

    @Test void namesAFileOfCorundumsDriver() {
        assertEquals(new DeviceName.Corundum(Path.of("/dev/mqnic0"), 0), DeviceName.parse("corundum:/dev/mqnic0"));
        assertEquals(new DeviceName.Corundum(Path.of("/dev/mqnic1"), 0x1000),
                DeviceName.parse("corundum:/dev/mqnic1@0x1000"));
    }

    @Test void namesANetworkInterfaceOfNetFpgaSumesDriver() {
        assertEquals(new DeviceName.Sume("nf0", 0x44020000L), DeviceName.parse("sume:nf0"));
        assertEquals(new DeviceName.Sume("nf3", 0x80000000L), DeviceName.parse("sume:nf3@0x80000000"));
    }

    @Test void namesASimulatedBoardOfTheUsersOwnUnlessASocketIsGiven() {
        assertEquals(new DeviceName.Simulated(Path.of("/x/board")), DeviceName.parse("sim:/x/board"));
        assertEquals(DeviceName.Simulated.ofUser(), DeviceName.parse("sim:"));
        assertTrue(DeviceName.Simulated.ofUser().socket().isAbsolute());
    }

    @ParameterizedTest
    @CsvSource({"pci:0000:03:00.8, no address on the PCI bus", "pci:0000:03:00.0@bar7+0x0, no address on the PCI bus",
            "pci:0000:03:00.0@bar2+zero, is no number", "pci:0000:03:00.0@bar2+2, is no offset of words",
            "corundum:, the driver's file is missing", "sume:, no name of a network interface",
            "sume:../../nf0, no name of a network interface", "sume:.., no name of a network interface",
            "sume:abcdefghijklmnop, no name of a network interface", "sume:nf0@0x44020001, is no offset of words",
            "sume:nf0@0xfffff004, has addresses of 32 bits", "usb:1, no such kind of device",
            "mqnic0, no such kind of device"})
    void whatIsNoDeviceComesWithTheFormsThatAre(String text, String what) {
        var error = assertThrows(InputError.class, () -> DeviceName.parse(text));
        assertTrue(error.getMessage().contains(what) && error.getMessage().contains(DeviceName.FORMS),
                error.getMessage());
    }

    @Test void isPrintedAsItIsGiven() {
        for (var text : new String[]{"pci:0000:03:00.0", "pci:0000:03:00.0@bar2+0x100000",
                "corundum:/dev/mqnic0@0x1000", "sume:nf0",
                "sume:nf0@0x80000000", "sim:/x/board"}) {
            assertEquals(text, DeviceName.parse(text).toString());
        }
    }
}
