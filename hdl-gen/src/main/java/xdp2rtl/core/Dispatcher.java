package xdp2rtl.core;

import java.util.List;
import java.util.stream.IntStream;
import xdp2rtl.core.packet.Ingress;
import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Mem;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.isa.Dispatch;

@Doc("Deals whole packets out to the cores: by their flow, or in strict rotation; in the sequential mode all of them go "
        + "to core 0. Beats wait here until it is known where their packet goes.")
final class Dispatcher extends Component {
    /// Beats that wait for where they go.
    private static final int WAITING = 16;
    private static final int ENTRY = Shape.log2(Dispatch.ENTRIES);

    private final Shape shape;

    final Ingress.Stream axis =
            new Ingress.Stream(in(shape.beatBits()), in(shape.beat()), in(1), out(1), in(1), in(64));
    final In run = in(1);
    final In sequential = in(1);
    @Doc("the host writes a key, or an entry of the table")
    final In writesKey = in(1);
    final In writesEntry = in(1);
    final In element = in(ENTRY);
    final In value = in(8 * Dispatch.UNIT);
    @Doc("the entry, for the host")
    final Out entryRead = out(shape.coreBits() + 1);
    final Out byFlow = out(1);
    @Doc("packets of all cores are kept in order; there is room for another")
    final In ordered = in(1);
    final In hasRoom = in(1);
    @Doc("another of them goes to its core, and to which")
    final Out begins = out(1);
    final Out beginsAt = out(shape.coreBits());
    @Doc("no beat waits, here or in a queue")
    final Out idle = out(1);
    @Doc("the beat that goes to a queue, and to which")
    final Out beat = out(BeatQueue.width(shape));
    final List<Out> goesTo = outs(shape.config().cores(), 1);
    @Doc("a core takes a beat out of its queue")
    final List<In> taken = ins(shape.config().cores(), 1);

    final FlowHash flowHash = use(new FlowHash(shape));
    @Doc("core by hash; above it, whether the hash is free")
    final Mem coreOf = mem(shape.coreBits() + 1, Dispatch.ENTRIES);
    @Doc("who is next: with packets in turn, or with a hash that is free")
    final Reg turn = reg(shape.coreBits());
    @Doc("a packet has come in in part")
    final Reg begun = reg(1);
    @Doc("a packet has gone to its core in part")
    final Reg going = reg(1);
    final Mem waiting = mem(BeatQueue.width(shape), WAITING);
    final Reg waitingHead = reg(Shape.log2(WAITING) + 1);
    final Reg waitingTail = reg(Shape.log2(WAITING) + 1);
    @Doc("cores of packets of which all or a part waits")
    final Mem found = mem(shape.coreBits(), WAITING);
    final Reg foundHead = reg(Shape.log2(WAITING) + 1);
    final Reg foundTail = reg(Shape.log2(WAITING) + 1);
    @Doc("beats on the way to a core, a cycle ago: in its queue, or about to be")
    final List<Reg> queued = regs(shape.config().cores(), Shape.log2(Dispatch.QUEUE_BEATS) + 1);
    final Reg sent = reg(BeatQueue.width(shape)).noReset();
    final List<Reg> sentTo = regs(shape.config().cores(), 1);
    final List<Reg> hasTaken = regs(shape.config().cores(), 1);

    Dispatcher(Shape shape) {
        this.shape = shape;
        super("dispatcher");
    }

    @Override protected void logic() {
        comesIn();
        findsCore();
        goesOn();
    }

    private void comesIn() {
        section("beats in");
        int bits = Shape.log2(WAITING);
        var room = let("room", waitingTail.minus(waitingHead).below(WAITING));
        axis.tready().assign(room.and(run.or(begun)));
        var comes = let("comes", axis.tvalid().and(axis.tready()));
        when(comes, () -> {
            begun.next(axis.tlast().not());
            waiting.write(waitingTail.low(bits), BeatQueue.beat(axis));
            waitingTail.next(waitingTail.plus(1));
        });
        flowHash.taken.assign(comes);
        flowHash.last.assign(axis.tlast());
        flowHash.data.assign(axis.tdata());
        flowHash.write.assign(writesKey);
        flowHash.element.assign(element.low(flowHash.element.width()));
        flowHash.key.assign(value);
    }

    private void findsCore() {
        section("where a packet goes");
        int core = shape.coreBits();
        byFlow.assign(flowHash.byFlow);
        var entry = let("entry", coreOf.at(flowHash.hash));
        entryRead.assign(coreOf.at(element));
        var inTurn = let("in_turn", flowHash.byFlow.not().or(entry.bit(core)));
        var takes = let("takes", flowHash.valid.and(inTurn));
        when(writesEntry.or(takes.and(flowHash.byFlow)),
                () -> coreOf.write(writesEntry.then(element, flowHash.hash), writesEntry.then(
                        Bits.concat(value.bit(Shape.log2(Dispatch.FREE)), value.low(core)),
                        Bits.concat(Bits.of(1, 0), turn))));
        when(takes, () -> turn.next(shape.coreAfter(turn)));
        when(writesKey, () -> turn.next(0));
        when(flowHash.valid, () -> {
            found.write(foundTail.low(Shape.log2(WAITING)),
                    sequential.then(Bits.of(core, 0), inTurn.then(turn, entry.low(core))));
            foundTail.next(foundTail.plus(1));
        });
    }

    private void goesOn() {
        section("to the queues");
        int bits = Shape.log2(WAITING);
        int cores = shape.config().cores();
        var first = let("first", waiting.at(waitingHead.low(bits)));
        var to = let("to", found.at(foundHead.low(bits)));
        var full = let("full", select(to, queued.stream().map(count -> count.bit(count.width() - 1)).toList()));
        var goes = let("goes", waitingHead.isNot(waitingTail).and(foundHead.isNot(foundTail))
                .and(full.not()).and(going.or(hasRoom).or(ordered.not())));
        begins.assign(goes.and(going.not()).and(ordered));
        beginsAt.assign(to);
        when(goes, () -> {
            going.next(BeatQueue.last(shape, first).not());
            waitingHead.next(waitingHead.plus(1));
            when(BeatQueue.last(shape, first), () -> foundHead.next(foundHead.plus(1)));
        });
        sent.next(first);
        for (int i = 0; i < cores; i++) {
            var count = queued.get(i);
            var comes = sentTo.get(i);
            var leaves = hasTaken.get(i);
            comes.next(goes.and(to.is(i)));
            leaves.next(taken.get(i));
            when(comes.and(leaves.not()), () -> count.next(count.plus(1)))
                    .elseWhen(comes.not().and(leaves), () -> count.next(count.minus(1)));
            goesTo.get(i).assign(comes);
        }
        beat.assign(sent);
        var any = Bits.concat(IntStream.range(0, cores).mapToObj(i -> queued.get(i).any().or(sentTo.get(i))).toList())
                .any();
        idle.assign(begun.or(waitingHead.isNot(waitingTail)).or(any).not());
    }
}
