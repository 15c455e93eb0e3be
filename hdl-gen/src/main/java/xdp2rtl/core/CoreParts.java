package xdp2rtl.core;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import xdp2rtl.core.control.BranchUnit;
import xdp2rtl.core.control.ContextTable;
import xdp2rtl.core.control.ControlPort;
import xdp2rtl.core.control.Counters;
import xdp2rtl.core.control.Effects;
import xdp2rtl.core.control.Events;
import xdp2rtl.core.control.Issue;
import xdp2rtl.core.control.ProgramMemory;
import xdp2rtl.core.control.Slots;
import xdp2rtl.core.control.Totals;
import xdp2rtl.core.lane.Lane;
import xdp2rtl.core.lane.RegisterBank;
import xdp2rtl.core.lane.StackMemory;
import xdp2rtl.core.lane.StoreTrace;
import xdp2rtl.core.maps.MapAdder;
import xdp2rtl.core.maps.MapMemory;
import xdp2rtl.core.maps.PerCpuBases;
import xdp2rtl.core.maps.Requests;
import xdp2rtl.core.packet.ContextState;
import xdp2rtl.core.packet.Egress;
import xdp2rtl.core.packet.Ingress;
import xdp2rtl.core.packet.PacketMemory;
import xdp2rtl.core.part.Clock;
import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.isa.Cause;
import xdp2rtl.isa.ControlRegister;
import xdp2rtl.isa.CoreConfig;

/// The ports and the parts of a core; {@link Core} connects them.
abstract class CoreParts extends Component {
    /// A register that is written, all zero if none.
    public record LaneWrite(Out write, Out index, Out value) {}

    /// A store that is made.
    public record MemoryWrite(Out store, Out address, Out size, Out value) {}

    /// The bundle in WRITE_BACK.
    record Retirement(Out valid, Out context, Out address, Out ends, Out next, Out request,
            List<LaneWrite> lane, MemoryWrite packet, MemoryWrite stack, MemoryWrite map) {}

    final Shape shape;
    final CoreConfig config;

    final Ingress.Stream sAxis;
    final Egress.Stream mAxis;
    final ControlPort.Axil sAxil = new ControlPort.Axil(in(ControlRegister.ADDRESS_BITS), in(1), out(1),
            in(32), in(4), in(1), out(1), out(2), out(1), in(1),
            in(ControlRegister.ADDRESS_BITS), in(1), out(1), out(32), out(2), out(1), in(1));
    final Egress.Report report = new Egress.Report(out(1), out(6), out(64), out(Cause.class), out(32),
            out(16), out(8), out(64));
    final Optional<Retirement> retire;
    final Optional<MapPort> map;
    @Doc("the CPU number of context 0, where there are several cores")
    final Optional<In> cpuBase;

    @Doc("keys that several cores can add to their maps together")
    final Optional<Requests.Room> room;

    final ControlPort controlPort = use(new ControlPort(shape));
    final Clock clock = use(new Clock(config));
    final Counters counters = use(new Counters());
    final Totals totals = use(new Totals(shape));
    final Events events = use(new Events());
    final Issue issue = use(new Issue(shape));
    final Slots slots = use(new Slots(shape));
    final ProgramMemory programMemory = use(new ProgramMemory(shape));
    final List<RegisterBank> bank = use(shape.lanes(), () -> new RegisterBank(shape));
    final List<Lane> lane = useEach(shape.lanes(), i -> new Lane(shape, i));
    final BranchUnit branchUnit = use(new BranchUnit(shape));
    final Effects effects = use(new Effects(shape));
    final ContextTable contextTable = use(new ContextTable(shape));
    final ContextState contextState = use(new ContextState(shape));
    final PacketMemory packetMemory = use(new PacketMemory(shape));
    final StackMemory stackMemory = use(new StackMemory(shape));
    final MapMemory mapMemory = use(new MapMemory(shape));
    final MapAdder mapAdder = use(new MapAdder(shape));
    final PerCpuBases perCpuBases = use(new PerCpuBases(shape));
    final Requests requests = use(new Requests(shape));
    final Ingress ingress = use(new Ingress(shape));
    final Egress egress = use(new Egress(shape));
    final List<StoreTrace> storeTrace = config.trace() ? use(3, StoreTrace::new) : List.of();

    CoreParts(CoreConfig config) {
        this.config = config;
        this.shape = new Shape(config);
        super(CoreGenerator.CORE);
        sAxis = new Ingress.Stream(in(shape.beatBits()), in(shape.beat()), in(1), out(1), in(1), in(64));
        mAxis = new Egress.Stream(out(shape.beatBits()), out(shape.beat()), out(1), in(1), out(1), out(136));
        retire = config.trace() ? Optional.of(retirement(this, shape.lanes())) : Optional.empty();
        map = config.mapPort() ? Optional.of(MapPort.of(this, shape.line())) : Optional.empty();
        room = Requests.room(this, shape);
        cpuBase = config.cores() > 1 ? Optional.of(in(shape.cpu())) : Optional.empty();
    }

    /// A retirement port of a component.
    static Retirement retirement(Component owner, int lanes) {
        return new Retirement(owner.out(1), owner.out(6), owner.out(Shape.ADDRESS), owner.out(1),
                owner.out(Shape.ADDRESS), owner.out(1),
                IntStream.range(0, lanes).mapToObj(_ -> new LaneWrite(owner.out(1), owner.out(5), owner.out(64)))
                        .toList(),
                memoryWrite(owner), memoryWrite(owner), memoryWrite(owner));
    }

    private static MemoryWrite memoryWrite(Component owner) {
        return new MemoryWrite(owner.out(1), owner.out(32), owner.out(4), owner.out(64));
    }
}
