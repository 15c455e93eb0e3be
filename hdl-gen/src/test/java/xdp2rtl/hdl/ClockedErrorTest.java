package xdp2rtl.hdl;

import static xdp2rtl.hdl.HdlErrors.expect;
import static xdp2rtl.hdl.HdlErrors.fails;
import static xdp2rtl.hdl.HdlErrors.table;

import java.util.List;
import org.junit.jupiter.api.Test;
import xdp2rtl.hdl.HdlErrors.Colour;
import xdp2rtl.hdl.HdlErrors.Sample;

/// The exact text of every error about what happens at the clock edge: registers, memories, tables of states,
/// assertions.
class ClockedErrorTest {
    @Test void rejectsAssignmentsUnderWhen() {
        fails(s -> s.when(s.c, () -> s.y.assign(0)), "assign: y is assigned under a when; only registers "
                + "and memories are written under when, use then or select");
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

    @Test void rejectsHoldingTwice() {
        fails(s -> {
            s.keepWhile(s.c);
            s.keepWhile(s.c);
        }, "keepWhile: sample has said it already");
        fails(s -> s.keepWhile(s.a),
                "keepWhile: the condition a has 8 bits; a condition has 1: use any(), isNot(0) or a comparison");
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
        expect(() -> new Sample(_ -> {}).mem(4, 1), "a memory of 1 words; use a register for less than 2");
    }

    @Test void rejectsBehaviourOutsideLogic() {
        expect(() -> new Sample(_ -> {}).y.assign(0), "assign: only logic() of sample may say this");
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

    @Test void rejectsACaseWithAnArmMissing() {
        table(s -> s.cases(s.paint, Component.go(Colour.RED, Colour.GREEN), Component.go(Colour.GREEN, Colour.RED)),
                "cases: BLUE of paint has no arm; add one, or name it in nothing(...)");
    }

    @Test void rejectsACaseWithAnArmTwice() {
        table(s -> s.cases(s.paint, Component.go(Colour.RED, Colour.GREEN),
                Component.nothing(Colour.GREEN, Colour.BLUE),
                Component.on(Colour.RED, () -> {})),
                "cases: RED of paint has an arm already; say in one what happens");
    }

    @Test void rejectsAnArmOfNothing() {
        table(s -> s.cases(s.paint, Component.on(List.<Colour>of(), () -> {})), "on: no constants; give at least one");
    }

    @Test void rejectsATableOfWhatIsNoRegister() {
        fails(s -> s.cases(s.colour, Component.go(Colour.RED, Colour.GREEN),
                Component.nothing(Colour.GREEN, Colour.BLUE)),
                "next: colour is no register; use assign");
    }
}
