package xdp2rtl.engine.rtl;

import static xdp2rtl.isa.ControlRegister.*;

import java.util.List;
import java.util.Optional;
import xdp2rtl.engine.bundle.CoreModel;
import xdp2rtl.engine.bundle.CorePacket;
import xdp2rtl.engine.bundle.MapStore;
import xdp2rtl.host.CoreLoad;
import xdp2rtl.host.DeviceMemory;
import xdp2rtl.host.MapMemory;
import xdp2rtl.host.RegisterWrites;
import xdp2rtl.isa.ControlRegister;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.verilator.ModelFailure;
import xdp2rtl.verilator.VerilatedCore;

/// A core behind its control port: loads it, starts it, waits for packets, reads its memory. What is done here is what a driver does.
///
/// As [MapMemory] it reads in blocks, and keeps them until the core runs or the memory is written.
public final class RtlCore implements MapMemory {
    /// Cycles between two looks at what has come out.
    private static final long CHUNK = 1 << 16;
    /// Cycles that a bundle can take at most on average, its requests included, before the core is said to hang; and what is added for
    /// a packet's way in and out.
    private static final long CYCLES_A_BUNDLE = 256;
    private static final long CYCLES_A_PACKET = 1 << 16;

    private final VerilatedCore core;
    private final CoreConfig config;
    private final DeviceMemory memory;
    private int control;
    private long patience;
    private long offered;

    /// @throws ModelFailure if the core does not describe itself as `config`
    public RtlCore(VerilatedCore core, CoreConfig config) {
        this.core = core;
        this.config = config;
        memory = new DeviceMemory(new ModelDevice(core), DeviceMemory.LARGE_BLOCK);
        expect(MAGIC, MAGIC_VALUE);
        expect(VERSION, VERSION_VALUE);
        expect(LANES, config.lanes());
        expect(CONTEXTS, config.contexts());
        expect(REGISTERS, config.registersPerLane());
        expect(PROGRAM_ROWS, config.programBundles());
        expect(MAP_BYTES, config.mapBytes());
        expect(BEAT_BYTES, config.beatBytes());
    }

    private void expect(ControlRegister register, int value) {
        int found = register(register, 0);
        if (found != value) {
            throw new ModelFailure("control register %s reads 0x%x, not 0x%x".formatted(register, found, value));
        }
    }

    /// Reads an element of a control register.
    public int register(ControlRegister register, int element) {
        return core.read(new int[] {register.offset(element)})[0];
    }

    /// Writes everything that is needed before the first packet, but for map contents; the map memory is cleared.
    public void load(CoreModel.Setup setup) {
        load(setup, true);
    }

    /// The same of a program without maps: the map memory stays what it is. To clear it takes longer than a short run.
    public void loadWithoutMaps(CoreModel.Setup setup) {
        load(setup, false);
    }

    private void load(CoreModel.Setup setup, boolean clears) {
        patience = CYCLES_A_PACKET + setup.slotLimit() * CYCLES_A_BUNDLE;
        core.emitAll(setup.emitAll());
        control = (setup.sequential() ? SEQUENTIAL : 0) | (setup.emitAll() ? EMIT_ALL : 0);
        RegisterWrites writes = new RegisterWrites().add(CONTROL, control | (clears ? CLEAR : 0));
        CoreLoad load = loadOf(setup);
        load.rows(writes);
        load.settings(writes, config.contexts());
        core.write(writes.pairs());
        memory.forget();
        for (int waited = 0; (register(STATUS, 0) & CLEARING) != 0; waited++) {
            if (waited > config.mapBytes()) {
                throw new ModelFailure("the map memory is not cleared after %d looks".formatted(waited));
            }
        }
    }

    /// What a setup of the model is on the core.
    public static CoreLoad loadOf(CoreModel.Setup setup) {
        return new CoreLoad(setup.program(), 0, setup.descriptors(), setup.cpuBase(), setup.cpuBytes(), setup.slotLimit(),
                            Optional.of(new CoreLoad.Frozen(setup.time(), setup.random())));
    }

    /// Writes the words of `contents` that are not zero.
    public void fill(MapStore contents) {
        memory.fill(0, contents.bytes(), contents::word, address -> contents.word(address) != 0);
    }

    @Override public void write(int address, long word) {
        memory.write(address, word);
    }

    @Override public long read(int address) {
        return memory.read(address);
    }

    /// The core takes packets from now on.
    public void start() {
        memory.forget();
        control |= RUN;
        core.write(new int[] {CONTROL.offset(), control});
    }

    /// Whether nothing is on its way.
    public boolean idle() {
        return (register(STATUS, 0) & IDLE) != 0;
    }

    /// Puts packets behind those that wait at the input. They are offered before [#start] for cycle 0 to be the first's.
    public void offer(List<CorePacket> packets) {
        offered += packets.size();
        core.offer(packets);
    }

    /// Runs until every packet that was offered is reported and those that leave have left.
    ///
    /// @throws ModelFailure if nothing comes out for longer than any packet can take
    public void run() {
        memory.forget();
        for (long seen = core.reports(), quiet = 0; !core.run(CHUNK, offered);) {
            long now = core.reports();
            quiet = now == seen ? quiet + CHUNK : 0;
            seen = now;
            if (quiet > patience) {
                throw new ModelFailure("cycle %d: no report for %d cycles; %d of %d packets are reported".formatted(
                        core.cycle(), quiet, now, offered));
            }
        }
    }

    /// The model's ports.
    public VerilatedCore ports() {
        return core;
    }
}
