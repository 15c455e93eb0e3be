package xdp2rtl.core;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.isa.Dispatch;

@Doc("A number for the flow of a packet, from the units of its first 64 bytes: each is multiplied by what it becomes "
        + "with its key, and the middles of the products are added. So units of one key can change places.")
final class FlowHash extends Component {
    private static final int UNIT = 8 * Dispatch.UNIT;
    /// Bits of a product that are not added.
    private static final int LOW = 8;
    /// Terms that are added in one cycle, and in the last one.
    private static final int TERMS = 4;
    private static final int BEATS = 2;

    private final Shape shape;

    @Doc("a beat comes in")
    final In taken = in(1);
    final In last = in(1);
    final In data = in(shape.beatBits());
    @Doc("a key is written")
    final In write = in(1);
    final In element = in(Shape.log2(Dispatch.UNITS));
    final In key = in(UNIT);
    @Doc("a unit takes part")
    final Out byFlow = out(1);
    @Doc("the hash of the next packet, six cycles after the beat that it is known with")
    final Out valid = out(1);
    final Out hash = out(Shape.log2(Dispatch.ENTRIES));

    final List<Reg> keys = regs(Dispatch.UNITS, UNIT);
    final List<Reg> takesPart = regs(Dispatch.UNITS, 1);
    @Doc("beats of the packet that are in, as far as they count")
    final Reg beat = reg(2);
    final List<Reg> unit = regs(units(), UNIT);
    final List<Reg> mixed = regs(units(), UNIT);
    final List<Reg> product = regs(units(), UNIT + LOW);
    final List<Reg> term = regs(units(), UNIT);
    final Reg sum = reg(UNIT).noReset();

    FlowHash(Shape shape) {
        this.shape = shape;
        super("flow_hash");
    }

    /// Units of a beat.
    private int units() {
        return shape.beat() / Dispatch.UNIT;
    }

    /// Beats that units are in.
    private int beats() {
        return Dispatch.UNITS / units();
    }

    @Override protected void logic() {
        section("the keys");
        for (int i = 0; i < keys.size(); i++) {
            int number = i;
            when(write.and(element.is(i)), () -> {
                keys.get(number).next(key);
                takesPart.get(number).next(key.any());
            });
        }
        byFlow.assign(Bits.concat(takesPart).any());

        section("which beat it is");
        var first = let("first", beat.is(0));
        var counts = let("counts", beats() == 1 ? first : beat.below(beats()));
        var completes = let("completes", beats() == 1 ? first : first.and(last).or(beat.is(1)));
        when(taken, () -> beat.next(last.then(Bits.of(2, 0), counts.then(beat.plus(1), beat))));

        section("units, and the middles of their products");
        for (int i = 0; i < units(); i++) {
            var own = let("unit_" + i + "_in", data.bits(UNIT * i + UNIT - 1, UNIT * i));
            var with = beats() == 1 ? keys.get(i) : first.then(keys.get(i), keys.get(i + units()));
            var part = beats() == 1 ? takesPart.get(i) : first.then(takesPart.get(i), takesPart.get(i + units()));
            unit.get(i).next(own);
            mixed.get(i).next(part.repeat(UNIT).and(own.xor(with)));
            product.get(i).next(unit.get(i).zext(UNIT + LOW).times(mixed.get(i).zext(UNIT + LOW)));
            term.get(i).next(product.get(i).high(UNIT));
            unused(product.get(i).low(LOW));
        }

        section("their sum");
        List<Bits> terms = List.copyOf(term);
        int round = 0;
        while (terms.size() > BEATS) terms = added(terms, "sum_" + round++);
        var whole = let("whole", terms.stream().reduce(Bits::plus).orElseThrow());
        // Behind the beat: unit, product, term, a register for each round, and the sum.
        int steps = 3 + round;
        var comes = delayReset(steps, taken.and(counts), "comes");
        when(comes, () -> sum.next(
                beats() == 1 ? whole : delay(steps, first, "begins").then(whole, sum.plus(whole))));
        valid.assign(delayReset(steps + 1, taken.and(completes), "completes"));
        int bits = hash.width();
        hash.assign(sum.high(bits).xor(sum.low(bits)));
        unused(sum.bits(UNIT - bits - 1, bits));
    }

    /// The sums of some terms each, in registers.
    private List<Bits> added(List<Bits> terms, String name) {
        var sums = new ArrayList<Bits>();
        IntStream.range(0, terms.size() / TERMS).forEach(i -> {
            var sum = reg(name + "_" + i, UNIT).noReset();
            sum.next(terms.subList(TERMS * i, TERMS * i + TERMS).stream().reduce(Bits::plus).orElseThrow());
            sums.add(sum);
        });
        return sums;
    }
}
