package xdp2rtl.hdl;

import static xdp2rtl.hdl.HdlErrors.expect;
import static xdp2rtl.hdl.HdlErrors.fails;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import xdp2rtl.hdl.HdlErrors.Colour;
import xdp2rtl.hdl.HdlErrors.Painted;

/// The exact text of every error about a value.
class ExpressionErrorTest {
    @Test void rejectsOperandsOfDifferentWidths() {
        fails(s -> s.a.plus(s.b), "plus: 8 bits on the left (a), 9 on the right (b); extend or slice one of "
                + "them");
        fails(s -> s.a.belowSigned(s.b.not()),
                "belowSigned: 8 bits on the left (a), 9 on the right (~b); extend or slice one of them");
        fails(s -> s.c.then(s.a, s.b), "then: 8 bits on the left (a), 9 on the right (b); extend or slice "
                + "one of them");
        fails(s -> s.y.assign(s.b), "assign: 8 bits on the left (y), 9 on the right (b); extend or slice "
                + "one of them");
        fails(s -> s.r.next(s.c), "next: 8 bits on the left (r), 1 on the right (c); extend or slice one of "
                + "them");
    }

    @Test void rejectsConstantsThatDoNotFit() {
        fails(s -> s.a.is(256), "constant 256 needs 9 bits, there are 8; widen the other side or check the "
                + "constant");
        fails(s -> s.a.is(-1), "constant -1 is negative; give its 8 bits, for example with Bits.of(8, "
                + "0).minus(...)");
        fails(s -> Bits.of(0, 0), "a width of 0 bits; at least 1 is needed");
    }

    @Test void rejectsConditionsThatAreNotOneBit() {
        fails(s -> s.a.then(s.a, s.a),
                "then: the condition a has 8 bits; a condition has 1: use any(), isNot(0) or a comparison");
        fails(s -> s.when(s.a, () -> {}),
                "when: the condition a has 8 bits; a condition has 1: use any(), isNot(0) or a comparison");
        fails(s -> new Guarded(s.b, s.a),
                "Guarded: the condition b has 9 bits; a condition has 1: use any(), isNot(0) or a "
                        + "comparison");
    }

    @Test void rejectsPartsThatAreNotThere() {
        fails(s -> s.a.bits(8, 1), "bits: 8 down to 1 of the 8 bits of a; the highest is 7");
        fails(s -> s.a.low(9), "bits: 8 down to 0 of the 8 bits of a; the highest is 7");
        fails(s -> s.b.chunks(4), "chunks: 9 bits do not divide into chunks of 4; choose a divisor");
        fails(s -> s.b.zext(8), "zext: b has 9 bits, more than 8; use low(8) to drop bits");
        fails(s -> s.b.sext(8), "sext: b has 9 bits, more than 8; use low(8) to drop bits");
        fails(s -> s.a.shl(8), "shl: by 8 of the 8 bits of a; the distance must be below the width");
        fails(s -> s.a.repeat(0), "repeat: 0 times; at least 1 is needed");
        fails(s -> Bits.concat(), "concat: no parts; give at least one");
        fails(s -> Bits.oneHot(List.of()), "oneHot: no choices; give at least one");
    }

    @Test void rejectsPartsOfUnnamedValues() {
        fails(s -> s.a.plus(s.a).low(4),
                "bits: Verilog cannot take a part of the unnamed value a + a; name it with let");
        fails(s -> s.a.plus(1).bit(s.a.low(3)),
                "bits: Verilog cannot take an indexed part of the unnamed value a + 8'd1; name it with let");
    }

    @Test void rejectsIndicesOfTheWrongWidth() {
        fails(s -> s.a.bits(s.a.low(4), 2), "bits: the offset a[3:0] has 4 bits, numbering the 8 bits of a "
                + "takes 3; extend or slice it");
        fails(s -> s.a.bits(s.a.low(3), 9), "bits: 9 bits of 8; check the count");
        fails(s -> s.a.chunk(s.c, 2), "chunk: the index c has 1 bits, numbering 4 chunks takes 2; extend or "
                + "slice it");
        fails(s -> s.b.chunk(s.c, 3), "chunk: chunks of 3 bits in 9; the size is a power of two that "
                + "divides the width, use select for others");
        fails(s -> s.select(s.a, List.of(s.a, s.a, s.a)),
                "select: the index a has 8 bits, numbering 3 values takes 2; extend or slice it");
        fails(s -> s.select(s.a, List.of()), "select: no values; give at least one");
        fails(s -> s.m.at(s.a), "m: the address a has 8 bits, 16 words take 4; extend or slice it");
    }

