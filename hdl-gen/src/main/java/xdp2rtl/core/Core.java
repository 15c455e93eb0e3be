package xdp2rtl.core;

import static xdp2rtl.core.part.Stage.BRANCH;
import static xdp2rtl.core.part.Stage.DECODE;
import static xdp2rtl.core.part.Stage.EFFECT;
import static xdp2rtl.core.part.Stage.EXECUTE;
import static xdp2rtl.core.part.Stage.NEXT_ISSUE;
import static xdp2rtl.core.part.Stage.OPERANDS;
import static xdp2rtl.core.part.Stage.WRITE_BACK;

import java.util.ArrayList;
import java.util.List;
import xdp2rtl.core.control.BranchUnit;
import xdp2rtl.core.lane.Lane;
import xdp2rtl.core.lane.StoreTrace;
import xdp2rtl.core.maps.Requests;
import xdp2rtl.core.part.Ports;
import xdp2rtl.core.part.Shape;
import xdp2rtl.core.part.Stage;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Doc;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Field;
import xdp2rtl.isa.OpClass;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Unit;

@Doc("The NIC soft core: packets come in on s_axis, each runs the program in a context of its own, and "
        + "leaves on m_axis in the order of arrival.")
final class Core extends CoreHost {
    /// The context, address and validity of the bundle in each stage, by cycles after its issue.
    private final List<Bits> context = new ArrayList<>();
    private final List<Bits> address = new ArrayList<>();
    private final List<Bits> valid = new ArrayList<>();
    /// The context whose results are written.
    private Bits writtenContext;
    /// Operand a of each lane, in EFFECT.
    private final List<Bits> effectA = new ArrayList<>();

    Core(CoreConfig config) {
        super(config);
    }

    @Override protected void logic() {
        issue();
        operands();
        branches();
        effects();
        packets();
        stackAndMaps();
        requests();
        control();
        retire.ifPresent(this::retire);
    }

    /// The lane with a unit that only one lane has.
    private Lane lane(Unit unit) {
        return lane.get(shape.laneOf(unit));
    }

    private Bits live(Unit unit) {
        return branchUnit.live.get(shape.laneOf(unit));
    }

    /// Whether the operation of the lane with `unit` is `action`, in EFFECT.
    private Bits does(String name, Unit unit, OpClass action) {
        return delayReset(lane(unit).action.is(action), OPERANDS.until(EFFECT, name));
    }

    private void issue() {
        section("a bundle's way: issue to WRITE_BACK");
        context.add(issue.thisContext);
        address.add(issue.address);
        valid.add(issue.valid);
        for (int t = 1; t <= (config.trace() ? 8 : 6); t++) {
            context.add(register(Stage.of(t).name("context"), context.getLast(), false));
            address.add(register(Stage.of(t).name("address"), address.getLast(), false));
            valid.add(register(Stage.of(t).name("valid"), valid.getLast(), true));
        }
        if (!config.trace()) {
            context.add(register(NEXT_ISSUE.name("context"), context.getLast(), false));
            context.add(register(WRITE_BACK.name("context"), context.getLast(), false));
        }
        writtenContext = late("write_back_context", context.getLast());
        issue.idleRow.assign(controlPort.program.row());
        programMemory.row.assign(issue.row);
        issue.base.assign(controlPort.program.base());
        slots.valid.assign(valid.get(1));
        slots.thisContext.assign(context.get(1));
        slots.limit.assign(controlPort.slotLimit);
    }

    private Bits register(String name, Bits value, boolean reset) {
        var reg = reg(name, value.width());
        if (!reset) reg.noReset();
        reg.next(value);
        return reg;
    }

