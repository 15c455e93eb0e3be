package xdp2rtl.engine.rtl;

import static xdp2rtl.isa.ControlRegister.*;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import xdp2rtl.engine.bundle.CoreModel;
import xdp2rtl.engine.bundle.CorePacket;
import xdp2rtl.engine.bundle.MapStore;
import xdp2rtl.host.MapMemory;
import xdp2rtl.isa.ControlRegister;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.maps.HashDescriptor;
import xdp2rtl.verilator.ModelFailure;
import xdp2rtl.verilator.VerilatedCore;

/// A core behind its control port: loads it, starts it, waits for packets, reads its memory. What is done here is what a driver does.
///
/// As [MapMemory] it reads in blocks, and keeps them until the core runs or the memory is written.
public final class RtlCore implements MapMemory {
    /// Words that one read of the map memory brings.
    private static final int BLOCK = 64;
    /// Control writes that are sent in one call at most.
    private static final int BATCH = 1 << 16;
    /// Cycles between two looks at what has come out.
    private static final long CHUNK = 1 << 16;
    /// Cycles that a bundle can take at most on average, its requests included, before the core is said to hang; and what is added for
    /// a packet's way in and out.
    private static final long CYCLES_A_BUNDLE = 256;
    private static final long CYCLES_A_PACKET = 1 << 16;

    private final VerilatedCore core;
    private final CoreConfig config;
    private final Map<Integer, long[]> blocks = new HashMap<>();
    private int control;
    private long patience;
    private long offered;

    /// @throws ModelFailure if the core does not describe itself as `config`
    public RtlCore(VerilatedCore core, CoreConfig config) {
        this.core = core;
        this.config = config;
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
        blocks.clear();
        patience = CYCLES_A_PACKET + setup.slotLimit() * CYCLES_A_BUNDLE;
        core.emitAll(setup.emitAll());
        control = (setup.sequential() ? SEQUENTIAL : 0) | (setup.emitAll() ? EMIT_ALL : 0);
        ControlWrites writes = new ControlWrites().add(CONTROL, control | (clears ? CLEAR : 0));
        ProgramWrites.add(setup.program(), writes);
        writes.add(SLOT_LIMIT, setup.slotLimit())
            .add(FREEZE, FREEZE_TIME | FREEZE_RANDOM)
            .add(TIME_LOW, (int) setup.time())
            .add(TIME_HIGH, (int) (setup.time() >>> Integer.SIZE))
            .add(RANDOM, setup.random());
        for (int context = 0; context < config.contexts(); context++) {
            writes.add(PER_CPU_BASE.offset(context), setup.cpuBase() + context * setup.cpuBytes());
        }
        for (int map = 0; map < setup.descriptors().size(); map++) {
            HashDescriptor descriptor = setup.descriptors().get(map);
            int[] words = descriptor.words();
            for (int word = 0; word < words.length; word++) {
                writes.add(DESCRIPTORS.offset(16 * map + word), words[word]);
            }
        }
        core.write(writes.pairs());
        for (int waited = 0; (register(STATUS, 0) & CLEARING) != 0; waited++) {
            if (waited > config.mapBytes()) {
                throw new ModelFailure("the map memory is not cleared after %d looks".formatted(waited));
            }
        }
    }

    /// Writes the words of `contents` that are not zero.
    public void fill(MapStore contents) {
        blocks.clear();
        ControlWrites writes = new ControlWrites();
        int next = -1;
        for (int address = 0; address < contents.bytes(); address += Long.BYTES) {
            long word = contents.word(address);
            if (word != 0) {
                put(writes, address, word, next);
                next = address + Long.BYTES;
            }
            if (writes.count() > BATCH) {
                core.write(writes.pairs());
                writes = new ControlWrites();
            }
        }
        core.write(writes.pairs());
    }

    @Override public void write(int address, long word) {
        blocks.clear();
        ControlWrites writes = new ControlWrites();
        put(writes, address, word, -1);
        core.write(writes.pairs());
    }

    /// `next` is where MAP_ADDRESS stands.
    private static void put(ControlWrites writes, int address, long word, int next) {
        if (address != next) {
            writes.add(MAP_ADDRESS, address);
        }
        writes.add(MAP_LOW, (int) word).add(MAP_HIGH, (int) (word >>> Integer.SIZE));
    }

    @Override public long read(int address) {
        int index = address / Long.BYTES;
        return blocks.computeIfAbsent(index / BLOCK, this::block)[index % BLOCK];
    }

    private long[] block(int number) {
        core.write(new int[] {MAP_ADDRESS.offset(), number * BLOCK * Long.BYTES});
        int[] addresses = new int[2 * BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            addresses[2 * i] = MAP_LOW.offset();
            addresses[2 * i + 1] = MAP_HIGH.offset();
        }
        int[] halves = core.read(addresses);
        long[] words = new long[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            words[i] = Integer.toUnsignedLong(halves[2 * i]) | (long) halves[2 * i + 1] << Integer.SIZE;
        }
        return words;
    }

    /// The core takes packets from now on.
    public void start() {
        blocks.clear();
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
        blocks.clear();
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
