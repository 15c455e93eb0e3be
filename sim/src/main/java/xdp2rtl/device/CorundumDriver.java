package xdp2rtl.device;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import xdp2rtl.diagnostic.FileTrouble;
import xdp2rtl.diagnostic.InputError;

/// The application's registers through Corundum's driver `mqnic`: its file describes regions (`mqnic_ioctl.h`, version
/// 0 of the interface), and a region is mapped at the offset that its description gives. Drivers from before that
/// interface cannot do it.
///
/// @param system where sysfs is mounted
/// @param locks  where locks lie
record CorundumDriver(Path system, Path locks) {
    /// The request for a region's description: number 0xc2 of type 0x88, without a size.
    private static final long GET_REGION = 0x88c2;
    /// Its fields: u32 argsz, flags, index, type, next, child; u64 size, offset; 32 bytes of name.
    private static final int DESCRIPTION = 72;
    private static final int INDEX = 8;
    private static final int TYPE = 12;
    private static final int SIZE = 24;
    private static final int OFFSET = 32;
    private static final int APPLICATION = 0x1002;
    /// More than any driver has.
    private static final int REGIONS = 16;
    private static final long PAGE = 1 << 16;

    private record Region(long offset, long size) {}

    Device open(DeviceName.Corundum name) {
        DeviceLock lock = DeviceLock.take(locks.resolve("xdp2rtl-" + identity(name) + ".lock"), name.toString());
        boolean opened = false;
        try {
            MappedDevice device = map(name, lock);
            try {
                opened = device.isBoard();
                if (!opened) {
                    throw new InputError(name.toString(), "there is no core of ours in this bitstream",
                            "at 0x%x of the application's region stands %s".formatted(name.offset(), device.found()),
                            "");
                }
                return device;
            } finally {
                if (!opened) {
                    device.unmap();
                }
            }
        } finally {
            if (!opened) {
                lock.close();
            }
        }
    }

    /// The PCI function behind the file, so that a host that names that is kept apart too.
    private String identity(DeviceName.Corundum name) {
        Path link = system.resolve("class/misc").resolve(name.file().getFileName()).resolve("device");
        try {
            return Files.exists(link) ? link.toRealPath().getFileName().toString()
                    : name.file().getFileName().toString();
        } catch (IOException e) {
            throw new InputError(link.toString(), "it cannot be read (%s)".formatted(FileTrouble.reason(e)));
        }
    }

    private static MappedDevice map(DeviceName.Corundum name, DeviceLock lock) {
        try {
            LinuxFile file = new LinuxFile(name.file(), LinuxFile.READ_WRITE);
            boolean mapped = false;
            try {
                Region region = application(name, file);
                if (name.offset() + Device.WINDOW > region.size) {
                    throw new InputError(name.toString(),
                            "the application's region has %d bytes, the registers would lie beyond"
                                    .formatted(region.size),
                            "this is another bitstream", "");
                }
                long start = name.offset() / PAGE * PAGE;
                long before = name.offset() - start;
                MemorySegment memory = file.map(region.offset + start, before + Device.WINDOW);
                mapped = true;
                return new MappedDevice(name.toString(), file, memory.asSlice(before, Device.WINDOW), lock);
            } finally {
                if (!mapped) {
                    file.close();
                }
            }
        } catch (LinuxFile.Refusal e) {
            throw refused(name, e);
        }
    }

    private static Region application(DeviceName.Corundum name, LinuxFile file) throws LinuxFile.Refusal {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment description = arena.allocate(DESCRIPTION, Long.BYTES);
            for (int index = 0; index < REGIONS; index++) {
                description.fill((byte) 0);
                description.set(JAVA_INT, 0, DESCRIPTION);
                description.set(JAVA_INT, INDEX, index);
                try {
                    file.ioctl(GET_REGION, description);
                } catch (LinuxFile.Refusal e) {
                    if (index > 0 && e.number() == LinuxFile.Refusal.INVALID) {
                        break;
                    }
                    throw e;
                }
                if (description.get(JAVA_INT, TYPE) == APPLICATION && description.get(JAVA_LONG, SIZE) > 0) {
                    return new Region(description.get(JAVA_LONG, OFFSET), description.get(JAVA_LONG, SIZE));
                }
            }
        }
        throw new InputError(name.toString(), "the bitstream has no registers of an application", "",
                "Build it with the folder that `xdp2rtl verilog --board corundum-...` writes");
    }

    private static InputError refused(DeviceName.Corundum name, LinuxFile.Refusal e) {
        return switch (e.number()) {
            case LinuxFile.Refusal.NO_ENTRY ->
                new InputError(name.toString(), "there is no such file", "the driver makes it",
                        "Load Corundum's driver: insmod mqnic.ko");
            case LinuxFile.Refusal.ACCESS_DENIED, LinuxFile.Refusal.NOT_PERMITTED ->
                new InputError(name.toString(), "this process may not open it (%s)".formatted(e.getMessage()), "",
                        "Run as root");
            case LinuxFile.Refusal.NO_SUCH_REQUEST, LinuxFile.Refusal.INVALID -> new InputError(name.toString(),
                    "it does not describe its regions as Corundum's driver does (%s)".formatted(e.getMessage()), "",
                    "Use the driver of the Corundum that the bitstream is made from, or name the function: pci:0000:03:00.0");
            default -> new InputError(name.toString(), "it cannot be used (%s)".formatted(e.getMessage()));
        };
    }
}
