package xdp2rtl.engine.rtl;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import xdp2rtl.core.CoreGenerator;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.verilator.ModelBuilder;
import xdp2rtl.verilator.ModelLibrary;
import xdp2rtl.verilator.ModelOptions;

/// From a configuration to a model that runs.
public final class RtlModels {
    /// Models that this process has loaded. Generating the Verilog only to find them again takes longer than a short
    /// run.
    private static final Map<Wanted, ModelLibrary> LOADED = new ConcurrentHashMap<>();

    private record Wanted(CoreConfig config, boolean waves) {}

    private RtlModels() {}

    /// Generates the Verilog of a core and builds it, or takes it from the cache.
    ///
    /// @throws xdp2rtl.port.EngineUnavailable if Verilator is missing or cannot build it
    public static ModelLibrary of(CoreConfig config, boolean waves) {
        return LOADED.computeIfAbsent(new Wanted(config, waves),
                _ -> of(config, CoreGenerator.generate(config), waves));
    }

    /// The same of Verilog that is given: file name to text.
    public static ModelLibrary of(CoreConfig config, Map<String, String> files, boolean waves) {
        return ModelBuilder.ofUser().build(files, CoreGenerator.top(config), ModelOptions.of(config, waves));
    }
}
