package xdp2rtl.hdl;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static xdp2rtl.hdl.HdlErrors.expect;
import static xdp2rtl.hdl.HdlErrors.fails;

import org.junit.jupiter.api.Test;
import xdp2rtl.hdl.HdlErrors.Sample;

/// The exact text of every error about what a component is made of: drivers, readers, loops, names, children.
class DesignErrorTest {
    @Test void namesTheLineOfTheMistake() {
        var line = new Throwable().getStackTrace()[0].getLineNumber() + 1;
        var error = assertThrows(HdlError.class, () -> Design.of(new Sample(s -> s.a.plus(s.b))));
        assertTrue(error.getMessage().startsWith("DesignErrorTest.java:" + line + ": plus"), error.getMessage());
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
            @Override protected void logic() {}
        }), "name output: reserved in Verilog or by this library; take another");
    }

    @Test void rejectsWhatNoFieldHolds() {
        fails(s -> s.wire(3).assign(0),
                "unnamed wire of sample: no field holds it; make it a field, or give its name in logic()");
        expect(() -> Design.of(new Component("hidden") {
            {
                mem(4, 16);
            }
            @Override protected void logic() {}
        }), "unnamed memory of hidden: no field holds it; make it a field");
        expect(() -> Design.of(new Component("orphan") {
            {
                use(new Counter(3));
            }
            @Override protected void logic() {}
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
}
