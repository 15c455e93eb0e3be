package xdp2rtl.engine.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import xdp2rtl.driver.MapStore;
import xdp2rtl.isa.Bundle;
import xdp2rtl.isa.Cause;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Pipeline;
import xdp2rtl.isa.Space;
import xdp2rtl.port.CorePacket;
import xdp2rtl.port.CoreReport;
import xdp2rtl.port.CoreSetup;
import xdp2rtl.port.Retired;

/// One core, a cycle at a time. Input packets wait at its stream without gaps.
///
/// The parts of a cycle run in the order that makes each see the state in which the cycle began: first what reads, then
/// what writes.
public final class CoreModel {
    private final CoreSetup setup;
    private final ContextState[] contexts;
    private final MapUnitModel mapUnit;
    private final MapAdderModel adder;
    private final DividerModel divider = new DividerModel();
    private final BundleExecutor executor;
    private final Totals totals = new Totals();
    private final Ingress ingress;
    private final Egress egress;
    private final int writeBack;
    private final int delay;
    /// Contexts that go on, in order, and the cycles at whose ends they are ready.
    private final Deque<Resumed> resumed = new ArrayDeque<>();
    private final Deque<InFlight> inFlight = new ArrayDeque<>();
    private final List<Optional<Operation>> emptyRow;

    private record Resumed(ContextState context, long due) {}

    private long cycle;
    private int last;
    private Consumer<Retired> retirement = _ -> {};
    private BundleWatch bundles = (_, _, _) -> {};
    private Optional<Consumer<CoreActivity>> activity = Optional.empty();

    public CoreModel(CoreConfig config, CoreSetup setup, MapStore maps) {
        this(config, setup, maps, 0, Optional.empty());
    }

    /// @param number of this core among several
    /// @param room   of the maps of all cores, if there are several
    CoreModel(CoreConfig config, CoreSetup setup, MapStore maps, int number, Optional<MapRoom.Port> room) {
        this.setup = setup;
        contexts = new ContextState[config.contexts()];
        for (int i = 0; i < contexts.length; i++) {
            contexts[i] = new ContextState(i, number * config.contexts() + i, config.lanes() * Reg.PER_LANE,
                    config.frameBytes(), config.longestPacket(setup.fragments()));
            contexts[i].perCpuBase = setup.cpuBase() + i * setup.cpuBytes();
        }
        last = contexts.length - 1;
        int latency = config.mapMemory().latency();
        writeBack = Pipeline.writeBack(config);
        delay = Pipeline.delay(config);
        mapUnit = new MapUnitModel(maps, latency, setup.descriptors(), contexts, room);
        adder = new MapAdderModel(maps, latency);
        executor = new BundleExecutor(maps, mapUnit, adder, divider, setup.time(), setup.random());
        ingress = new Ingress(config, contexts, setup.sequential(), totals);
        egress = new Egress(config, contexts, setup.sequential(), setup.emitAll(), totals);
        emptyRow = Collections.nCopies(config.lanes(), Optional.empty());
    }

    /// Whoever wants to see every retired bundle.
    public void onRetirement(Consumer<Retired> listener) {
        retirement = listener;
    }

    /// Whoever wants to see where every bundle leads.
    void onBundle(BundleWatch watch) {
        bundles = watch;
    }

    /// Whoever wants to see every cycle.
    void onCycle(Consumer<CoreActivity> watch) {
        activity = Optional.of(watch);
    }

    /// Whoever holds the clock still writes another time; nothing is in the core then.
    void setTime(long nanoseconds) {
        executor.setTime(nanoseconds);
    }

    /// The cycle that the next [#step] runs; 0 at first.
    public long cycle() {
        return cycle;
    }

    /// Puts a packet behind those that wait at the input.
    public void offer(CorePacket packet) {
        ingress.offer(packet);
    }

    /// Whether nothing is left in the core or before it.
    public boolean idle() {
        if (ingress.waiting() || !inFlight.isEmpty() || mapUnit.busy() || adder.busy() || divider.busy()) {
            return false;
        }
        for (ContextState context : contexts) {
            if (!context.empty) { return false; }
        }
        return true;
    }

    /// How full it is and was.
    Totals totals() {
        return totals;
    }

    /// Whether the last cycle took a beat.
    boolean tookBeat() {
        return ingress.takes();
    }

    /// What stands at the output.
    OutputPipeline output() {
        return egress.pipeline();
    }

