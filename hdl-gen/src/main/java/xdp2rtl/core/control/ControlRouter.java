package xdp2rtl.core.control;

import static xdp2rtl.isa.ControlRegister.*;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Choice;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.isa.ControlRegister;
import xdp2rtl.isa.Dispatch;

@Doc("The control port of several cores: writes go to all of them or to the selected one, reads come from "
        + "the selected one; STATUS and the counts are those of all cores, read one after the other. The bit RUN and the "
        + "dispatcher's registers are here: cores always run, so that they come to the end of what waits for them.")
public final class ControlRouter extends Component {
    enum State { IDLE, WRITE, WRITTEN, READ, ANSWER }

    private final int cores;
    private final int roomBits;

    /// A core's control port. Address and data of a write are given together; answers are always taken.
    public record Master(Out awvalid, In awready, Out wvalid, In wready, In bresp, In bvalid, Out arvalid, In arready,
            In rdata, In rresp, In rvalid) {}

    /// The host's side.
    public final ControlPort.Axil axil = new ControlPort.Axil(in(ADDRESS_BITS), in(1), out(1),
            in(32), in(4), in(1), out(1), out(2), out(1), in(1),
            in(ADDRESS_BITS), in(1), out(1), out(32), out(2), out(1), in(1));
    /// The control ports of the cores.
    public final List<Master> core;
    @Doc("to every core")
    public final Out coreAddress = out(ADDRESS_BITS);
    public final Out coreData = out(32);
    public final Out coreStrobes = out(4);
    @Doc("nothing waits outside of the cores")
    public final In idle = in(1);
    public final Out run = out(1);
    @Doc("a key of the dispatcher, or an entry of its table, is written: coreData")
    public final Out writesKey = out(1);
    public final Out writesEntry = out(1);
    @Doc("so is the room of a map")
    public final Out writesRoom = out(1);
    public final Out element = out(Shape.log2(Dispatch.ENTRIES));
    @Doc("what they hold: a core, above it whether the entry is free; keys")
    public final In entryRead;
    public final In roomRead;
    @Doc("by flow, packets of different cores may overtake each other")
    public final Out perFlow = out(1);
    public final Out sequential = out(1);
    public final Out emitAll = out(1);

    final Choice<State> state = reg(State.class, State.IDLE);
    final Reg address = reg(ADDRESS_BITS).noReset();
    final Reg data = reg(32).noReset();
    final Reg strobes = reg(4).noReset();
    @Doc("cores that have not taken the write yet")
    final Reg untaken;
    @Doc("cores that have not answered it yet")
    final Reg unanswered;
    @Doc("the core that is read")
    final Reg turn;
    @Doc("it has not taken the address yet")
    final Reg asks = reg(1).noReset();
    final Reg answer = reg(32).noReset();
    final Reg refused = reg(1).noReset();
    @Doc("the read is of all cores")
    final Reg isJoint = reg(1).noReset();
    final Reg selected;
    final Reg all = reg(1).reset(1);
    final Reg runNow = reg(1);
    final Reg perFlowNow = reg(1);
    final Reg sequentialNow = reg(1);
    final Reg emitAllNow = reg(1);

    /// For so many cores, and so many bits of the room of a map.
    public ControlRouter(int cores, int roomBits) {
        this.cores = cores;
        this.roomBits = roomBits;
        super("control_router");
        core = IntStream.range(0, cores).mapToObj(_ -> new Master(out(1), in(1), out(1), in(1), in(2), in(1),
                out(1), in(1), in(32), in(2), in(1))).toList();
        entryRead = in(bitsFor(cores - 1L) + 1);
        roomRead = in(roomBits);
        untaken = reg(cores);
        unanswered = reg(cores);
        turn = reg(bitsFor(cores - 1L)).noReset();
        selected = reg(bitsFor(cores - 1L));
    }

