package xdp2rtl.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import xdp2rtl.core.control.ControlPort;
import xdp2rtl.core.control.ControlRouter;
import xdp2rtl.core.packet.Egress;
import xdp2rtl.core.packet.Ingress;
import xdp2rtl.core.part.Ports;
import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.isa.Cause;
import xdp2rtl.isa.ControlRegister;
import xdp2rtl.isa.CoreConfig;

@Doc("Several cores with the ports of one: packets are dealt out by flow or in turn. "
        + "Each core has its own program, frames and maps.")
final class Cores extends Component {
    private final CoreConfig config;
    private final Shape shape;

    final Ingress.Stream sAxis;
    final Egress.Stream mAxis;
    final ControlPort.Axil sAxil = new ControlPort.Axil(in(ControlRegister.ADDRESS_BITS), in(1), out(1),
            in(32), in(4), in(1), out(1), out(2), out(1), in(1),
            in(ControlRegister.ADDRESS_BITS), in(1), out(1), out(32), out(2), out(1), in(1));
    final Egress.Report report = new Egress.Report(out(1), out(6), out(64), out(Cause.class), out(32),
            out(16), out(8), out(64));
    final List<Core.Retirement> retire;
    @Doc("the number of the core is above that of the line")
    final Optional<MapPort> map;

    final ControlRouter controlRouter;
    final Dispatcher dispatcher;
    final Collector collector;
    final OrderQueue orderQueue;
    final MapRoom mapRoom;
    final List<BeatQueue> beatQueue;
    final List<Core> core;

    Cores(CoreConfig config) {
        this.config = config;
        this.shape = new Shape(config);
        super(CoreGenerator.CORES);
        sAxis = new Ingress.Stream(in(shape.beatBits()), in(shape.beat()), in(1), out(1), in(1), in(64));
        mAxis = new Egress.Stream(out(shape.beatBits()), out(shape.beat()), out(1), in(1), out(1), out(136));
        retire = IntStream.range(0, config.trace() ? config.cores() : 0)
                .mapToObj(_ -> Core.retirement(this, config.lanes())).toList();
        map = config.mapPort() ? Optional.of(MapPort.of(this, shape.coreBits() + shape.line()))
                : Optional.empty();
        controlRouter = use(new ControlRouter(config.cores(), shape.map()));
        dispatcher = use(new Dispatcher(shape));
        collector = use(new Collector(shape));
        orderQueue = use(new OrderQueue(shape));
        mapRoom = use(new MapRoom(shape));
        beatQueue = use(config.cores(), () -> new BeatQueue(shape));
        core = use(config.cores(), () -> new Core(config));
    }

    @Override protected void logic() {
        section("packets");
        Ports.join(sAxis, dispatcher.axis);
        dispatcher.run.assign(controlRouter.run);
        dispatcher.sequential.assign(controlRouter.sequential);
        dispatcher.writesKey.assign(controlRouter.writesKey);
        dispatcher.writesEntry.assign(controlRouter.writesEntry);
        dispatcher.value.assign(controlRouter.coreData.low(dispatcher.value.width()));
        for (int i = 0; i < core.size(); i++) {
            var queue = beatQueue.get(i);
            queue.push.assign(dispatcher.goesTo.get(i));
            queue.pushed.assign(dispatcher.beat);
            queue.mayBegin.assign(collector.mayBegin.get(i));
            dispatcher.taken.get(i).assign(queue.taken);
            var input = core.get(i).sAxis;
            input.tdata().assign(queue.tdata);
            input.tkeep().assign(queue.tkeep);
            input.tlast().assign(queue.tlast);
            input.tuser().assign(queue.tuser);
            input.tvalid().assign(queue.tvalid);
            queue.tready.assign(input.tready());
            Ports.join(core.get(i).mAxis, collector.core.get(i));
            Ports.join(core.get(i).report, collector.coreReport.get(i));
            Ports.join(core.get(i).room.orElseThrow(), mapRoom.core.get(i));
            core.get(i).cpuBase.orElseThrow().assign(Bits.of(shape.cpu(), (long) i * config.contexts()));
        }
        collector.sequential.assign(controlRouter.sequential);
        collector.byFlow.assign(dispatcher.byFlow);
        var ordered = let("ordered", dispatcher.byFlow.and(controlRouter.perFlow.or(controlRouter.sequential).not()));
        dispatcher.ordered.assign(ordered);
        dispatcher.hasRoom.assign(orderQueue.hasRoom);
        orderQueue.push.assign(dispatcher.begins);
        orderQueue.pushed.assign(dispatcher.beginsAt);
        collector.ordered.assign(ordered);
        collector.restarts.assign(controlRouter.writesKey);
        collector.hasOrder.assign(orderQueue.valid);
        collector.order.assign(orderQueue.first);
        orderQueue.pop.assign(collector.takesOrder);
        collector.emitAll.assign(controlRouter.emitAll);
        Ports.join(mAxis, collector.axis);
        Ports.join(report, collector.report);

        section("the host");
        Ports.join(sAxil, controlRouter.axil);
        controlRouter.idle.assign(collector.idle.and(dispatcher.idle));
        for (int i = 0; i < core.size(); i++) {
            var port = core.get(i).sAxil;
            Ports.join(controlRouter.core.get(i), port);
            port.awaddr().assign(controlRouter.coreAddress);
            port.araddr().assign(controlRouter.coreAddress);
            port.wdata().assign(controlRouter.coreData);
            port.wstrb().assign(controlRouter.coreStrobes);
            port.bready().assign(1);
            port.rready().assign(1);
        }
        dispatcher.element.assign(controlRouter.element);
        controlRouter.entryRead.assign(dispatcher.entryRead);
        mapRoom.write.assign(controlRouter.writesRoom);
        mapRoom.element.assign(controlRouter.element.low(mapRoom.element.width()));
        mapRoom.value.assign(controlRouter.coreData.low(shape.map()));
        controlRouter.roomRead.assign(mapRoom.read);
        map.ifPresent(this::shareMapMemories);
        for (int i = 0; i < retire.size(); i++) join(retire.get(i), core.get(i).retire.orElseThrow());
    }

    private void shareMapMemories(MapPort port) {
        var number = let("map_core", port.line().high(port.line().width() - shape.line()));
        var granted = new ArrayList<Bits>();
        var read = new ArrayList<Bits>();
        for (int i = 0; i < core.size(); i++) {
            var its = core.get(i).map.orElseThrow();
            its.valid().assign(port.valid().and(number.is(i)));
            its.line().assign(port.line().low(shape.line()));
            its.data().assign(port.data());
            its.bytes().assign(port.bytes());
            granted.add(its.granted());
            read.add(its.read());
        }
        port.granted().assign(select(number, granted));
        port.read().assign(select(delay(shape.latency() + 1, number, "map_core"), read));
    }

    private static void join(Core.Retirement outer, Core.Retirement inner) {
        for (int i = 0; i < outer.lane().size(); i++) Ports.join(outer.lane().get(i), inner.lane().get(i));
        Ports.join(outer.packet(), inner.packet());
        Ports.join(outer.stack(), inner.stack());
        Ports.join(outer.map(), inner.map());
        outer.valid().assign(inner.valid());
        outer.context().assign(inner.context());
        outer.address().assign(inner.address());
        outer.ends().assign(inner.ends());
        outer.next().assign(inner.next());
        outer.request().assign(inner.request());
    }
}
