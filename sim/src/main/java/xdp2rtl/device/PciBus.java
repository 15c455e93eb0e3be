package xdp2rtl.device;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import xdp2rtl.boards.RegisterWindow;
import xdp2rtl.boards.Shell;
import xdp2rtl.diagnostic.FileTrouble;
import xdp2rtl.diagnostic.InputError;

/// PCI functions as sysfs shows them (the kernel's Documentation/PCI/sysfs-pci.rst): the file `resourceN` of a function
/// is its BAR N, to be mapped.
///
/// @param system where sysfs is mounted
/// @param locks  where locks lie
record PciBus(Path system, Path locks) {
    /// A mapping begins at a page; this is the largest page of Linux.
    private static final long PAGE = 1 << 16;

    Device open(DeviceName.Pci name) {
        Path function = system.resolve("bus/pci/devices").resolve(name.address());
        if (!Files.isDirectory(function)) {
            throw new InputError(name.toString(), "there is no such function on the PCI bus", "",
                    "`lspci` lists them; after a bitstream was loaded: echo 1 > /sys/bus/pci/rescan");
        }
        if (text(name, function, "enable").equals("0")) {
            throw new InputError(name.toString(), "the function is disabled, its registers cannot be reached", "",
                    "Enable it: echo 1 > %s".formatted(function.resolve("enable")));
        }
        DeviceLock lock = DeviceLock.take(locks.resolve("xdp2rtl-" + name.address() + ".lock"), name.toString());
        boolean opened = false;
        try {
            Device device = find(name, function, lock);
            opened = true;
            return device;
        } finally {
            if (!opened) {
                lock.close();
            }
        }
    }

    private static MappedDevice find(DeviceName.Pci name, Path function, DeviceLock lock) {
        List<DeviceName.Window> windows = name.window().map(List::of).orElseGet(() -> known(name, function));
        StringBuilder seen = new StringBuilder();
        for (DeviceName.Window window : windows) {
            if (Files.notExists(function.resolve("resource" + window.bar()))) {
                seen.append(seen.isEmpty() ? "" : ", ").append("there is no BAR ").append(window.bar());
                continue;
            }
            MappedDevice device = map(new DeviceName.Pci(name.address(), Optional.of(window)), function, lock);
            boolean board = false;
            try {
                // Whoever says where it is may have a core in a design of their own, without a board's registers.
                board = name.window().isPresent() ? device.isCore() : device.isBoard();
                if (board) { return device; }
                seen.append(seen.isEmpty() ? "" : ", ").append("at %s stands %s".formatted(window, device.found()));
            } finally {
                if (!board) {
                    device.unmap();
                }
            }
        }
        throw new InputError(name.toString(), "there is no board of ours behind this function", seen.toString(),
                "If its registers are elsewhere, say where: pci:%s@bar2+0x100000".formatted(name.address()));
    }

    /// The places where our shells have the registers. Others are not tried: a read that nobody answers can stop a bus.
    private static List<DeviceName.Window> known(DeviceName.Pci name, Path function) {
        int vendor = Integer.decode(text(name, function, "vendor"));
        List<DeviceName.Window> windows =
                Arrays.stream(Shell.values()).flatMap(shell -> shell.registerWindow().stream())
                        .flatMap(window -> switch (window) {
                            case RegisterWindow.Pci pci -> Stream.of(pci);
                            case RegisterWindow.Behind _ -> Stream.empty();
                        })
                        .filter(window -> window.vendors().contains(vendor))
                        .map(window -> new DeviceName.Window(window.bar(), window.offset())).distinct().sorted()
                        .toList();
        if (windows.isEmpty()) {
            throw new InputError(name.toString(), "the vendor number 0x%04x is none of our shells'".formatted(vendor),
                    "reading where nobody answers can stop the bus",
                    "If it is a board of ours, say where its registers are: pci:%s@bar2+0x100000"
                            .formatted(name.address()));
        }
        return windows;
    }

    private static MappedDevice map(DeviceName.Pci name, Path function, DeviceLock lock) {
        DeviceName.Window window = name.window().orElseThrow();
        Path resource = function.resolve("resource" + window.bar());
        try {
            long size = Files.size(resource);
            if (window.offset() + Device.WINDOW > size) {
                throw new InputError(name.toString(),
                        "BAR %d has %d bytes, the registers would lie beyond".formatted(window.bar(), size),
                        "this is another bitstream, or another shell", "");
            }
            LinuxFile file = new LinuxFile(resource, LinuxFile.READ_WRITE);
            boolean mapped = false;
            try {
                long start = window.offset() / PAGE * PAGE;
                long before = window.offset() - start;
                MemorySegment memory = file.map(start, before + Device.WINDOW);
                mapped = true;
                return new MappedDevice(name.toString(), file, memory.asSlice(before, Device.WINDOW), lock);
            } finally {
                if (!mapped) {
                    file.close();
                }
            }
        } catch (LinuxFile.Refusal e) {
            throw refused(name, resource, e);
        } catch (IOException e) {
            throw new InputError(resource.toString(), "it cannot be read (%s)".formatted(FileTrouble.reason(e)));
        }
    }

    private static InputError refused(DeviceName.Pci name, Path resource, LinuxFile.Refusal e) {
        return switch (e.number()) {
            case LinuxFile.Refusal.ACCESS_DENIED, LinuxFile.Refusal.NOT_PERMITTED -> new InputError(name.toString(),
                    "Linux does not let this process map %s (%s)".formatted(resource, e.getMessage()), "",
                    "Run as root; with secure boot, Linux is locked down and nobody may");
            case LinuxFile.Refusal.BUSY, LinuxFile.Refusal.INVALID -> new InputError(name.toString(),
                    "Linux refuses to map %s (%s)".formatted(resource, e.getMessage()),
                    "a driver may have the BAR to itself",
                    "Unbind it (echo %s > %s), or start Linux with iomem=relaxed"
                            .formatted(name.address(), resource.resolveSibling("driver").resolve("unbind")));
            case LinuxFile.Refusal.NO_DEVICE ->
                new InputError(name.toString(), "%s cannot be mapped (%s)".formatted(resource, e.getMessage()),
                        "the BAR is not one of memory", "");
            default -> new InputError(resource.toString(), "it cannot be mapped (%s)".formatted(e.getMessage()));
        };
    }

    private static String text(DeviceName.Pci name, Path function, String file) {
        try {
            return Files.readString(function.resolve(file)).strip();
        } catch (IOException e) {
            throw new InputError(name.toString(),
                    "%s cannot be read (%s)".formatted(function.resolve(file), FileTrouble.reason(e)));
        }
    }
}
