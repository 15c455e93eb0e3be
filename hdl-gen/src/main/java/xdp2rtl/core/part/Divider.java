package xdp2rtl.core.part;

import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Choice;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.hdl.Wire;
import xdp2rtl.isa.DivideOp;

@Doc("Division and modulo, a bit of the quotient in each cycle.")
public final class Divider extends Component {
    enum State { IDLE, PREPARE, ITERATE, FINISH, RESPOND }

    private final Shape shape;

    @Doc("a request waits")
    public final In valid = in(1);
    public final In thisContext = in(shape.context());
    public final Choice<DivideOp> op = in(DivideOp.class);
    public final In wide = in(1);
    public final In left = in(64);
    public final In right = in(64);
    public final Out pop = out(1);
    @Doc("the answer can be taken in this cycle")
    public final In take = in(1);
    public final Out respond = out(1);
    public final Out respondContext = out(shape.context());
    public final Out answer = out(64);

    final Choice<State> state = reg(State.class, State.IDLE);
    final Reg owner = reg(shape.context()).noReset();
    final Choice<DivideOp> operation = reg(DivideOp.class, DivideOp.DIV).noReset();
    final Reg isWide = reg(1).noReset();
    @Doc("dividend, then quotient from the right; at last the answer")
    final Reg quotient = reg(64).noReset();
    final Reg divisor = reg(64).noReset();
    final Reg rest = reg(64).noReset();
    final Reg left64 = reg(6).noReset();
    final Reg negative = reg(1).noReset();
    final Reg byZero = reg(1).noReset();
    @Doc("dividend and divisor, of 64 bits")
    final Wire x = wire(64);
    final Wire y = wire(64);
    final CarrySelectAdder subtract = use(new CarrySelectAdder());
    final Negate negateLeft = use(new Negate());
    final Negate negateRight = use(new Negate());

    /// For a core of this shape, which says how many contexts there are.
    public Divider(Shape shape) {
        this.shape = shape;
        super("divider");
    }

    @Override protected void logic() {
        pop.assign(state.is(State.IDLE).and(valid));
        section("magnitudes; a narrow dividend stands in the upper half");
        var signed = operation.isOneOf(DivideOp.SDIV, DivideOp.SMOD);
        var quotientAsked = let("quotient_asked", operation.isOneOf(DivideOp.DIV, DivideOp.SDIV));
        var isSigned = let("is_signed", signed);
        x.assign(extended(quotient, isSigned));
        y.assign(extended(divisor, isSigned));
        var finishing = let("finishing", state.is(State.FINISH));
        var result = let("result", quotientAsked.then(byZero.not().repeat(64).and(quotient), rest));
        negateLeft.of.assign(finishing.then(result, x));
        negateLeft.negate.assign(finishing.then(negative, isSigned.and(x.bit(63))));
        negateRight.of.assign(y);
        negateRight.negate.assign(isSigned.and(y.bit(63)));

        section("one bit");
        var shifted = Bits.concat(rest.low(63), quotient.bit(63));
        subtract.a.assign(shifted);
        subtract.b.assign(divisor.not());
        subtract.carryIn.assign(1);
        var goes = let("goes", rest.bit(63).or(subtract.carryOut));

        section("the answer");
        respond.assign(state.is(State.RESPOND));
        respondContext.assign(owner);
        answer.assign(quotient);

        section("a state a row, as in docs/machine.md");
        cases(state,
                on(State.IDLE, () -> when(valid, this::take)),
                go(State.PREPARE, State.ITERATE, () -> prepare(isSigned, quotientAsked)),
                on(State.ITERATE, () -> {
                    rest.next(goes.then(subtract.sum, shifted));
                    quotient.next(Bits.concat(quotient.low(63), goes));
                    left64.next(left64.minus(1));
                    when(left64.is(0), () -> state.next(State.FINISH));
                }),
                go(State.FINISH, State.RESPOND,
                        () -> quotient.next(Bits.concat(isWide.repeat(32).and(negateLeft.result.high(32)),
                                negateLeft.result.low(32)))),
                on(State.RESPOND, () -> when(take, () -> state.next(State.IDLE))));
    }

    private void take() {
        state.next(State.PREPARE);
        owner.next(thisContext);
        operation.next(op);
        isWide.next(wide);
        quotient.next(left);
        divisor.next(right);
    }

    private void prepare(Bits isSigned, Bits quotientAsked) {
        quotient.next(isWide.then(negateLeft.result, Bits.concat(negateLeft.result.low(32), Bits.of(32, 0))));
        divisor.next(negateRight.result);
        rest.next(0);
        left64.next(isWide.then(Bits.of(6, 63), Bits.of(6, 31)));
        negative.next(isSigned.and(quotientAsked.then(x.bit(63).xor(y.bit(63)), x.bit(63))));
        byZero.next(y.any().not());
    }

    private Bits extended(Bits value, Bits isSigned) {
        var upper = isSigned.and(value.bit(31)).repeat(32);
        return Bits.concat(isWide.then(value.high(32), upper), value.low(32));
    }
}