    private void operands() {
        section("DECODE, OPERANDS");
        var known = register(DECODE.name("known"), address.get(1).zext(13).below(controlPort.program.length()), false);
        effects.known.assign(delay(known, DECODE.until(EFFECT, "known")));
        contextState.decodeContext.assign(context.get(2));
        perCpuBases.decodeContext.assign(context.get(2));
        for (int i = 0; i < shape.lanes(); i++) {
            var it = lane.get(i);
            var slot = programMemory.slot.get(i);
            it.slot.assign(slot);
            it.valid.assign(valid.get(2).and(known));
            it.length.assign(contextState.decodeLength);
            it.result.assign(contextState.decodeResult);
            for (int b = 0; b < shape.lanes(); b++) {
                it.aWord.get(b).assign(bank.get(b).word.get(2 * i));
                it.bWord.get(b).assign(bank.get(b).word.get(2 * i + 1));
                bank.get(b).reads.get(2 * i).assign(it.aBank.get(b));
                bank.get(b).reads.get(2 * i + 1).assign(it.bBank.get(b));
                int bits = bank.get(b).writeIndex.width();
                bank.get(b).index.get(2 * i).assign(Shape.field(slot, Field.A).low(bits));
                bank.get(b).index.get(2 * i + 1).assign(Shape.field(slot, Field.B).low(bits));
            }
            it.borders.ifPresent(to -> {
                to.head().assign(contextState.operandsHead);
                to.length().assign(contextState.operandsLength);
                to.meta().assign(contextState.operandsMeta);
            });
            it.map.ifPresent(to -> to.cpuBase().assign(perCpuBases.operandsBase));
            var own = bank.get(i);
            own.thisContext.assign(context.get(2));
            own.writeContext.assign(writtenContext);
            own.write.assign(it.write);
            own.writeIndex.assign(it.index.low(own.writeIndex.width()));
            own.value.assign(it.value);
            unused(it.index);
        }
        unused(contextState.operandsLength, contextState.operandsHead, contextState.operandsMeta);
        contextTable.waits.assign(delay(Shape.field(programMemory.slot.get(0), Field.WAIT).and(known),
                DECODE.until(EFFECT, "waits")));
    }

    private void branches() {
        section("BRANCH");
        for (int i = 0; i < shape.lanes(); i++) {
            var it = lane.get(i);
            branchUnit.taken.get(i).assign(it.taken);
            branchUnit.goes.get(i).assign(it.goes);
            branchUnit.exits.get(i)
                    .assign(delay(it.action.is(OpClass.EXIT), OPERANDS.until(BRANCH, "lane_" + i + "_exits")));
            branchUnit.kept.get(i).assign(i == 0 ? constant(1, 0)
                    : delay(Shape.field(programMemory.slot.get(i), Field.KEPT),
                            DECODE.until(BRANCH, "lane_" + i + "_kept")));
            branchUnit.target.get(i).assign(delay(it.aux, OPERANDS.until(BRANCH, "lane_" + i + "_aux")));
            var branchA = delay(it.a, EXECUTE.until(BRANCH, "lane_" + i + "_a"));
            effectA.add(delay(branchA, BRANCH.until(EFFECT, "lane_" + i + "_a")));
            branchUnit.exitSends.get(i).assign(BranchUnit.isSent(branchA.low(32)));
            branchUnit.exitValue.get(i).assign(effectA.get(i));
        }
        branchUnit.address.assign(address.get(6));
        contextTable.branchContext.assign(context.get(5));
    }

    private void effects() {
        section("EFFECT: what becomes of the context");
        effects.valid.assign(valid.get(6));
        effects.thisContext.assign(context.get(6));
        for (int i = 0; i < shape.lanes(); i++) {
            effects.live.get(i).assign(branchUnit.live.get(i));
            effects.faulty.get(i).assign(lane.get(i).faulty.<Bits>map(out -> out).orElse(constant(1, 0)));
        }
        effects.busy.assign(contextTable.busy);
        effects.limit.assign(delay(slots.reached, EXECUTE.until(EFFECT, "limit")));
        effects.leaves.assign(branchUnit.leaves);
        effects.r0.assign(branchUnit.r0);
        effects.sends.assign(branchUnit.sends);
        effects.next.assign(branchUnit.next);
        effects.address.assign(address.get(6));

        contextTable.valid.assign(valid.get(6));
        contextTable.thisContext.assign(context.get(6));
        contextTable.ends.assign(effects.ends);
        contextTable.requests.assign(effects.requests);
        issue.resume.assign(contextTable.resume);
        issue.effect.assign(valid.get(6));
        issue.effectContext.assign(context.get(6));
        issue.effectNext.assign(effects.goesTo);
        issue.wake.assign(contextTable.wake);
        issue.wakeContext.assign(requests.response.context());

        var it = lane(Unit.CONTEXT);
        contextState.executeContext.assign(context.get(4));
        contextState.effectContext.assign(context.get(6));
        contextState.lane.action().assign(it.action);
        contextState.lane.aux().assign(it.aux);
        contextState.lane.b().assign(it.b);
        contextState.lane.live().assign(live(Unit.CONTEXT));
        it.contextAnswer.orElseThrow().assign(contextState.lane.answer());
        contextState.nanoseconds.assign(clock.nanoseconds);
        contextState.random.assign(clock.random);
        contextState.cpuBase.ifPresent(base -> base.assign(cpuBase.orElseThrow()));
    }

