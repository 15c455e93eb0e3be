package xdp2rtl.hdl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Consumer;

/// Components in which a test makes its mistake, and what the error says then.
final class HdlErrors {
    private HdlErrors() {}

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

    /// The message, and a line of ours before it, of a sample that does `logic`.
    static void fails(Consumer<Sample> logic, String message) {
        expect(() -> Design.of(new Sample(logic)), message);
    }

    /// The message, and a line of ours before it, of what makes a design.
    static void expect(Runnable design, String message) {
        var error = assertThrows(HdlError.class, design::run);
        var parts = error.getMessage().split(": ", 2);
        assertTrue(parts[0].matches("[A-Za-z]+\\.java:\\d+"), error.getMessage());
        assertEquals(message, parts[1].replaceAll("[A-Za-z]+\\.java:\\d+", "LINE"));
    }

    /// A register that is a colour, and the table of what happens to it.
    static void table(Consumer<Painted> table, String message) {
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
}
