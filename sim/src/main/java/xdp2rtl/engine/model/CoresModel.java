package xdp2rtl.engine.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import xdp2rtl.port.CoreSetup;
import xdp2rtl.driver.MapStore;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.port.CorePacket;
import xdp2rtl.port.CoreReport;
import xdp2rtl.port.Retired;

/// All cores of a configuration, a cycle at a time; a single one is just that core. Packets wait at the input
/// without gaps and are dealt out to the cores in turn; the output is always taken.
public final class CoresModel {
    private final List<CoreModel> cores = new ArrayList<>();
    private final boolean sequential;
    private final List<MapStore> maps;
    private final Collector collector;
    private final Queue<CorePacket> waiting = new ArrayDeque<>();
    private ObjIntConsumer<CoreReport> finish = (_, _) -> {};
    private int turn;

    /// @param setup of every core
    /// @param maps  the map memory of each
    public CoresModel(CoreConfig config, CoreSetup setup, List<MapStore> maps) {
        this.maps = List.copyOf(maps);
        sequential = setup.sequential();
        for (int i = 0; i < config.cores(); i++) {
            cores.add(new CoreModel(config, setup, maps.get(i), i));
        }
        collector = new Collector(cores, setup.sequential(), setup.emitAll());
    }

    /// Whoever wants to see every retired bundle.
    public void onRetirement(Consumer<Retired> listener) {
        cores.forEach(core -> core.onRetirement(listener));
    }

    /// Whoever wants to see where every bundle of every core leads.
    public void onBundle(BundleWatch watch) {
        cores.forEach(core -> core.onBundle(watch));
    }

    /// Whoever wants to see every cycle of the first core.
    public void onCycle(Consumer<CoreActivity> watch) {
        cores.getFirst().onCycle(watch);
    }

    /// Whoever wants to see every report in the cycle in which a core makes it, with the core's number.
    public void onFinish(ObjIntConsumer<CoreReport> listener) {
        finish = listener;
    }

    /// The cycle that the next [#step] runs; 0 at first.
    public long cycle() {
        return cores.getFirst().cycle();
    }

    /// The map memory of each core.
    public List<MapStore> maps() {
        return maps;
    }

    /// Puts a packet behind those that wait at the input.
    public void offer(CorePacket packet) {
        waiting.add(packet);
    }

    /// Whether nothing is left inside or before it.
    public boolean idle() {
        return waiting.isEmpty() && collector.idle() && cores.stream().allMatch(CoreModel::idle);
    }

    /// One clock cycle; what the report port says in it.
    public Optional<CoreReport> step() {
        CoreModel next = cores.get(turn);
        if (!next.waiting() && !waiting.isEmpty()) {
            next.offer(waiting.remove());
        }
        boolean offered = next.waiting();
        Optional<CoreReport> report = cores.size() == 1 ? stepOne() : stepAll();
        if (offered && !next.waiting() && !sequential) {
            turn = (turn + 1) % cores.size();
        }
        return report;
    }

    private Optional<CoreReport> stepOne() {
        Optional<CoreReport> report = cores.getFirst().step();
        report.ifPresent(made -> finish.accept(made, 0));
        return report;
    }

    private Optional<CoreReport> stepAll() {
        Optional<CoreReport> report = collector.report(cycle());
        OptionalInt taken = collector.decide();
        for (int i = 0; i < cores.size(); i++) {
            int core = i;
            cores.get(core).step(taken.isPresent() && taken.getAsInt() == core).ifPresent(made -> {
                collector.add(core, made);
                finish.accept(made, core);
            });
        }
        return report;
    }
}
