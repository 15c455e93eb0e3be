package xdp2rtl.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import xdp2rtl.boards.RegisterWindow;
import xdp2rtl.diagnostic.FileTrouble;
import xdp2rtl.diagnostic.InputError;

/// Boards behind NetFPGA-SUME's driver, the module `sume_riffa` (PCI 10ee:7028): each of its network interfaces, nf0 to
/// nf3, takes requests for one register of the card's bus ([SumeDevice]). Linux asks for no capability; the lock is
/// that of the card.
///
/// Every driver gives these requests a meaning of its own: a tunnel is deleted by the one that reads here. So nothing
/// is asked of an interface before sysfs has said that it is this driver's.
///
/// @param system where sysfs is mounted
/// @param locks  where locks lie
record SumeDriver(Path system, Path locks, InterfaceRequests.Source requests) {
    private static final String MODULE = "sume_riffa";

    Device open(DeviceName.Sume name) {
        Path networkInterface = system.resolve("class/net").resolve(name.networkInterface());
        if (!Files.exists(networkInterface)) {
            throw new InputError(name.toString(), "there is no such network interface", "the driver makes nf0 to nf3",
                    "Load the bitstream, then the shell's driver: insmod %s.ko".formatted(MODULE));
        }
        String module = end(networkInterface.resolve("device/driver/module"));
        if (!module.equals(MODULE)) {
            throw new InputError(name.toString(), "this is no interface of NetFPGA-SUME's driver (%s)".formatted(
                    module.isEmpty() ? "sysfs names no module for it" : "its module is " + module),
                    "to other drivers the request for a register is something else, so it is not made",
                    "Name one of the module %s; cards of other shells are pci:0000:03:00.0 or corundum:/dev/mqnic0"
                            .formatted(MODULE));
        }
        String card = end(networkInterface.resolve("device"));
        DeviceLock lock = DeviceLock.take(locks.resolve("xdp2rtl-" + card + ".lock"), name.toString());
        SumeDevice device = new SumeDevice(name, socket(name, lock), lock);
        boolean opened = false;
        try {
            MagicNumbers found = MagicNumbers.of(device::read);
            opened = found.areOurs();
            if (!opened) {
                throw new InputError(name.toString(), "there is no board of ours behind this driver",
                        "at 0x%08x stands %s".formatted(name.address(), found),
                        "If its registers are elsewhere, say where: sume:%s@%s".formatted(name.networkInterface(),
                                RegisterWindow.SUME));
            }
            return device;
        } finally {
            if (!opened) {
                device.close();
            }
        }
    }

    private InterfaceRequests socket(DeviceName.Sume name, DeviceLock lock) {
        try {
            return requests.open();
        } catch (LinuxFile.Refusal e) {
            lock.close();
            throw new InputError(name.toString(),
                    "Linux gives no socket for the requests (%s)".formatted(e.getMessage()));
        }
    }

    /// The last name of where a link leads; empty if there is none.
    private static String end(Path link) {
        try {
            return Files.exists(link) ? link.toRealPath().getFileName().toString() : "";
        } catch (IOException e) {
            throw new InputError(link.toString(), "it cannot be read (%s)".formatted(FileTrouble.reason(e)));
        }
    }
}
