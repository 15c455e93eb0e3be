package xdp2rtl.boards;

import java.util.List;
import xdp2rtl.driver.CoreLoad;
import xdp2rtl.port.CoreSetup;
import xdp2rtl.compile.Compiler;
import xdp2rtl.device.Device;
import xdp2rtl.driver.DeviceMemory;
import xdp2rtl.driver.HostMaps;
import xdp2rtl.driver.MapStore;
import xdp2rtl.driver.RegisterWrites;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.engine.rtl.RtlCore;
import xdp2rtl.isa.ControlRegister;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Stimulus;

/// What a host writes to a board to have a program run on packets, one after the other or at once: the program, its maps, what
/// Linux leaves open. The command line's driver runs them side by side; here they can be compared with the
/// interpreter's.
public final class BoardLoad {
    private final Device device;
    private final boolean atOnce;

    private BoardLoad(Device device, boolean atOnce) {
        this.device = device;
        this.atOnce = atOnce;
    }

    /// Loads and starts it, for packets one after the other.
    public static void load(Device device, Board board, Compiler compiler, Stimulus stimulus) {
        new BoardLoad(device, false).load(board, compiler, stimulus);
    }

    /// The same with a packet in every context. Maps that packets write are empty at first.
    static void loadAtOnce(Device device, Board board, Compiler compiler, Stimulus stimulus) {
        new BoardLoad(device, true).load(board, compiler, stimulus);
    }

    private void write(ControlRegister register, int value) {
        device.write(register.offset(), value);
    }

    /// The ports that device maps lead to; port p has interface p + 1.
    private static void leadsTo(RegisterWrites writes, Stimulus stimulus) {
        List<MapSpec> maps = stimulus.program().maps();
        for (int number = 0; number < maps.size(); number++) {
            if (!maps.get(number).holdsDevices()) continue;
            int ports = stimulus.initial(maps.get(number)).entries().stream()
                    .mapToInt(entry -> 1 << MapContents.index(entry.values().getFirst()) - 1).sum();
            writes.add(BoardRegister.BROADCAST_PORTS.offset() + 4 * number, ports);
        }
    }

    private void load(Board board, Compiler compiler, Stimulus stimulus) {
        var compiled = compiler.compile(stimulus.program());
        var setup = CoreSetup.of(compiled, stimulus, !atOnce);
        var maps = new MapStore(compiled.config().mapBytes());
        new HostMaps(compiled.layout(), maps).fill(stimulus);
        int mode = atOnce ? 0 : ControlRegister.SEQUENTIAL;
        write(ControlRegister.CONTROL, mode | ControlRegister.CLEAR);
        while ((device.read(ControlRegister.STATUS.offset()) & ControlRegister.CLEARING) != 0) Thread.onSpinWait();
        var writes = new RegisterWrites();
        var load = CoreLoad.of(setup);
        load.rows(writes);
        load.settings(writes, compiled.config().contexts(), compiled.config().cores());
        DeviceMemory.add(writes, 0, maps.bytes(), maps::word, address -> maps.word(address) != 0);
        if (board.shell() != Shell.NONE) leadsTo(writes, stimulus);
        device.write(writes.pairs());
        write(ControlRegister.CONTROL, mode | ControlRegister.RUN);
    }
}
