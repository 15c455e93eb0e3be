package xdp2rtl.hdl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// The exact text of every error.
class HdlErrorTest {
    enum Colour { RED, GREEN, BLUE }

    /// A module with a bit of everything whose behaviour is the mistake to be made.
    static final class Sample extends Component {
        final In a = in(8);
        final In b = in(9);
        final In c = in(1);
        final Out y = out(8);
        final Reg r = reg(8);
        final Wire w = wire(8);
        final Choice<Colour> colour = in(Colour.class);
        final Mem m = mem(8, 16);
        final BlockMem block = blockMem(8, 16);
        final DualMem dual = dualMem(8, 16);
        final Counter counter = use(new Counter(3));
        private final Consumer<Sample> logic;

        Sample(Consumer<Sample> logic) {
            this.logic = logic;
            super("sample");
        }

        @Override protected void logic() {
            logic.accept(this);
        }
    }

    private static void fails(Consumer<Sample> logic, String message) {
        expect(() -> Design.of(new Sample(logic)), message);
    }

    private static void expect(Runnable design, String message) {
        var error = assertThrows(HdlError.class, design::run);
        var parts = error.getMessage().split(": ", 2);
        assertTrue(parts[0].matches("[A-Za-z]+\\.java:\\d+"), error.getMessage());
        assertEquals(message, parts[1].replaceAll("[A-Za-z]+\\.java:\\d+", "LINE"));
    }

