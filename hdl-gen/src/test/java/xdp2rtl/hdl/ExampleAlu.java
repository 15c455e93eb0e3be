package xdp2rtl.hdl;

@Doc("Arithmetic and logic; a narrow operation zeroes the upper half of its result.")
final class ExampleAlu extends Component {
    enum Op { ADD, SUB, AND, LSH, ARSH, MOV }

    final Choice<Op> op = in(Op.class);
    final In narrow = in(1);
    final In a = in(64);
    final In b = in(64);
    final Out y = out(64);
    final Wire word = wire(64);
    final Wire half = wire(32);

    ExampleAlu() {
        super("alu");
    }

    @Override protected void logic() {
        word.assign(select(op, o -> apply(o, a, b, b.low(6))));
        half.assign(select(op, o -> apply(o, a.low(32), b.low(32), b.low(5))));
        y.assign(narrow.then(half.zext(64), word));
    }

    private static Bits apply(Op op, Bits a, Bits b, Bits by) {
        return switch (op) {
            case ADD -> a.plus(b);
            case SUB -> a.minus(b);
            case AND -> a.and(b);
            case LSH -> a.shl(by);
            case ARSH -> a.sar(by);
            case MOV -> b;
        };
    }
}
