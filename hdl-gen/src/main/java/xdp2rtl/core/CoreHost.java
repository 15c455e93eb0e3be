package xdp2rtl.core;

import xdp2rtl.core.part.Ports;
import xdp2rtl.isa.CoreConfig;

/// The host's side of a core: its control port, beside which the program memory, the map memory, the clock, counters and
/// events stand.
abstract class CoreHost extends CoreParts {
    CoreHost(CoreConfig config) {
        super(config);
    }

    final void control() {
        section("the host");
        Ports.join(sAxil, controlPort.axil);
        controlPort.idle.assign(ingress.idle.and(egress.idle).and(mapAdder.idle));

        ingress.fragments.ifPresent(it -> it.assign(controlPort.fragments.orElseThrow()));
        var program = controlPort.program;
        programMemory.write.assign(program.write());
        programMemory.writeRow.assign(program.row());
        programMemory.writeLane.assign(program.lane());
        programMemory.writeSlot.assign(program.slot());
        program.read().assign(let("slot_read", select(program.lane().low(shape.lane()), programMemory.slot)));
        controlPort.map.read().assign(mapMemory.lineBefore);
        map.ifPresentOrElse(this::shareMapMemory, () -> {
            Ports.join(controlPort.map, mapMemory.host);
            controlPort.map.granted().assign(mapMemory.granted);
        });
        perCpuBases.write.assign(controlPort.cpuBase.write());
        perCpuBases.element.assign(controlPort.cpuBase.element());
        perCpuBases.data.assign(controlPort.cpuBase.data());
        Ports.join(controlPort.descriptor, requests.descriptor);
        clock.freezeTime.assign(controlPort.freeze.time());
        clock.frozenTime.assign(controlPort.freeze.frozenTime());
        clock.freezeRandom.assign(controlPort.freeze.random());
        clock.frozenRandom.assign(controlPort.freeze.frozenRandom());
        totals.arrived.assign(ingress.arrival.valid());
        totals.freed.assign(egress.freed);
        totals.stalled.assign(controlPort.run.and(sAxis.tvalid()).and(ingress.axis.tready().not()));
        totals.index.assign(controlPort.counts.index().low(2));
        counters.reported.assign(egress.report.valid());
        counters.action.assign(egress.report.r0().low(32));
        counters.cause.assign(egress.report.cause());
        counters.index.assign(controlPort.counts.index());
        Ports.join(events.outcome, egress.report);
        events.outcome.address().assign(effects.readAddress);
        events.outcome.ifindex().assign(contextState.leaving.ifindex());
        events.cycles.assign(clock.cycles);
        Ports.join(controlPort.events, events.queue);
        controlPort.counts.cycles().assign(clock.cycles);
        controlPort.counts.total().assign(totals.sum);
        controlPort.counts.settled().assign(totals.settled);
        controlPort.counts.occupants().assign(totals.occupants);
        controlPort.counts.most().assign(totals.most);
        controlPort.counts.action().assign(counters.actionCount);
        controlPort.counts.cause().assign(counters.causeCount);
    }

    /// The control port seldom asks, so that it can go first.
    private void shareMapMemory(MapPort port) {
        var host = mapMemory.host;
        var control = controlPort.map;
        var first = let("control_asks", control.valid());
        host.valid().assign(first.or(port.valid()));
        host.line().assign(first.then(control.line(), port.line()));
        host.data().assign(first.then(control.data(), port.data()));
        host.bytes().assign(first.then(control.bytes(), port.bytes()));
        control.granted().assign(first.and(mapMemory.granted));
        port.granted().assign(first.not().and(mapMemory.granted));
        port.read().assign(mapMemory.lineBefore);
    }
}
