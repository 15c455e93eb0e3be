package xdp2rtl.isa;

import java.util.List;
import java.util.Set;

/// A core that differs from another in what is named here: `CoreConfig.of("2x5", 2,
/// 5).change().mapBytes(8192).build()`.
public final class CoreConfigBuilder {
    private String name;
    private int lanes;
    private int contexts;
    private int cores;
    private int registersPerLane;
    private List<Set<Unit>> units;
    private int programBundles;
    private int mapBytes;
    private MapMemory mapMemory;
    private int beatBytes;
    private int frameBytes;
    private int clockMhz;
    private boolean trace;
    private boolean mapPort;

    CoreConfigBuilder(CoreConfig from) {
        name = from.name();
        lanes = from.lanes();
        contexts = from.contexts();
        cores = from.cores();
        registersPerLane = from.registersPerLane();
        units = from.units();
        programBundles = from.programBundles();
        mapBytes = from.mapBytes();
        mapMemory = from.mapMemory();
        beatBytes = from.beatBytes();
        frameBytes = from.frameBytes();
        clockMhz = from.clockMhz();
        trace = from.trace();
        mapPort = from.mapPort();
    }

    public CoreConfigBuilder name(String name) {
        this.name = name;
        return this;
    }

    /// Operations in a bundle; units are where [CoreConfig#unitsOf] puts them, unless the number stays.
    public CoreConfigBuilder lanes(int lanes) {
        units = lanes == this.lanes ? units : CoreConfig.unitsOf(lanes);
        this.lanes = lanes;
        return this;
    }

    public CoreConfigBuilder contexts(int contexts) {
        this.contexts = contexts;
        return this;
    }

    public CoreConfigBuilder cores(int cores) {
        this.cores = cores;
        return this;
    }

    public CoreConfigBuilder registersPerLane(int registersPerLane) {
        this.registersPerLane = registersPerLane;
        return this;
    }

    /// The units of each lane, lane 0 first.
    public CoreConfigBuilder units(List<Set<Unit>> units) {
        this.units = units;
        return this;
    }

    public CoreConfigBuilder programBundles(int programBundles) {
        this.programBundles = programBundles;
        return this;
    }

    public CoreConfigBuilder mapBytes(int mapBytes) {
        this.mapBytes = mapBytes;
        return this;
    }

    /// Where the map memory lies.
    public CoreConfigBuilder mapMemory(MapMemory mapMemory) {
        this.mapMemory = mapMemory;
        return this;
    }

    public CoreConfigBuilder beatBytes(int beatBytes) {
        this.beatBytes = beatBytes;
        return this;
    }

    /// Bytes of a context's frame: 4096, 8192 or 16384.
    public CoreConfigBuilder frameBytes(int frameBytes) {
        this.frameBytes = frameBytes;
        return this;
    }

    public CoreConfigBuilder clockMhz(int clockMhz) {
        this.clockMhz = clockMhz;
        return this;
    }

    /// Whether the core has the retirement port.
    public CoreConfigBuilder trace(boolean trace) {
        this.trace = trace;
        return this;
    }

    /// Whether the core has the port of the map memory.
    public CoreConfigBuilder mapPort(boolean mapPort) {
        this.mapPort = mapPort;
        return this;
    }

    /// InputError where a core cannot be like this.
    public CoreConfig build() {
        return new CoreConfig(name, lanes, contexts, cores, registersPerLane, units, programBundles, mapBytes,
                mapMemory, beatBytes, frameBytes, clockMhz, trace, mapPort);
    }
}
