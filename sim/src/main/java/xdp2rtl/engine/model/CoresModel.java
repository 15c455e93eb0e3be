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
/// without gaps and are dealt out to the cores; the output is always taken.
public final class CoresModel {
    private final List<CoreModel> cores = new ArrayList<>();
    private final List<MapStore> maps;
    private final List<CoreInput> inputs = new ArrayList<>();
    private final Dispatcher dispatcher;
    private final MapRoom room;
    private final Collector collector;
    /// Of each core, the packets that it has or that wait for it: number, and cycle in which they came in.
    private final List<Queue<Long>> numbers = new ArrayList<>();
    private final List<Queue<Long>> arrivals = new ArrayList<>();
    private ObjIntConsumer<CoreReport> finish = (_, _) -> {};
    private long packets;
    /// Beats that were on their way to each core when the last cycle began.
    private int[] queued;

    /// @param setup of every core
    /// @param maps  the map memory of each
    public CoresModel(CoreConfig config, CoreSetup setup, List<MapStore> maps) {
        this.maps = List.copyOf(maps);
        room = new MapRoom(config.cores(), setup.room());
        for (int i = 0; i < config.cores(); i++) {
            cores.add(new CoreModel(config, setup, maps.get(i), i,
                    config.cores() == 1 ? Optional.empty() : Optional.of(room.port(i))));
            inputs.add(new CoreInput());
            numbers.add(new ArrayDeque<>());
            arrivals.add(new ArrayDeque<>());
        }
        dispatcher = new Dispatcher(config, setup.dispatch(), setup.sequential(), inputs, new Dispatcher.PacketSink() {
            @Override public void begins(int core, CorePacket packet) {
                numbers.get(core).add(packets++);
                cores.get(core).offer(packet);
                collector.begins(core);
            }

            @Override public void isWhole(int core, long arrived) {
                arrivals.get(core).add(arrived);
            }
        });
        collector = new Collector(cores, config, setup);
        queued = new int[config.cores()];
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

    /// Whoever holds the clock still writes another time; nothing is in the cores then.
    public void setTime(long nanoseconds) {
        cores.forEach(core -> core.setTime(nanoseconds));
    }

    /// Whoever wants to see each key that is counted, in that order.
    void onCount(Consumer<MapRoom.Answered> listener) {
        room.onCount(listener);
    }

    /// The cycle that the next [#step] runs; 0 at first.
    public long cycle() {
        return cores.getFirst().cycle();
    }

    /// The map memory of each core.
    public List<MapStore> maps() {
        return maps;
    }

    /// How full each core is and was.
    public List<Totals> totals() {
        return cores.stream().map(CoreModel::totals).toList();
    }

    /// Puts a packet behind those that wait at the input.
    public void offer(CorePacket packet) {
        if (cores.size() == 1) {
            cores.getFirst().offer(packet);
        } else {
            dispatcher.offer(packet);
        }
    }

    /// Whether nothing is left inside or before it.
    public boolean idle() {
        return dispatcher.idle() && collector.idle() && cores.stream().allMatch(CoreModel::idle);
    }

    /// One clock cycle; what the report port says in it.
    public Optional<CoreReport> step() {
        return cores.size() == 1 ? stepOne() : stepAll();
    }

    private Optional<CoreReport> stepOne() {
        Optional<CoreReport> report = cores.getFirst().step();
        report.ifPresent(made -> finish.accept(made, 0));
        return report;
    }

    private Optional<CoreReport> stepAll() {
        long cycle = cycle();
        Optional<CoreReport> report = collector.report(cycle);
        int[] before = queued;
        queued = inputs.stream().mapToInt(CoreInput::size).toArray();
        boolean[] stands = new boolean[cores.size()];
        for (int i = 0; i < stands.length; i++) {
            stands[i] = inputs.get(i).stands(cycle, collector.mayBegin(i));
        }
        OptionalInt taken = collector.decide();
        dispatcher.step(cycle, before, collector.hasRoom());
        room.step();
        for (int i = 0; i < cores.size(); i++) {
            int core = i;
            cores.get(core).step(taken.isPresent() && taken.getAsInt() == core, stands[i])
                    .ifPresent(made -> made(core, made));
            if (cores.get(core).tookBeat()) {
                inputs.get(core).take();
            }
        }
        return report;
    }

    private void made(int core, CoreReport report) {
        CoreReport numbered = report.of(numbers.get(core).remove(), arrivals.get(core).remove());
        collector.add(core, numbered);
        finish.accept(numbered, core);
    }
}
