package xdp2rtl.core.packet;

import java.util.Optional;
import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.isa.CoreConfig;

@Doc("Takes packets into the frames of the contexts, in turn, in cycles in which no store writes.")
public final class Ingress extends Component {
    private final Shape shape;

    /// The stream of packets in.
    public record Stream(In tdata, In tkeep, In tvalid, Out tready, In tlast,
            @Doc("rx queue in 63..32, ifindex in 31..0; of the last beat") In tuser) {}

    /// A packet that is in, at the end of this cycle; good: it can run.
    public record Arrival(Out valid, Out good, Out context, Out length, Out ifindex, Out rxQueue) {}

    /// A row of the packet memory.
    public record Fill(Out valid, Out context, Out row, Out data) {}

    /// What comes in.
    public final Stream axis = new Stream(in(shape.beatBits()), in(shape.beat()), in(1), out(1), in(1), in(64));
    /// Modes of CONTROL.
    public final In run = in(1);
    public final In sequential = in(1);
    @Doc("the bundle in EFFECT has no packet store")
    public final In writeFree = in(1);
    @Doc("frames that have been emptied")
    public final In frees = in(shape.places());
    @Doc("bytes before the packet have become part of it")
    public final In dirtied = in(1);
    public final In dirtiedContext = in(shape.context());
    public final Fill fill = new Fill(out(1), out(shape.context()), out(shape.row()), out(shape.beatBits()));
    public final Arrival arrival = new Arrival(out(1), out(1), out(shape.context()), out(16), out(32), out(32));
    @Doc("the program takes packets in fragments")
    public final Optional<In> fragments = shape.hasFragments() ? Optional.of(in(1)) : Optional.empty();
    @Doc("no frame holds a packet or a part of one")
    public final Out idle = out(1);

    @Doc("whose frame is next")
    final Reg turn = reg(shape.context());
    final Reg occupied = reg(shape.places());
    final Reg dirty = reg(shape.places());
    final Reg beats = reg(16 - Shape.log2(shape.beat()));
    final Reg clearRow = reg(Shape.log2(shape.firstRow()));
    final KeepCount keepCount = use(new KeepCount(shape.beat()));

    /// For a core of this shape.
    public Ingress(Shape shape) {
        this.shape = shape;
        super("ingress");
    }

    @Override protected void logic() {
        int row = shape.row();
        var space = Bits.named("ROWS", Bits.of(beats.width(), shape.rows() - shape.firstRow()));
        var linear = Bits.named("MOST_ROWS", Bits.of(beats.width(), CoreConfig.MAX_LINEAR / shape.beat()));
        var most = fragments.<Bits>map(it -> let("most_rows", it.then(Bits.named("MOST_ROWS_OF_FRAGMENTS",
                Bits.of(beats.width(), shape.config().longestPacket(true) / shape.beat())), linear))).orElse(linear);
        section("the next frame");
        var empty = let("empty", occupied.bit(turn).not());
        var isDirty = let("is_dirty", dirty.bit(turn));
        var clears = let("clears", empty.and(isDirty).and(writeFree));
        var begun = let("begun", beats.any());
        axis.tready.assign(run.or(begun).and(empty).and(isDirty.not()).and(writeFree));
        var takes = let("takes", axis.tready.and(axis.tvalid));
        var last = let("last", takes.and(axis.tlast));

        section("a row");
        fill.valid.assign(clears.or(takes.and(beats.below(space))));
        fill.context.assign(turn);
        fill.row.assign(clears.then(clearRow.zext(row), beats.low(row).plus(shape.firstRow())));
        fill.data.assign(clears.not().repeat(shape.beatBits()).and(axis.tdata));
        when(clears, () -> clearRow.next(clearRow.plus(1)));
        var cleared = let("cleared", clears.and(clearRow.all()));

        section("a packet; the beats are counted up to the largest number");
        when(last, () -> beats.next(0))
                .elseWhen(takes.and(beats.all().not()), () -> beats.next(beats.plus(1)));
        keepCount.keep.assign(axis.tkeep);
        int whole = Shape.log2(shape.beat());
        arrival.length.assign(
                Bits.concat(beats.plus(keepCount.count.bit(whole).zext(beats.width())), keepCount.count.low(whole)));
        var tooShort = beats.is(0).and(axis.tkeep.bit(CoreConfig.MIN_PACKET - 1).not());
        var tooLong = beats.above(most).or(beats.is(most).and(axis.tkeep.bit(0)));
        arrival.valid.assign(last);
        arrival.good.assign(last.and(tooShort.or(tooLong).not()));
        arrival.context.assign(turn);
        arrival.ifindex.assign(axis.tuser.low(32));
        arrival.rxQueue.assign(axis.tuser.high(32));

        section("frames");
        when(last.and(sequential.not()), () -> turn.next(shape.after(turn)));
        occupied.next(occupied.and(frees.not()).or(shape.mask(turn, last)));
        dirty.next(dirty.and(let("cleared_frame", shape.mask(turn, cleared)).not())
                .or(shape.mask(dirtiedContext, dirtied)));
        idle.assign(occupied.any().or(begun).not());
    }
}
