package xdp2rtl.boards;

import xdp2rtl.compile.Compiler;
import xdp2rtl.device.Device;
import xdp2rtl.engine.Stimulus;
import xdp2rtl.engine.bundle.BundleEngine;
import xdp2rtl.engine.bundle.MapStore;
import xdp2rtl.host.HostMaps;
import xdp2rtl.image.Image;
import xdp2rtl.isa.ControlRegister;

/// What a host writes to a board to have a program run on packets one after the other: the program, its maps, what Linux leaves
/// open. Written from the register map alone, apart from the driver of the command line.
public final class BoardLoad {
    private final Device device;

    private BoardLoad(Device device) {
        this.device = device;
    }

    /// Loads and starts it.
    public static void load(Device device, Compiler compiler, Stimulus stimulus) {
        new BoardLoad(device).load(compiler, stimulus);
    }

    private void write(ControlRegister register, int value) {
        device.write(register.offset(), value);
    }

    private void load(Compiler compiler, Stimulus stimulus) {
        var compiled = compiler.compile(stimulus.program());
        var setup = BundleEngine.setup(compiled, stimulus.freedoms(), true);
        var maps = new MapStore(compiled.config().mapBytes());
        new HostMaps(compiled.layout(), BundleEngine.memory(maps)).fill(stimulus);
        write(ControlRegister.CONTROL, ControlRegister.SEQUENTIAL | ControlRegister.CLEAR);
        while ((device.read(ControlRegister.STATUS.offset()) & ControlRegister.CLEARING) != 0) Thread.onSpinWait();
        for (int row = 0; row < setup.program().size(); row++) {
            var slots = Image.row(setup.program().get(row));
            for (int lane = 0; lane < slots.size(); lane++) {
                write(ControlRegister.PROGRAM_ADDRESS, row | lane << 16);
                write(ControlRegister.PROGRAM_LOW, slots.get(lane).intValue());
                write(ControlRegister.PROGRAM_MIDDLE, slots.get(lane).shiftRight(32).intValue());
                write(ControlRegister.PROGRAM_HIGH, slots.get(lane).shiftRight(64).intValue());
            }
        }
        write(ControlRegister.PROGRAM_LENGTH, setup.program().size());
        write(ControlRegister.SLOT_LIMIT, setup.slotLimit());
        write(ControlRegister.FREEZE, ControlRegister.FREEZE_TIME | ControlRegister.FREEZE_RANDOM);
        write(ControlRegister.TIME_LOW, (int) setup.time());
        write(ControlRegister.TIME_HIGH, (int) (setup.time() >>> 32));
        write(ControlRegister.RANDOM, setup.random());
        write(ControlRegister.PER_CPU_BASE, setup.cpuBase());
        for (int map = 0; map < setup.descriptors().size(); map++) {
            int[] words = setup.descriptors().get(map).words();
            for (int i = 0; i < words.length; i++) device.write(ControlRegister.DESCRIPTORS.offset(16 * map + i), words[i]);
        }
        for (int address = 0; address < maps.bytes(); address += Long.BYTES) {
            long word = maps.word(address);
            if (word == 0) continue;
            write(ControlRegister.MAP_ADDRESS, address);
            write(ControlRegister.MAP_LOW, (int) word);
            write(ControlRegister.MAP_HIGH, (int) (word >>> 32));
        }
        write(ControlRegister.CONTROL, ControlRegister.SEQUENTIAL | ControlRegister.RUN);
    }
}
