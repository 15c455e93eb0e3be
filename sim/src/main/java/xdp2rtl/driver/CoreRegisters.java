package xdp2rtl.driver;

import static xdp2rtl.isa.ControlRegister.*;

import java.util.List;
import java.util.stream.IntStream;
import xdp2rtl.device.Device;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.isa.ControlRegister;
import xdp2rtl.isa.CoreConfig;

/// The registers of the core on a device, by name.
public final class CoreRegisters {
    private static final int GONE = -1;

    private final Device device;

    private CoreRegisters(Device device) {
        this.device = device;
    }

    /// @throws InputError if there is no core behind the window, or one that this program does not know
    public static CoreRegisters of(Device device) {
        var core = new CoreRegisters(device);
        int magic = core.read(MAGIC);
        if (magic != MAGIC_VALUE) {
            throw new InputError(device.name(), "there is no xdp2rtl core behind it",
                    "its first register reads 0x%08x, not 0x%08x".formatted(
                            magic, MAGIC_VALUE),
                    "Check that the address is the board's and that it is loaded with our bitstream");
        }
        int version = core.read(VERSION);
        if (version != VERSION_VALUE) {
            throw new InputError(device.name(), "its core has version %d of the registers".formatted(version),
                    "this program knows version %d".formatted(VERSION_VALUE),
                    "Use the xdp2rtl that the bitstream was made with, or make it anew");
        }
        if (core.read(CORES) > 1 && (core.read(CORE_SELECT) & ALL_CORES) == 0) {
            // Left by a host that was killed while it looked at one core.
            core.write(CORE_SELECT, ALL_CORES);
        }
        return core;
    }

    /// The core as it describes itself.
    public CoreConfig config() {
        int lanes = read(LANES);
        int beats = read(BEAT_BYTES);
        try {
            return CoreConfig.of(device.name(), lanes, read(CONTEXTS)).change().cores(read(CORES))
                    .registersPerLane(read(REGISTERS)).programBundles(read(PROGRAM_ROWS)).mapBytes(read(MAP_BYTES))
                    .beatBytes(beats & 0xffff)
                    .frameBytes(beats >>> 16 == 0 ? CoreConfig.PAGE : beats >>> 16 << 10).build();
        } catch (InputError impossible) {
            throw impossible.within(device.name());
        }
    }

    public Device device() {
        return device;
    }

    /// The device as each of its cores has it: what is written there is that core's alone, and is not that of all of
    /// them, as on [#device].
    public List<Device> cores() {
        int count = read(CORES);
        return count == 1 ? List.of(device)
                : IntStream.range(0, count).<Device>mapToObj(core -> new SelectedCore(device, core)).toList();
    }

    /// The registers of each core.
    List<CoreRegisters> each() {
        return cores().stream().map(CoreRegisters::new).toList();
    }

    /// The map memory of each core.
    public List<DeviceMemory> memories(int block) {
        return cores().stream().map(core -> new DeviceMemory(core, block)).toList();
    }

    /// The word of a register that is no array.
    public int read(ControlRegister register) {
        return read(register, 0);
    }

    /// @throws InputError if the device has gone
    public int read(ControlRegister register, int element) {
        int value = device.read(register.offset(element));
        if (value == GONE) {
            check();
        }
        return value;
    }

    /// All elements of an array.
    public int[] readAll(ControlRegister register) {
        int[] offsets = new int[register.count()];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = register.offset(i);
        }
        return device.read(offsets);
    }

    /// Cycles since reset.
    public long cycles() {
        int[] halves = device.read(new int[]{COUNT_CYCLES_LOW.offset(), COUNT_HIGH.offset()});
        return Integer.toUnsignedLong(halves[0]) | (long) halves[1] << Integer.SIZE;
    }

    /// How full the cores are and were.
    public CoreTotals totals() {
        return CoreTotals.of(device, read(CORES));
    }

    public void write(ControlRegister register, int value) {
        device.write(register.offset(), value);
    }

    public void write(RegisterWrites writes) {
        device.write(writes.pairs());
    }

    /// Rows of the loaded program.
    public int rows() {
        return read(PROGRAM_LENGTH) & ROWS;
    }

    /// Whether packets are accepted.
    public boolean runs() {
        return (read(CONTROL) & RUN) != 0;
    }

    /// Whether no packet is in the core.
    public boolean idle() {
        return (read(STATUS) & IDLE) != 0;
    }

    /// A device that is not there any more reads as ones: a PCI bus answers so for it.
    private void check() {
        if (device.read(MAGIC.offset()) == GONE) {
            throw new InputError(device.name(), "it does not answer: every register reads as ones",
                    "the board is off the bus or in reset", "");
        }
    }
}