    /// One clock cycle, in which the output is taken; the report of a packet that leaves in it.
    public Optional<CoreReport> step() {
        return step(true, ingress.waiting());
    }

    /// @param taken  whether the beat that stands at the output is taken
    /// @param stands whether the next beat stands at the input
    Optional<CoreReport> step(boolean taken, boolean stands) {
        boolean issued = issue();
        boolean leaving = egress.leaving();
        at(Pipeline.DECODE).ifPresent(bundle -> bundle.answer = bundle.context.result);
        at(Pipeline.EXECUTE).ifPresent(executor::execute);
        Optional<InFlight> inEffect = at(Pipeline.EFFECT);
        boolean accepts = ingress.decide(inEffect.isEmpty() || !storesToPacket(inEffect.get()), stands);
        Optional<CoreReport> report = egress.step(cycle, taken);
        at(Pipeline.BRANCH).ifPresent(executor::load);

        Optional<ContextState> completed = mapUnit.step(adder.writes(cycle));
        Optional<ContextState> divided = divider.step(completed.isPresent());
        completed.ifPresent(this::complete);
        divided.ifPresent(this::complete);
        inEffect.ifPresent(executor::loadMap);
        mapUnit.commit();
        adder.commit(cycle);
        inEffect.ifPresent(this::effect);

        if (accepts) {
            ingress.apply(cycle);
        }
        totals.cycle(stands && !ingress.takes());
        at(writeBack).ifPresent(this::writeBack);
        while (!resumed.isEmpty() && resumed.getFirst().due == cycle) {
            resumed.removeFirst().context.ready = true;
        }
        activity.ifPresent(watch -> watch.accept(activity(issued, accepts, leaving)));
        cycle++;
        return report;
    }

    private CoreActivity activity(boolean issued, boolean accepts, boolean leaving) {
        List<ContextPhase> phases = new ArrayList<>(contexts.length);
        for (ContextState context : contexts) {
            phases.add(issued && context.number == last ? ContextPhase.ISSUING
                    : context.phase(ingress.isLoading(context)));
        }
        return new CoreActivity(cycle, phases, mapUnit.works(), divider.busy(), accepts, leaving);
    }

    /// Whether a bundle issues.
    private boolean issue() {
        for (int i = 1; i <= contexts.length; i++) {
            ContextState context = contexts[(last + i) % contexts.length];
            if (context.ready) {
                last = context.number;
                context.ready = false;
                context.slots++;
                boolean beyond = context.address >= setup.program().size();
                Bundle row = beyond ? new Bundle(emptyRow, false) : setup.program().get(context.address);
                inFlight.addLast(new InFlight(cycle, context, row, beyond));
                return true;
            }
        }
        return false;
    }

    /// The bundle that stands in a stage, if one does.
    private Optional<InFlight> at(int stage) {
        for (InFlight bundle : inFlight) {
            if (cycle - bundle.cycle == stage) { return Optional.of(bundle); }
        }
        return Optional.empty();
    }

    private void effect(InFlight bundle) {
        ContextState context = bundle.context;
        boolean outstanding = executor.effect(bundle, setup.slotLimit());
        context.pending = outstanding;
        if (bundle.fault != Cause.NONE || bundle.ends) {
            context.cause = bundle.fault;
            context.r0 = bundle.fault == Cause.NONE ? bundle.r0 : 0;
            context.finished = !outstanding;
            context.draining = outstanding;
        } else {
            context.address = bundle.next;
            context.sleeping = bundle.waits && outstanding;
            if (!context.sleeping) {
                resumed.addLast(new Resumed(context, cycle + delay));
            }
        }
    }

    private void complete(ContextState context) {
        context.pending = false;
        if (context.sleeping) {
            context.sleeping = false;
            resumed.addLast(new Resumed(context, cycle + delay));
        }
        if (context.draining) {
            context.draining = false;
            context.finished = true;
        }
    }

    private void writeBack(InFlight bundle) {
        inFlight.remove(bundle);
        Retired retired = bundle.retire();
        for (Retired.RegisterWrite write : retired.writes()) {
            bundle.context.registers[Reg.of(write.lane(), write.index()).number()] = write.value();
        }
        retirement.accept(retired);
        bundles.retired(bundle.address, retired.next(), bundle.takenLane);
    }

    private boolean storesToPacket(InFlight bundle) {
        for (Optional<Operation> slot : bundle.slots) {
            if (slot.isPresent() && slot.get() instanceof Operation.Store store && store.space() == Space.PACKET) {
                return true;
            }
        }
        return false;
    }
}