    @Test void rejectsArmsOfDifferentWidths() {
        fails(s -> s.select(s.colour, c -> c == Colour.BLUE ? s.b : s.a),
                "select: 8 bits for COLOUR_RED, 9 for COLOUR_BLUE (b); extend or slice one of them");
        fails(s -> s.select(s.a, new TreeMap<>(Map.of(3L, s.a)), s.b),
                "select: 8 bits for 8'd3, 9 for the rest (b); extend or slice one of them");
    }

    @Test void rejectsASelectInsideAnExpression() {
        fails(s -> s.y.assign(s.select(s.c, List.of(s.a, s.w)).plus(1)),
                "select: select(c, ...) stands inside an expression, where Verilog has no case; name it "
                        + "with let");
    }

    @Test void rejectsAnEachThatIsNoWholeValue() {
        fails(s -> s.y.assign(s.each(2, i -> i.of(s.a)).plus(1)),
                "each: each(2, a[4*i +: 4]) stands inside an expression, where Verilog has no for; name it with let");
        fails(s -> s.y.assign(s.each(2, i -> s.select(s.c, List.of(i.of(s.a), i.of(s.w))))),
                "select: select(c, ...) stands inside an expression, where Verilog has no case; name it with let");
        fails(s -> {
            var element = new Bits[1];
            s.y.assign(s.each(8, i -> element[0] = i.of(s.a)));
            s.w.assign(element[0].repeat(8));
        }, "each: a[i] is an element outside of its each; use it there");
        fails(s -> s.y.assign(s.each(1, i -> i.of(s.a))), "each: 1 elements; at least 2 are needed");
    }

    @Test void rejectsElementsOfWhatDoesNotDivideOrHasNoName() {
        fails(s -> s.y.assign(s.each(2, i -> i.of(s.b))),
                "each: the 9 bits of b do not divide into 2 elements; extend or slice it");
        fails(s -> s.y.assign(s.each(2, i -> i.of(s.a.plus(1)))),
                "bits: Verilog cannot take an element of the unnamed value a + 8'd1; name it with let");
    }

    @Test void rejectsLabelsThatAreNoConstants() {
        var values = new LinkedHashMap<Bits, Bits>();
        fails(s -> {
            values.put(s.r, s.w);
            s.y.assign(s.select(s.a, values, s.w));
        }, "select: the label r is no constant");
    }

    @Test void rejectsAnUnnamedValueUsedTwice() {
        fails(s -> {
            var sum = s.a.plus(1);
            s.y.assign(sum);
            s.w.assign(sum);
        }, "the unnamed value a + 8'd1 is used more than once in sample (first at LINE); name it with let");
    }

    @Test void rejectsBadEncodingsAndChoices() {
        fails(s -> new EnumEncoding<>(Colour.class, 2, c -> c == Colour.BLUE ? 1 : c.ordinal()),
                "encoding of Colour: GREEN and BLUE are both 1; give each its own code");
        fails(s -> s.choice(Colour.class, s.a), "choice: a has 8 bits, Colour has 2; extend or slice it");
        fails(s -> s.colour.next(Colour.RED), "next: colour is no register; use assign");
        fails(s -> s.choice(Colour.class, s.a.low(2)).assign(Colour.RED),
                "assign: this choice is a view of other bits; assign those");
        fails(s -> s.colour.isOneOf(), "isOneOf: no constants; give at least one");
    }

    @Test void rejectsNamesOfConstants() {
        fails(s -> s.y.assign(Bits.named("ANSWER", s.a)), "named: a is no constant; name it with let");
        fails(s -> s.y.assign(Bits.named("answer", Bits.of(8, 42))), "named: answer; the name of a constant is upper "
                + "case, digits and single underscores, and starts with a letter");
        expect(() -> Design.of(new Painted(s -> {
            s.paint.next(s.choice(Colour.class, Bits.named("SAME", Bits.of(2, 1))));
            s.let("other", Bits.named("SAME", Bits.of(2, 2)));
        })), "name SAME is taken in painted by the constant 2'd2; take another");
    }
}
