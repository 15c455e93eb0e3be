package xdp2rtl.core;

import java.util.Map;
import xdp2rtl.hdl.BlockRams;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Design;
import xdp2rtl.hdl.UltraRams;
import xdp2rtl.isa.CoreConfig;

/// Makes the Verilog of a core, or of several behind one set of ports.
public final class CoreGenerator {
    /// Name of the module of one core.
    static final String CORE = "core";
    /// Name of the module that holds several.
    static final String CORES = "cores";

    private CoreGenerator() {}

    /// Name of the top module.
    public static String top(CoreConfig config) {
        return config.cores() == 1 ? CORE : CORES;
    }

    /// File name to text, one module a file, children before their parents.
    public static Map<String, String> generate(CoreConfig config) {
        return design(config).files();
    }

    /// Block RAMs of 36 Kb that the core takes, or all of several.
    public static double blockRams(CoreConfig config) {
        return BlockRams.of(component(config));
    }

    /// UltraRAMs that the core takes, or all of several.
    public static int ultraRams(CoreConfig config) {
        return UltraRams.of(component(config));
    }

    static Design design(CoreConfig config) {
        return Design.of(component(config));
    }

    private static Component component(CoreConfig config) {
        return config.cores() == 1 ? new Core(config) : new Cores(config);
    }
}
