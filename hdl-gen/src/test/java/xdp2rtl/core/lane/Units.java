package xdp2rtl.core.lane;

import java.util.List;
import java.util.stream.IntStream;
import xdp2rtl.core.part.Divider;
import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Choice;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.DivideOp;
import xdp2rtl.isa.Size;

@Doc("The computing units side by side: an operation goes in in every cycle, its results come out four cycles later. The divider takes its time.")
final class Units extends Component {
    enum Unit { ALU, CHOOSE, COMPARE, MULTIPLY, LOAD, LATE_LOAD, STORE, FOLD }

    final Choice<Unit> unit = in(Unit.class);
    @Doc("of the unit")
    final In code = in(5);
    final In wide = in(1);
    final In a = in(64);
    final In b = in(64);
    final In otherwise = in(32);
    final In start = in(4);
    final Choice<Size> size = in(Size.class);
    final In extendsSign = in(1);
    final In swapped = in(1);
    final Out result = out(64);
    @Doc("STORE: the odd word")
    final Out second = out(64);
    final In divide = in(1);
    final Out divided = out(1);
    final Out quotient = out(64);

    final Alu alu = use(new Alu());
    final Comparator comparator = use(new Comparator());
    final Multiplier multiplier = use(new Multiplier());
    final Folder folder = use(new Folder());
    final LoadAligner loadAligner = use(new LoadAligner(true));
    final LoadAligner lateLoadAligner = use(new LoadAligner(false));
    final StoreAligner storeAligner = use(new StoreAligner());
    final Divider divider = use(new Divider(new Shape(CoreConfig.SMALL)));

    Units() {
        super("units");
    }

    @Override protected void logic() {
        alu.computes.assign(unit.is(Unit.ALU));
        alu.choose.assign(unit.is(Unit.CHOOSE));
        alu.op.assign(choice(AluOp.class, code));
        alu.wide.assign(wide);
        alu.a.assign(a);
        alu.b.assign(b);
        alu.otherwise.assign(otherwise);
        comparator.condition.assign(choice(Cond.class, code.low(4)));
        comparator.wide.assign(wide);
        comparator.a.assign(a);
        comparator.b.assign(b);
        multiplier.multiply.assign(unit.is(Unit.MULTIPLY));
        multiplier.wide.assign(wide);
        multiplier.a.assign(a);
        multiplier.b.assign(b);
        folder.folds.assign(unit.is(Unit.FOLD));
        folder.inverts.assign(choice(AluOp.class, code).is(AluOp.NFOLD));
        folder.a.assign(a);
        folder.b.assign(b);
        load(loadAligner, Unit.LOAD, "load");
        load(lateLoadAligner, Unit.LATE_LOAD, "late");
        storeAligner.size.assign(size);
        storeAligner.swapped.assign(swapped);
        storeAligner.value.assign(a);
        storeAligner.start.assign(delay(1, start, "start"));
        unused(storeAligner.first, storeAligner.second);
        var even = delay(2, written(storeAligner.even), "even");
        var odd = delay(2, written(storeAligner.odd), "odd");
        var unit4 = choice(Unit.class, delay(4, unit.bits(), "unit"));
        var holds = delay(3, comparator.holds, "holds");
        var loaded = delay(2, loadAligner.value, "loaded");
        var lateLoaded = delay(2, lateLoadAligner.value, "late_loaded");
        result.assign(select(unit4, u -> switch (u) {
            case ALU, CHOOSE -> alu.result;
            case COMPARE -> holds.zext(64);
            case MULTIPLY -> multiplier.result;
            case FOLD -> folder.result.zext(64);
            case LOAD -> loaded;
            case LATE_LOAD -> lateLoaded;
            case STORE -> even;
        }));
        second.assign(odd);
        divider.valid.assign(divide);
        divider.thisContext.assign(1);
        divider.op.assign(choice(DivideOp.class, code.low(2)));
        divider.wide.assign(wide);
        divider.left.assign(a);
        divider.right.assign(b);
        divider.take.assign(1);
        divided.assign(divider.respond);
        quotient.assign(divider.answer);
        unused(divider.pop, divider.respondContext);
    }

    /// The words come a cycle after the start.
    private void load(LoadAligner aligner, Unit which, String name) {
        aligner.valid.assign(delay(1, unit.is(which), name + "_valid"));
        aligner.start.assign(start);
        aligner.even.assign(delay(1, a, name + "_even"));
        aligner.odd.assign(delay(1, b, name + "_odd"));
        aligner.size.assign(choice(Size.class, delay(1, size.bits(), name + "_size")));
        aligner.extendsSign.assign(delay(1, extendsSign, name + "_extends"));
        aligner.swapped.assign(delay(1, swapped, name + "_swapped"));
    }

    /// What a store leaves in a word of zeros.
    private Bits written(Bits enables) {
        return Bits.pack(List.copyOf(IntStream.range(0, 8)
                .mapToObj(i -> enables.bit(i).repeat(8).and(storeAligner.data.bits(8 * i + 7, 8 * i))).toList()));
    }
}
