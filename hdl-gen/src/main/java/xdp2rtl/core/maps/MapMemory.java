package xdp2rtl.core.maps;

import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.DualMem;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;

@Doc("The map memory, in an even and an odd bank of 64-bit words with two ports. One is the lanes', the "
        + "other the additions', the map unit's where they leave it free, and the host's where both do. Where both write "
        + "one byte, the lane's value stays.")
public final class MapMemory extends Component {
    /// A lane's access in EFFECT; its words come {@link Shape#latency} cycles later, as those of all reads.
    public record Access(In evenLine, In oddLine, In data, In evenBytes, In oddBytes, Out even, Out odd) {}

    /// A read of a line of both banks.
    public record Read(In valid, In line) {}

    /// A write to one word of a line.
    public record Word(In valid, In line, In sum, In evenBytes, In oddBytes) {}

    /// A write to a line of both banks; the host's access is a read as well.
    public record Line(In valid, In line, In data, In bytes) {}

    private final Shape shape;

    /// The port of the lane with map accesses.
    public final Access lane = new Access(in(shape.line()), in(shape.line()), in(64), in(8), in(8), out(64),
            out(64));
    @Doc("goes first")
    public final Word added = new Word(in(1), in(shape.line()), in(64), in(8), in(8));
    @Doc("no addition is on its way: the host may write")
    public final In additionsDone = in(1);
    @Doc("the map unit either reads or writes; nothing happens where an addition is written")
    public final Read unitRead = new Read(in(1), in(shape.line()));
    public final Line unitWrite = new Line(in(1), in(shape.line()), in(128), in(16));
    public final Line host = new Line(in(1), in(shape.line()), in(128), in(16));
    @Doc("the host's access is made in this cycle")
    public final Out granted = out(1);
    @Doc("it was not in the last cycle, because of others")
    public final Out waits = out(1);
    @Doc("the host has waited so long that no packet comes in until its access is made: additions take the port in every "
            + "cycle if many packets do little else")
    public final Out starves = out(1);
    @Doc("the line of the unit's or host's last access; the same a cycle later")
    public final Out line = out(128);
    public final Out lineBefore = out(128);

    @Doc("cycles that the host has waited, up to the largest number")
    final Reg waited = reg(6);
    final DualMem evens = bank();
    final DualMem odds = bank();

    /// For a core of this shape.
    public MapMemory(Shape shape) {
        this.shape = shape;
        super("map_memory");
    }

    private DualMem bank() {
        int words = shape.config().mapBytes() / 16;
        return switch (shape.config().mapMemory()) {
            case BLOCK -> dualMem(64, words);
            case ULTRA -> ultraMem(64, words);
        };
    }

    /// Memory that answers late takes a register in front of it, and on the way back those that are left.
    private Bits port(DualMem bank, String port, Bits at, Bits enable, Bits bytes, Bits data) {
        int before = Math.min(1, shape.late());
        var name = port + (bank == evens ? "_evens" : "_odds");
        var word = bank.port(port, delay(before, at, name + "_at"), delayReset(before, enable, name + "_enable"),
                delayReset(before, bytes, name + "_bytes"), delay(before, data, name + "_data"));
        return delay(shape.late() - before, word, name);
    }

    @Override protected void logic() {
        var isFree = let("is_free", unitRead.valid.or(unitWrite.valid).or(added.valid).not());
        granted.assign(host.valid.and(isFree).and(additionsDone.or(host.bytes.any().not())));
        waits.assign(delayReset(1, host.valid.and(isFree.not()), "waits"));
        when(host.valid.and(granted.not()), () -> when(waited.all().not(), () -> waited.next(waited.plus(1))))
                .otherwise(() -> waited.next(0));
        starves.assign(waited.all());
        var othersLine = let("others_line", unitWrite.valid.then(unitWrite.line, host.line));
        var writeLine = let("write_line", added.valid.then(added.line, othersLine));
        var at = let("at", added.valid.not().and(unitRead.valid).then(unitRead.line, writeLine));
        var othersData = let("others_data", unitWrite.valid.then(unitWrite.data, host.data));
        var data = let("data", added.valid.then(added.sum.repeat(2), othersData));
        var uses = let("uses", unitRead.valid.or(unitWrite.valid).or(host.valid).or(added.valid));
        var othersBytes =
                let("others_bytes", unitWrite.valid.then(unitWrite.bytes, granted.repeat(16).and(host.bytes)));
        var bytes = let("bytes", added.valid.then(Bits.concat(added.oddBytes, added.evenBytes), othersBytes));
        var sameEven = let("same_even", writes(lane.evenLine));
        var sameOdd = let("same_odd", writes(lane.oddLine));
        var evenBytes = let("even_bytes", bytes.low(8).and(sameEven.repeat(8).and(lane.evenBytes).not()));
        var oddBytes = let("odd_bytes", bytes.high(8).and(sameOdd.repeat(8).and(lane.oddBytes).not()));
        var always = Bits.of(1, 1);
        lane.even.assign(port(evens, "lane", lane.evenLine, always, lane.evenBytes, lane.data));
        lane.odd.assign(port(odds, "lane", lane.oddLine, always, lane.oddBytes, lane.data));
        line.assign(Bits.concat(port(odds, "unit", at, uses, oddBytes, data.high(64)),
                port(evens, "unit", at, uses, evenBytes, data.low(64))));
        lineBefore.assign(delay(1, line, "line"));
    }

    /// Whether the write is to the lane's line: who writes is known late, so that it chooses among three answers.
    private Bits writes(In line) {
        return added.valid.then(added.line.is(line), unitWrite.valid.then(unitWrite.line.is(line), host.line.is(line)));
    }
}
