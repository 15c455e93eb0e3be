package xdp2rtl.core.maps;

import java.util.ArrayList;
import java.util.List;
import xdp2rtl.core.part.CarrySelectAdder;
import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Nth;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;

/// Where the map memory answers late, the write is as much later, and more additions are on their way.
@Doc("Additions at the map memory. A word is read by the lane's port in EFFECT and written three cycles later by the "
        + "other port, which is free for it. An addition to a word on whose way back others are takes their bytes.")
public final class MapAdder extends Component {
    private static final int BYTES = 8;

    /// An addition in EFFECT: where the lane's window is, what is added at its place in the word, and to which bytes.
    public record Addition(In evenLine, In oddLine, In data, In even, In odd) {}

    /// What the lane's port has read.
    public record Words(In even, In odd) {}

    /// A write to one word of a line of both banks.
    public record Write(Out valid, Out line, Out sum, Out evenBytes, Out oddBytes) {}

    private final Shape shape;

    @Doc("an addition is made")
    public final In adds = in(1);
    public final Addition addition = new Addition(in(shape.line()), in(shape.line()), in(64), in(BYTES), in(BYTES));
    public final Words words = new Words(in(64), in(64));
    public final Write made = new Write(out(1), out(shape.line()), out(64), out(BYTES), out(BYTES));
    @Doc("no addition is on its way")
    public final Out idle = out(1);

    /// An addition on its way; all but `valid` count only with it.
    private record Stage(Bits valid, Bits line, Bits isOdd, Bits bytes) {
        Bits writes(Bits line, Bits isOdd) {
            return valid.and(this.line.is(line)).and(this.isOdd.is(isOdd));
        }
    }

    /// An addition that was written before the last cycle: bytes that are taken from it, and its sum.
    private record Older(Bits bytes, Bits sum) {}

    @Doc("the word arrives")
    final Reg readValid = reg(1);
    final Reg readLine = reg(shape.line()).noReset();
    final Reg readIsOdd = reg(1).noReset();
    final Reg readBytes = reg(BYTES).noReset();
    final Reg readData = reg(64).noReset();
    @Doc("bytes that come from the addition two and three before it, and from the next one before it")
    final Reg readOfWrite = reg(BYTES).noReset();
    final Reg readOfDone = reg(BYTES).noReset();
    final Reg readOfSum = reg(BYTES).noReset();
    @Doc("the sum is made")
    final Reg sumValid = reg(1);
    final Reg sumLine = reg(shape.line()).noReset();
    final Reg sumIsOdd = reg(1).noReset();
    final Reg sumBytes = reg(BYTES).noReset();
    final Reg sumData = reg(64).noReset();
    final Reg sumOld = reg(64).noReset();
    final Reg sumOfWrite = reg(BYTES).noReset();
    @Doc("the word is written")
    final Reg writeValid = reg(1);
    final Reg writeLine = reg(shape.line()).noReset();
    final Reg writeIsOdd = reg(1).noReset();
    final Reg writeBytes = reg(BYTES).noReset();
    final Reg writeSum = reg(64).noReset();
    @Doc("the word was written in the last cycle")
    final Reg doneSum = reg(64).noReset();

    final CarrySelectAdder adder = use(new CarrySelectAdder());

    /// For a core of this shape.
    public MapAdder(Shape shape) {
        this.shape = shape;
        super("map_adder");
    }

    @Override protected void logic() {
        section("EFFECT: what others on their way write of the word");
        var isOdd = let("is_odd", addition.odd.any());
        var line = let("line", isOdd.then(addition.oddLine, addition.evenLine));
        var bytes = let("bytes", addition.odd.or(addition.even));
        var added = let("added", each(BYTES, i -> i.of(bytes).repeat(BYTES).and(i.of(addition.data))));
        var way = new ArrayList<Stage>();
        var stage = new Stage(adds, line, isOdd, bytes);
        for (int i = 1; i <= shape.late(); i++) {
            stage = new Stage(delayReset(1, stage.valid, "asked_valid_" + i), delay(1, stage.line, "asked_line_" + i),
                    delay(1, stage.isOdd, "asked_is_odd_" + i), delay(1, stage.bytes, "asked_bytes_" + i));
            way.add(stage);
        }
        readValid.next(stage.valid);
        readLine.next(stage.line);
        readIsOdd.next(stage.isOdd);
        readBytes.next(stage.bytes);
        readData.next(delay(shape.late(), added, "added"));
        way.add(new Stage(readValid, readLine, readIsOdd, readBytes));
        way.add(new Stage(sumValid, sumLine, sumIsOdd, sumBytes));
        way.add(new Stage(writeValid, writeLine, writeIsOdd, writeBytes));
        readOfSum.next(taken("sum", way.get(0), line, isOdd));
        readOfWrite.next(taken("write", way.get(1), line, isOdd));
        readOfDone.next(taken("done", way.get(2), line, isOdd));
        var older = new ArrayList<Older>();
        var sum = (Bits) doneSum;
        for (int i = 3; i < way.size(); i++) {
            sum = delay(1, sum, "done_sum_" + (i - 1));
            older.add(new Older(delay(1, taken("done_" + (i - 1), way.get(i), line, isOdd), "read_of_done_" + (i - 1)),
                    sum));
        }

        section("the word arrives");
        var word = let("word", readIsOdd.then(words.odd, words.even));
        sumValid.next(readValid);
        sumLine.next(readLine);
        sumIsOdd.next(readIsOdd);
        sumBytes.next(readBytes);
        sumData.next(readData);
        sumOfWrite.next(readOfSum);
        sumOld.next(each(BYTES, i -> i.of(readOfWrite).then(i.of(writeSum),
                i.of(readOfDone).then(i.of(doneSum), unless(older, i, word)))));

        section("the sum");
        var old = let("old", each(BYTES, i -> i.of(sumOfWrite).then(i.of(writeSum), i.of(sumOld))));
        adder.a.assign(old);
        adder.b.assign(sumData);
        adder.carryIn.assign(0);
        unused(adder.carryOut);
        writeValid.next(sumValid);
        writeLine.next(sumLine);
        writeIsOdd.next(sumIsOdd);
        writeBytes.next(sumBytes);
        writeSum.next(adder.sum);

        section("the write");
        doneSum.next(writeSum);
        made.valid.assign(writeValid);
        made.line.assign(writeLine);
        made.sum.assign(writeSum);
        made.evenBytes.assign(writeIsOdd.not().repeat(BYTES).and(writeBytes));
        made.oddBytes.assign(writeIsOdd.repeat(BYTES).and(writeBytes));
        idle.assign(way.stream().map(Stage::valid).reduce(Bits::or).orElseThrow().not());
    }

    /// The bytes that an addition on its way writes of a word.
    private Bits taken(String name, Stage by, Bits line, Bits isOdd) {
        var bytes = let("same_as_" + name, by.writes(line, isOdd)).repeat(BYTES).and(by.bytes);
        return delay(shape.late(), bytes, "of_" + name);
    }

    /// A byte of the word, unless an addition before the last three writes it: the younger, the first in the list.
    private static Bits unless(List<Older> older, Nth i, Bits word) {
        return older.isEmpty() ? i.of(word)
                : i.of(older.getFirst().bytes).then(i.of(older.getFirst().sum),
                        unless(older.subList(1, older.size()), i, word));
    }
}