    @Override protected void logic() {
        section("one access at a time; address and data of a write are taken together");
        var free = let("free", state.is(State.IDLE));
        var both = let("both", free.and(axil.awvalid()).and(axil.wvalid()));
        axil.awready().assign(both);
        axil.wready().assign(both);
        axil.arready().assign(free.and(both.not()));
        coreAddress.assign(address);
        coreData.assign(let("at_control", at(address, CONTROL)).zext(32).or(data));
        coreStrobes.assign(strobes);
        var accepted = targets();
        var write = write();
        var read = read();
        cases(state,
                on(State.IDLE, () -> when(axil.awvalid().and(axil.wvalid()), () -> acceptWrite(accepted))
                        .elseWhen(axil.arvalid(), this::acceptRead)),
                on(State.WRITE, write),
                on(State.WRITTEN, () -> when(axil.bready(), () -> state.next(State.IDLE))),
                on(State.READ, read),
                on(State.ANSWER, () -> when(axil.rready(), () -> state.next(State.IDLE))));
        axil.bvalid().assign(state.is(State.WRITTEN));
        axil.rvalid().assign(state.is(State.ANSWER));
        axil.bresp().assign(refused.then(constant(2, 2), 0));
        axil.rresp().assign(refused.then(constant(2, 2), 0));
        axil.rdata().assign(answer);
        run.assign(runNow);
        perFlow.assign(perFlowNow);
        sequential.assign(sequentialNow);
        emitAll.assign(emitAllNow);
    }

    /// The cores that a write goes to; whether it is for the router itself.
    private record Targets(Bits cores, Bits here) {}

    private Targets targets() {
        section("where a write goes");
        var here = let("writes_here",
                Stream.of(CORES, CORE_SELECT, DISPATCH_ORDER, DISPATCH_KEYS, MAP_ROOM, DISPATCH_TABLE)
                        .map(it -> at(axil.awaddr(), it)).reduce(Bits::or).orElseThrow());
        var everywhere = let("everywhere",
                all.and(at(axil.awaddr(), EVENT_POP).not()).or(at(axil.awaddr(), CONTROL)));
        return new Targets(let("targets", here.not().repeat(cores).and(
                Bits.pack(IntStream.range(0, cores).mapToObj(i -> everywhere.or(selected.is(i))).toList()))), here);
    }

    private void acceptWrite(Targets targets) {
        address.next(axil.awaddr());
        data.next(axil.wdata());
        strobes.next(axil.wstrb());
        untaken.next(targets.cores);
        unanswered.next(targets.cores);
        refused.next(targets.here);
        state.next(State.WRITE);
    }

    private void acceptRead() {
        var sums = let("sums", Stream.of(COUNT_PACKETS, COUNT_ACTIONS, COUNT_CAUSES, EVENT_LOST, COUNT_OCCUPANCY,
                COUNT_STALLS, OCCUPANCY)
                .map(it -> at(axil.araddr(), it)).reduce(Bits::or).orElseThrow());
        var joint = let("joint", all.and(sums.or(at(axil.araddr(), STATUS))));
        address.next(axil.araddr());
        isJoint.next(joint);
        turn.next(joint.not().repeat(turn.width()).and(selected));
        asks.next(1);
        refused.next(0);
        answer.next(at(axil.araddr(), STATUS).and(joint.not().or(idle)).zext(32));
        state.next(State.READ);
    }

