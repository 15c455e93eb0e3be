package xdp2rtl.engine.rtl;

import static xdp2rtl.isa.ControlRegister.*;

import java.util.List;
import java.util.stream.IntStream;
import xdp2rtl.device.Device;
import xdp2rtl.driver.CoreLoad;
import xdp2rtl.driver.DeviceMemory;
import xdp2rtl.driver.MapMemoryAccess;
import xdp2rtl.driver.MapStore;
import xdp2rtl.driver.RegisterWrites;
import xdp2rtl.driver.SelectedCore;
import xdp2rtl.isa.ControlRegister;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.port.CorePacket;
import xdp2rtl.port.CoreSetup;
import xdp2rtl.verilator.ModelFailure;
import xdp2rtl.verilator.VerilatedCore;

/// A core, or several, behind the control port: loads them, starts them, waits for packets, reads their memories. What
/// is done here is what a driver does.
///
/// Map memory is read in blocks, which are kept until a core runs or the memory is written. As [MapMemoryAccess] it is
/// that of core 0.
public final class RtlCore implements MapMemoryAccess {
    /// Cycles between two looks at what has come out.
    private static final long CHUNK = 1 << 16;
    /// Cycles that a bundle can take at most on average, its requests included, before the core is said to hang; and
    /// what is added for a packet's way in and out.
    private static final long CYCLES_A_BUNDLE = 256;
    private static final long CYCLES_A_PACKET = 1 << 16;

    /// Bytes of map memory up to which all of it is cleared, filled and read through the control port.
    private static final int THROUGH_PORT = 1 << 18;

    private final VerilatedCore core;
    private final CoreConfig config;
    private final List<DeviceMemory> memories;
    private int control;
    private long patience;
    private long offered;
    private long time;

    /// @throws ModelFailure if the core does not describe itself as `config`
    public RtlCore(VerilatedCore core, CoreConfig config) {
        this.core = core;
        this.config = config;
        Device device = new ModelDevice(core);
        memories = IntStream.range(0, config.cores()).mapToObj(number -> new DeviceMemory(
                config.cores() == 1 ? device : new SelectedCore(device, number), DeviceMemory.LARGE_BLOCK)).toList();
        expect(MAGIC, MAGIC_VALUE);
        expect(VERSION, VERSION_VALUE);
        expect(LANES, config.lanes());
        expect(CONTEXTS, config.contexts());
        expect(REGISTERS, config.registersPerLane());
        expect(PROGRAM_ROWS, config.programBundles());
        expect(MAP_BYTES, config.mapBytes());
        expect(BEAT_BYTES, config.beatRegister());
        expect(CORES, config.cores());
    }

    private void expect(ControlRegister register, int value) {
        int found = register(register, 0);
        if (found != value) {
            throw new ModelFailure("control register %s reads 0x%x, not 0x%x".formatted(register, found, value));
        }
    }

    /// Reads an element of a control register; STATUS and counts are those of all cores.
    public int register(ControlRegister register, int element) {
        return core.read(new int[]{register.offset(element)})[0];
    }

    /// Writes everything that is needed before the first packet, but for map contents; the map memory is cleared.
    public void load(CoreSetup setup) {
        if (throughPort()) {
            load(setup, true);
        } else {
            windows().forEach(MapWindow::clear);
            load(setup, false);
        }
    }

    /// The same of a program without maps: the map memory stays what it is. To clear it takes longer than a short run.
    public void loadWithoutMaps(CoreSetup setup) {
        load(setup, false);
    }

    private void load(CoreSetup setup, boolean clears) {
        patience = CYCLES_A_PACKET + setup.slotLimit() * CYCLES_A_BUNDLE;
        core.emitAll(setup.emitAll());
        control = (setup.sequential() ? SEQUENTIAL : 0) | (setup.emitAll() ? EMIT_ALL : 0);
        RegisterWrites writes = new RegisterWrites().add(CONTROL, control | (clears ? CLEAR : 0));
        CoreLoad load = CoreLoad.of(setup);
        time = setup.time();
        load.rows(writes);
        load.settings(writes, config.contexts(), config.cores());
        core.write(writes.pairs());
        memories.forEach(DeviceMemory::forget);
        for (int waited = 0; (register(STATUS, 0) & CLEARING) != 0; waited++) {
            if (waited > config.mapBytes()) {
                throw new ModelFailure("the map memory is not cleared after %d looks".formatted(waited));
            }
        }
    }

    /// Writes the words of each core's `contents` that are not zero.
    public void fill(List<MapStore> contents) {
        for (int number = 0; number < contents.size(); number++) {
            MapStore of = contents.get(number);
            if (throughPort()) {
                memories.get(number).fill(0, of.bytes(), of::word, address -> of.word(address) != 0);
            } else {
                windows().get(number).fill(of);
            }
        }
    }

    /// The map memory of each core.
    public List<DeviceMemory> memories() {
        return memories;
    }

    /// The map memory of each core to read all of: through the control port where that takes no longer than packets do,
    /// else beside it. No addition is on its way any more.
    public List<? extends MapMemoryAccess> contents() {
        if (throughPort()) return memories;
        // A block through the port takes longer than an addition.
        memories.forEach(memory -> memory.read(0));
        return windows();
    }

    private boolean throughPort() {
        return config.mapBytes() <= THROUGH_PORT;
    }

    private List<MapWindow> windows() {
        return IntStream.range(0, config.cores()).mapToObj(core::mapWords).map(MapWindow::new).toList();
    }

    @Override public void write(int address, long word) {
        memories.getFirst().write(address, word);
    }

    @Override public long read(int address) {
        return memories.getFirst().read(address);
    }

    /// The cores take packets from now on.
    public void start() {
        memories.forEach(DeviceMemory::forget);
        control |= RUN;
        core.write(new int[]{CONTROL.offset(), control});
    }

    /// What the clock, which a run holds still, reads from now on; nothing is in the cores.
    void setTime(long nanoseconds) {
        if (time != nanoseconds) {
            time = nanoseconds;
            core.write(new RegisterWrites().add(TIME_LOW, (int) time).add(TIME_HIGH, (int) (time >>> Integer.SIZE))
                    .pairs());
        }
    }

    /// Whether nothing is on its way.
    public boolean idle() {
        return (register(STATUS, 0) & IDLE) != 0;
    }

    /// Puts packets behind those that wait at the input. They are offered before [#start] for cycle 0 to be the
    /// first's.
    public void offer(List<CorePacket> packets) {
        offered += packets.size();
        core.offer(packets);
    }

    /// Runs until every packet that was offered is reported and those that leave have left.
    ///
    /// @throws ModelFailure if nothing comes out for longer than any packet can take
    public void run() {
        memories.forEach(DeviceMemory::forget);
        for (long seen = core.reports(), idle = 0; !core.run(CHUNK, offered);) {
            long now = core.reports();
            idle = now == seen ? idle + CHUNK : 0;
            seen = now;
            if (idle > patience) {
                throw new ModelFailure("cycle %d: no report for %d cycles; %d of %d packets are reported".formatted(
                        core.cycle(), idle, now, offered));
            }
        }
    }

    /// The model's ports.
    public VerilatedCore ports() {
        return core;
    }
}