    private void packets() {
        section("packets in and out");
        var storing = lane(Unit.PACKET_STORE);
        var isStore = let("is_packet_store", does("stores_packet", Unit.PACKET_STORE, OpClass.STORE_PACKET));
        var stores = let("packet_store", isStore.and(live(Unit.PACKET_STORE))
                .and(storing.inRange.orElseThrow()));
        var store = packetMemory.store;
        store.valid().assign(stores);
        store.context().assign(context.get(6));
        store.window().assign(delay(storing.packetWindow.orElseThrow(), BRANCH.until(EFFECT, "store_window")));
        Ports.join(store, storing.store.orElseThrow());
        packetMemory.branchContext.assign(context.get(5));
        int port = 0;
        for (var it : lane) {
            if (it.packetWords.isEmpty()) continue;
            var load = packetMemory.load.get(port++);
            load.window().assign(it.packetWindow.orElseThrow());
            Ports.join(load, it.packetWords.orElseThrow());
        }

        Ports.join(sAxis, ingress.axis);
        ingress.run.assign(controlPort.run.and(mapMemory.starves.not()));
        ingress.sequential.assign(controlPort.sequential);
        ingress.writeFree.assign(isStore.not());
        ingress.frees.assign(egress.frees);
        ingress.dirtied.assign(contextState.uncovers);
        ingress.dirtiedContext.assign(context.get(6));
        Ports.join(ingress.fill, packetMemory.fill);
        var arrival = ingress.arrival;
        issue.arrive.assign(arrival.good());
        issue.arriveContext.assign(arrival.context());
        slots.arrive.assign(arrival.valid());
        slots.arriveContext.assign(arrival.context());
        Ports.join(arrival, contextState.arrival);
        var refused = let("refused", arrival.valid().and(arrival.good().not()));
        effects.refuse.assign(refused);
        effects.refuseContext.assign(arrival.context());
        contextTable.refuse.assign(refused);
        contextTable.refuseContext.assign(arrival.context());

        egress.finished.assign(contextTable.finished);
        contextTable.frees.assign(egress.frees);
        egress.sequential.assign(controlPort.sequential);
        egress.emitAll.assign(controlPort.emitAll);
        var packet = egress.packet;
        Ports.join(packet, contextState.leaving);
        effects.readContext.assign(packet.context());
        slots.readContext.assign(packet.context());
        packet.r0().assign(effects.readR0);
        packet.sends().assign(effects.readSends);
        packet.cause().assign(effects.readCause);
        packet.slots().assign(slots.count);
        Ports.join(egress.drain, packetMemory.drain);
        Ports.join(mAxis, egress.axis);
        Ports.join(report, egress.report);
        retire.ifPresent(it -> trace("packet", storeTrace.get(0), storing, stores,
                storing.address.orElseThrow(), it.packet()));
    }

    private void stackAndMaps() {
        section("stack and map values");
        var it = lane(Unit.STACK);
        var stackStore = let("stack_store", does("stores_stack", Unit.STACK, OpClass.STORE_STACK)
                .and(live(Unit.STACK)).and(it.inRange.orElseThrow()));
        stackMemory.branchContext.assign(context.get(5));
        stackMemory.effectContext.assign(context.get(6));
        stackMemory.branchWindow.assign(it.stackWindow.orElseThrow());
        it.stackWords.orElseThrow().even().assign(stackMemory.even);
        it.stackWords.orElseThrow().odd().assign(stackMemory.odd);
        stackMemory.store.assign(stackStore);
        stackMemory.data.assign(it.store.orElseThrow().data());
        stackMemory.evenBytes.assign(it.store.orElseThrow().even());
        stackMemory.oddBytes.assign(it.store.orElseThrow().odd());
        retire.ifPresent(to -> trace("stack", storeTrace.get(1), it, stackStore, it.address.orElseThrow(),
                to.stack()));

        var maps = lane(Unit.MAP);
        var mapStore = let("map_store", does("stores_map", Unit.MAP, OpClass.STORE_MAP).and(live(Unit.MAP))
                .and(maps.inRange.orElseThrow()));
        Ports.join(mapMemory.lane, maps.map.orElseThrow());
        mapMemory.lane.data().assign(maps.store.orElseThrow().data());
        mapMemory.lane.evenBytes().assign(mapStore.repeat(8).and(maps.store.orElseThrow().even()));
        mapMemory.lane.oddBytes().assign(mapStore.repeat(8).and(maps.store.orElseThrow().odd()));
        Ports.join(mapMemory.lane, maps.mapWords.orElseThrow());
        var mapAdd = let("map_add", does("adds_map", Unit.MAP, OpClass.ADD_MAP).and(live(Unit.MAP))
                .and(maps.inRange.orElseThrow()));
        mapAdder.adds.assign(mapAdd);
        Ports.join(mapAdder.addition, maps.map.orElseThrow());
        Ports.join(mapAdder.addition, maps.store.orElseThrow());
        Ports.join(mapAdder.words, mapMemory.lane);
        Ports.join(mapAdder.made, mapMemory.added);
        mapMemory.additionsDone.assign(mapAdder.idle);
        retire.ifPresent(to -> trace("map", storeTrace.get(2), maps, let("map_change", mapStore.or(mapAdd)),
                maps.map.orElseThrow().physical(), to.map()));
        for (var other : lane) {
            other.map.ifPresent(place -> unused(place.evenLine(), place.oddLine(), place.physical()));
            other.store.ifPresent(out -> unused(out.even(), out.odd(), out.first(), out.second()));
            other.inRange.ifPresent(this::unused);
            other.packetWindow.ifPresent(this::unused);
            other.address.ifPresent(this::unused);
            unused(other.b);
        }
    }