    /// What the state WRITE does.
    private Runnable write() {
        section("writes");
        for (int i = 0; i < cores; i++) {
            core.get(i).awvalid.assign(untaken.bit(i));
            core.get(i).wvalid.assign(untaken.bit(i));
        }
        var taken = let("taken", Bits.pack(core.stream().map(it -> it.awready.and(it.wready)).toList()));
        var answered = let("answered", Bits.pack(core.stream().map(Master::bvalid).toList()));
        var refusals = let("refusals",
                Bits.pack(core.stream().map(it -> it.bvalid.and(it.bresp.any())).toList()));
        var exists = let("exists", data.high(32 - 9).any().not().and(data.low(8).below(cores)));
        var selects = let("selects", at(address, CORE_SELECT).and(strobes.all()).and(exists));
        var whole = let("whole", state.is(State.WRITE).and(strobes.all()));
        var fits = let("fits", data.high(32 - 8 * Dispatch.UNIT).any().not());
        writesKey.assign(whole.and(at(address, DISPATCH_KEYS)).and(fits));
        var isCore = let("is_core", data.high(32 - 8).any().not().and(data.low(8).below(cores)));
        writesEntry.assign(whole.and(at(address, DISPATCH_TABLE)).and(isCore.or(data.is(Dispatch.FREE))));
        writesRoom.assign(whole.and(at(address, MAP_ROOM)).and(data.high(32 - roomBits).any().not()));
        var writesOrder =
                let("writes_order", whole.and(at(address, DISPATCH_ORDER)).and(data.high(31).any().not()));
        element.assign(address.bits(element.width() + 1, 2));
        return () -> {
            untaken.next(untaken.and(taken.not()));
            unanswered.next(unanswered.and(answered.not()));
            when(refusals.any(), () -> refused.next(1));
            when(selects, () -> {
                selected.next(data.low(selected.width()));
                all.next(data.bit(Shape.log2(ALL_CORES)));
                refused.next(0);
            });
            when(writesOrder, () -> {
                perFlowNow.next(data.bit(Shape.log2(PER_FLOW)));
                refused.next(0);
            });
            when(writesKey.or(writesEntry).or(writesRoom), () -> refused.next(0));
            when(at(address, CONTROL).and(strobes.all()), () -> {
                runNow.next(data.bit(Shape.log2(RUN)));
                sequentialNow.next(data.bit(Shape.log2(SEQUENTIAL)));
                emitAllNow.next(data.bit(Shape.log2(EMIT_ALL)));
            });
            when(unanswered.any().not(), () -> state.next(State.WRITTEN));
        };
    }

    /// What the state READ does.
    private Runnable read() {
        section("reads");
        var reading = let("reading", state.is(State.READ));
        var here = let("reads_here", Stream.of(CORES, CORE_SELECT, DISPATCH_ORDER, MAP_ROOM, DISPATCH_TABLE)
                .map(it -> at(address, it)).reduce(Bits::or).orElseThrow());
        for (int i = 0; i < cores; i++) {
            core.get(i).arvalid.assign(reading.and(asks).and(here.not()).and(turn.is(i)));
        }
        var ready = let("ready", select(turn, core.stream().map(Master::arready).toList()));
        var valid = let("valid", select(turn, core.stream().map(Master::rvalid).toList()));
        var value = let("value", select(turn, core.stream().map(Master::rdata).toList()));
        var response = let("response", select(turn, core.stream().map(Master::rresp).toList()));
        return () -> {
            when(ready, () -> asks.next(0));
            when(valid, () -> {
                var status = Bits.concat(Bits.of(30, 0), answer.bit(1).or(value.bit(1)),
                        answer.bit(0).and(value.bit(0)).and(isJoint.not().or(idle)));
                var control = Bits.concat(value.high(31), runNow);
                answer.next(at(address, STATUS).then(status,
                        at(address, CONTROL).then(control, answer.plus(value))));
                when(response.any(), () -> refused.next(1));
                when(isJoint.and(turn.isNot(cores - 1L)), () -> {
                    turn.next(turn.plus(1));
                    asks.next(1);
                }).otherwise(() -> state.next(State.ANSWER));
            });
            when(here, () -> {
                var choice = Bits.concat(all, selected.zext(Shape.log2(ALL_CORES))).zext(32);
                var entry = entryRead.bit(entryRead.width() - 1).then(Bits.of(32, Dispatch.FREE),
                        entryRead.low(entryRead.width() - 1).zext(32));
                answer.next(at(address, CORES).then(Bits.of(32, cores), at(address, MAP_ROOM)
                        .then(roomRead.zext(32), at(address, DISPATCH_TABLE).then(entry,
                                at(address, DISPATCH_ORDER).then(perFlowNow.zext(32), choice)))));
                state.next(State.ANSWER);
            });
        };
    }

    /// Whether an address is one of the register's.
    private static Bits at(Bits address, ControlRegister register) {
        int bits = 2 + Shape.log2(register.count());
        return address.high(ADDRESS_BITS - bits).is(register.offset() >> bits).and(address.low(2).any().not());
    }
}