    @Test void namesTheLineOfTheMistake() {
        var line = new Throwable().getStackTrace()[0].getLineNumber() + 1;
        var error = assertThrows(HdlError.class, () -> Design.of(new Sample(s -> s.a.plus(s.b))));
        assertTrue(error.getMessage().startsWith("HdlErrorTest.java:" + line + ": plus"), error.getMessage());
    }

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
        fails(s -> s.when(s.a, () -> { }),
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

    @Test void rejectsAssignmentsUnderWhen() {
        fails(s -> s.when(s.c, () -> s.y.assign(0)), "assign: y is assigned under a when; only registers "
                + "and memories are written under when, use then or select");
    }

    @Test void rejectsAWireAssignedTwice() {
        fails(s -> {
            s.y.assign(s.a);
            s.y.assign(0);
        }, "assign: y of sample is assigned at LINE already; assign it once, choose the value with then or "
                + "select");
    }

    @Test void rejectsWhatIsNotDriven() {
        fails(s -> s.w.assign(0), "y of sample is never assigned; assign it in logic()");
        fails(s -> {
            s.w.assign(0);
            s.y.assign(0);
        }, "input en of counter is never assigned in sample; assign it in logic() there");
        fails(s -> {
            s.w.assign(0);
            s.y.assign(0);
            s.counter.en.assign(1);
        }, "register r of sample is never written; use next, or a constant");
        fails(s -> {
            s.w.assign(0);
            s.y.assign(0);
            s.counter.en.assign(1);
            s.r.next(0);
        }, "memory m of sample is never written; write it in logic()");
    }

    @Test void rejectsWhatIsNotRead() {
        expect(() -> Design.of(new Component("blind") {
            final In a = in(4);
            final In b = in(4);
            final Out y = out(4);
            @Override protected void logic() {
                y.assign(a);
            }
        }), "b of blind is never read; read it, leave it out, or say unused(b)");
        expect(() -> Design.of(new Component("blinking") {
            final In a = in(4);
            final Out y = out(2);
            @Override protected void logic() {
                y.assign(Bits.concat(a.bit(0), a.bit(3)));
            }
        }), "bits 2 down to 1 of a of blinking are never read; read them, leave them out, or say "
                + "unused(a.bits(2, 1))");
        expect(() -> Design.of(new Component("deaf") {
            final Counter counter = use(new Counter(3));
            @Override protected void logic() {
                counter.en.assign(1);
            }
        }), "output wrap of counter in deaf is never read; read it, leave it out, or say unused(wrap)");
        expect(() -> Design.of(new Component("forgetful") {
            final In a = in(4);
            final Mem m = mem(4, 16);
            @Override protected void logic() {
                m.write(a, a);
            }
        }), "memory m of forgetful is never read; read it or leave it out");
    }

    @Test void rejectsWhatIsOutOfSight() {
        fails(s -> {
            s.w.assign(0);
            s.y.assign(s.counter.count.zext(8));
            s.counter.en.assign(1);
            s.r.next(0);
            s.m.write(s.a.low(4), s.a);
            s.block.write(s.a.low(4), s.a);
            s.dual.port("x", s.a.low(4), s.c, s.c, s.a);
        }, "count of counter_3 is out of sight in sample; read own signals and outputs of own children");
        fails(s -> s.counter.wrap.assign(0), "assign: only logic() of counter_3 may say this");
        fails(s -> s.a.assign(0), "assign: a is an input of sample, which is not part of another component; "
                + "nothing here can drive it");
    }

    @Test void rejectsRegistersWrittenTwice() {
        fails(s -> {
            s.when(s.c, () -> s.r.next(1));
            s.r.next(0);
        }, "next: overrides what was said of r before; put the default first and what overrides it under a "
                + "when");
        fails(s -> {
            var data = (Reg) s.block.read(s.a.low(4));
            data.next(0);
        }, "next: block_q is the data of a read port of block");
    }

    @Test void rejectsMistakesWithMemories() {
        fails(s -> {
            s.block.read("first", s.a.low(4), s.c);
            s.block.read("second", s.a.high(4), s.c);
        }, "block: block RAM has one read port beside its write port; put the memory into a component and hold one for each that reads");
        fails(s -> s.m.write(s.a.low(4), s.b), "m: the data b has 9 bits, a word has 8; extend or slice it");
        fails(s -> s.m.write(s.a.low(4), s.a, s.b.low(3)),
                "m: 3 enables do not divide a word of 8 bits into equal lanes; give one enable per lane");
        fails(s -> s.m.write(s.a.low(4).plus(1), s.a, s.b.low(2)),
                "m: the address a[3:0] + 4'd1 is used more than once by this port; name it with let");
        fails(s -> {
            s.m.write(s.a.low(4), s.a);
            s.m.write(s.a.low(4), s.w);
        }, "write: m has a write port at LINE already; choose address and data with then, or use a "
                + "dual-port memory");
        fails(s -> {
            for (var port : List.of("x", "y", "z")) s.dual.port(port, s.a.low(4), s.c, s.c, s.a);
        }, "dual: a third port; a true dual-port memory has two, share one of them");
        expect(() -> new Sample(_ -> { }).mem(4, 1), "a memory of 1 words; use a register for less than 2");
    }

    @Test void rejectsCombinationalLoops() {
        expect(() -> Design.of(new Component("circle") {
            final In a = in(1);
            final Out y = out(1);
            final Wire p = wire(1);
            final Wire q = wire(1);
            @Override protected void logic() {
                p.assign(a.and(q));
                q.assign(p.not());
                y.assign(q);
            }
        }), "combinational loop in circle: p -> q -> p; put a register into it");
        expect(() -> Design.of(new Component("detour") {
            final In a = in(64);
            final Out y = out(64);
            final ExampleAlu alu = use(new ExampleAlu());
            @Override protected void logic() {
                alu.op.assign(ExampleAlu.Op.ADD);
                alu.narrow.assign(0);
                alu.a.assign(a);
                alu.b.assign(alu.y.plus(1));
                y.assign(alu.y);
            }
        }), "combinational loop in detour: alu.b -> alu.y -> alu.b; put a register into it");
    }

    @Test void rejectsBadNames() {
        fails(s -> s.let("reg", s.a), "name reg: reserved in Verilog or by this library; take another");
        fails(s -> s.let("pushValid", s.a),
                "name pushValid: a name is lower case, digits and single underscores, and starts with a "
                        + "letter");
        fails(s -> {
            s.w.assign(0);
            s.let("y", s.a);
        }, "name y is taken in sample (by LINE); take another");
        expect(() -> Design.of(new Component("keyword") {
            final In output = in(1);
            @Override protected void logic() { }
        }), "name output: reserved in Verilog or by this library; take another");
    }

    @Test void rejectsWhatNoFieldHolds() {
        fails(s -> s.wire(3).assign(0),
                "unnamed wire of sample: no field holds it; make it a field, or give its name in logic()");
        expect(() -> Design.of(new Component("hidden") {
            { mem(4, 16); }
            @Override protected void logic() { }
        }), "unnamed memory of hidden: no field holds it; make it a field");
        expect(() -> Design.of(new Component("orphan") {
            { use(new Counter(3)); }
            @Override protected void logic() { }
        }), "use: no field of orphan holds the child counter_3; make it a field");
    }

    @Test void rejectsChildrenInTwoPlaces() {
        var counter = new Counter(3);
        fails(s -> { s.use(counter); s.use(counter); },
                "use: this counter_3 is part of sample already; make a new one");
    }

    @Test void rejectsDifferentModulesOfOneName() {
        final class Constant extends Component {
            final Out y = out(8);
            private final int value;
            Constant(int value) {
                this.value = value;
                super("constant");
            }
            @Override protected void logic() {
                y.assign(value);
            }
        }
        expect(() -> Design.of(new Component("pair") {
            final Out y = out(8);
            final Constant one = use(new Constant(1));
            final Constant two = use(new Constant(2));
            @Override protected void logic() {
                y.assign(one.y.plus(two.y));
            }
        }), "two different modules are called constant (Constant, Constant); put what differs into the name");
    }

    @Test void rejectsBehaviourOutsideLogic() {
        expect(() -> new Sample(_ -> { }).y.assign(0), "assign: only logic() of sample may say this");
    }

    @Test void rejectsABranchAfterTheLast() {
        fails(s -> {
            var when = s.when(s.c, () -> s.r.next(0));
            when.otherwise(() -> s.r.next(1));
            when.elseWhen(s.c, () -> s.r.next(2));
        }, "elseWhen: this when already has its otherwise; put it before");
    }

    @Test void rejectsAnAssertionWithoutAClock() {
        expect(() -> Design.of(new Component("timeless") {
            final In a = in(1);
            @Override protected void logic() {
                check("a_holds", a);
            }
        }), "check: timeless has no state, so nothing is clocked here; check where it is used");
    }

    /// A register that is a colour, and the table of what happens to it.
    private static void table(Consumer<Painted> table, String message) {
        expect(() -> Design.of(new Painted(table)), message);
    }

    static final class Painted extends Component {
        final Choice<Colour> paint = reg(Colour.class, Colour.RED);
        final Out red = out(1);
        private final Consumer<Painted> table;

        Painted(Consumer<Painted> table) {
            this.table = table;
            super("painted");
        }

        @Override protected void logic() {
            red.assign(paint.is(Colour.RED));
            table.accept(this);
        }
    }

    @Test void rejectsACaseWithAnArmMissing() {
        table(s -> s.cases(s.paint, Component.go(Colour.RED, Colour.GREEN), Component.go(Colour.GREEN, Colour.RED)),
            "cases: BLUE of paint has no arm; add one, or name it in nothing(...)");
    }

    @Test void rejectsACaseWithAnArmTwice() {
        table(s -> s.cases(s.paint, Component.go(Colour.RED, Colour.GREEN), Component.nothing(Colour.GREEN, Colour.BLUE),
            Component.on(Colour.RED, () -> { })),
            "cases: RED of paint has an arm already; say in one what happens");
    }

    @Test void rejectsAnArmOfNothing() {
        table(s -> s.cases(s.paint, Component.on(List.<Colour>of(), () -> { })), "on: no constants; give at least one");
    }

    @Test void rejectsATableOfWhatIsNoRegister() {
        fails(s -> s.cases(s.colour, Component.go(Colour.RED, Colour.GREEN), Component.nothing(Colour.GREEN, Colour.BLUE)),
            "next: colour is no register; use assign");
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
