package xdp2rtl.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import xdp2rtl.compile.Compiled;
import xdp2rtl.driver.CoresMaps;
import xdp2rtl.driver.MapMemoryAccess;
import xdp2rtl.driver.MapStore;
import xdp2rtl.engine.model.CoresModel;
import xdp2rtl.engine.rtl.RtlCore;
import xdp2rtl.engine.rtl.RtlModels;
import xdp2rtl.port.CorePacket;
import xdp2rtl.port.CoreSetup;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Stimulus;
import xdp2rtl.verilator.VerilatedCore;

/// Several cores at full speed, on the model or on the hardware.
///
/// @param results of the packets, in the order in which they leave
/// @param maps    in the end, of all cores together
/// @param own     of each core alone
record CoresRun(List<Long> results, SortedMap<String, MapContents> maps, List<SortedMap<String, MapContents>> own) {
    static CoresRun model(Compiled compiled, Stimulus stimulus) {
        List<MapStore> stores = CoresMaps.stores(compiled, stimulus, false);
        var cores = new CoresModel(compiled.config(), CoreSetup.of(compiled, stimulus, false), stores);
        CorePacket.of(stimulus, stimulus.packets()).forEach(cores::offer);
        var results = new ArrayList<Long>();
        while (!cores.idle()) {
            cores.step().ifPresent(report -> results.add(report.r0()));
        }
        return of(compiled, results, stores);
    }

    static CoresRun hardware(Compiled compiled, Stimulus stimulus) {
        try (VerilatedCore model = RtlModels.of(compiled.config(), false).open(Optional.empty())) {
            var core = new RtlCore(model, compiled.config());
            core.load(CoreSetup.of(compiled, stimulus, false));
            core.fill(CoresMaps.stores(compiled, stimulus, false));
            core.offer(CorePacket.of(stimulus, stimulus.packets()));
            core.start();
            core.run();
            List<Long> results = core.ports().take().reports().stream().map(report -> report.r0()).toList();
            return of(compiled, results, core.memories());
        }
    }

    private static CoresRun of(Compiled compiled, List<Long> results,
            List<? extends MapMemoryAccess> memories) {
        return new CoresRun(results, new CoresMaps(compiled.layout(), compiled.places(), memories).read(1),
                memories.stream().map(memory -> new CoresMaps(compiled.layout(), compiled.places(), List.of(memory))
                        .read(1)).toList());
    }
}
