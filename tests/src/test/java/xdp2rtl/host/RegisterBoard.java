package xdp2rtl.host;

import java.util.HashMap;
import java.util.Map;
import xdp2rtl.boards.BoardRegister;
import xdp2rtl.device.Device;
import xdp2rtl.driver.MapStore;
import xdp2rtl.isa.ControlRegister;
import xdp2rtl.isa.CoreConfig;

/// The registers of a board with two ports, and nothing behind them but the map memory: they read as what was written
/// last.
final class RegisterBoard implements Device {
    private final Map<Integer, Integer> values = new HashMap<>();
    private final MapStore memory;
    private long writes;
    private long lastWrite = Long.MAX_VALUE;

    RegisterBoard(CoreConfig config) {
        memory = new MapStore(config.mapBytes());
        set(ControlRegister.MAGIC, ControlRegister.MAGIC_VALUE);
        set(ControlRegister.VERSION, ControlRegister.VERSION_VALUE);
        set(ControlRegister.LANES, config.lanes());
        set(ControlRegister.CONTEXTS, config.contexts());
        set(ControlRegister.CORES, 1);
        set(ControlRegister.REGISTERS, config.registersPerLane());
        set(ControlRegister.PROGRAM_ROWS, config.programBundles());
        set(ControlRegister.MAP_BYTES, config.mapBytes());
        set(ControlRegister.BEAT_BYTES, config.beatRegister());
        set(ControlRegister.CORES, config.cores());
        set(ControlRegister.STATUS, ControlRegister.IDLE);
        values.put(BoardRegister.BOARD_MAGIC.offset(), BoardRegister.MAGIC_VALUE);
        values.put(BoardRegister.PORTS.offset(), 2);
        values.put(BoardRegister.PORT_IFINDEX.offset(), 1);
        values.put(BoardRegister.PORT_IFINDEX.offset() + 4, 2);
    }

    /// What a register reads from now on.
    void set(ControlRegister register, int value) {
        values.put(register.offset(), value);
    }

    /// All reads give ones, as of a device that is off the bus.
    void vanish() {
        values.replaceAll((_, _) -> -1);
    }

    /// Writes since the beginning.
    long writes() {
        return writes;
    }

    /// After so many writes more, the host is as good as killed: it can do nothing any more.
    void killsAfter(long more) {
        lastWrite = more == Long.MAX_VALUE ? more : writes + more;
    }

    MapStore memory() {
        return memory;
    }

    private int mapAddress() {
        return values.getOrDefault(ControlRegister.MAP_ADDRESS.offset(), 0);
    }

    @Override public int read(int offset) {
        if (offset == ControlRegister.MAP_LOW.offset()) { return (int) memory.word(mapAddress()); }
        if (offset == ControlRegister.MAP_HIGH.offset()) {
            int address = mapAddress();
            set(ControlRegister.MAP_ADDRESS, address + Long.BYTES);
            return (int) (memory.word(address) >>> Integer.SIZE);
        }
        return values.getOrDefault(offset, 0);
    }

    @Override public void write(int offset, int value) {
        if (writes >= lastWrite) { throw new IllegalStateException("killed"); }
        writes++;
        values.put(offset, value);
        if (offset == ControlRegister.MAP_HIGH.offset()) {
            int address = mapAddress();
            memory.word(address, Integer.toUnsignedLong(values.get(ControlRegister.MAP_LOW.offset()))
                    | (long) value << Integer.SIZE);
            set(ControlRegister.MAP_ADDRESS, address + Long.BYTES);
        }
    }

    @Override public String name() {
        return "model";
    }

    @Override public void close() {}
}