    private void requests() {
        section("requests");
        var it = lane(Unit.REQUEST);
        requests.effectContext.assign(context.get(6));
        requests.lane.action().assign(it.action);
        requests.lane.aux().assign(it.aux.low(Requests.AUX));
        Ports.join(requests.lane, it.request.orElseThrow());
        requests.lane.b().assign(it.b);
        requests.lane.a().assign(effectA.get(shape.laneOf(Unit.REQUEST)));
        requests.lane.physical().assign(it.map.orElseThrow().physical());
        effects.request.assign(requests.effect.asks());
        effects.push.assign(requests.effect.pushes());
        effects.requestLive.assign(live(Unit.REQUEST));
        effects.requestFaulty.assign(it.faulty.orElseThrow());
        requests.effect.makes().assign(effects.requests);
        requests.effect.pushed().assign(effects.pushes);
        Ports.join(requests.memoryRead, mapMemory.unitRead);
        Ports.join(requests.memoryWrite, mapMemory.unitWrite);
        requests.lineRead.assign(mapMemory.line);
        requests.hostWaits.assign(mapMemory.waits);
        requests.memoryTaken.assign(mapAdder.made.valid());
        perCpuBases.thisContext.assign(requests.bases.context());
        requests.bases.base().assign(perCpuBases.base);
        room.ifPresent(to -> Ports.join(to, requests.room.orElseThrow()));
        Ports.join(requests.response, contextState.response);
        contextTable.complete.assign(requests.response.valid());
        contextTable.completeContext.assign(requests.response.context());
    }

    private void retire(Retirement it) {
        section("retirement");
        it.valid().assign(delayReset(shape.late(), valid.get(8), "write_back_valid"));
        it.context().assign(writtenContext.zext(6));
        it.address().assign(late("write_back_address", address.get(8)));
        it.ends().assign(late("ends", delay(effects.ends, EFFECT.until(WRITE_BACK, "ends"))));
        it.next().assign(late("goes_to", delay(effects.goesTo, EFFECT.until(WRITE_BACK, "goes_to"))));
        it.request().assign(late("requests", delay(effects.requests, EFFECT.until(WRITE_BACK, "requests"))));
        for (int i = 0; i < shape.lanes(); i++) {
            var from = lane.get(i);
            var to = it.lane().get(i);
            to.write().assign(from.write);
            to.index().assign(from.write.repeat(5).and(from.index));
            to.value().assign(from.write.repeat(64).and(from.value));
        }
    }

    private void trace(String memory, StoreTrace trace, Lane from, Bits made, Bits address, MemoryWrite to) {
        trace.made.assign(made);
        trace.address.assign(address);
        trace.size.assign(choice(Size.class, from.storeTrace.orElseThrow().size()));
        trace.swapped.assign(from.storeTrace.orElseThrow().swapped());
        trace.operand.assign(delay(from.b, EXECUTE.until(EFFECT, memory + "_value")));
        to.store().assign(delayReset(shape.late(), trace.store, memory + "_stored"));
        to.address().assign(late(memory + "_where", trace.where));
        to.size().assign(late(memory + "_bytes", trace.bytes));
        to.value().assign(late(memory + "_what", trace.value));
    }

    /// From WRITE_BACK to where results are written.
    private Bits late(String name, Bits value) {
        return delay(shape.late(), value, name);
    }
}
