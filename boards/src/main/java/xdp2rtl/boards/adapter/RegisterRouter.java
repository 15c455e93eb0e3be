package xdp2rtl.boards.adapter;

import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Choice;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.isa.ControlRegister;

@Doc("Takes register accesses to the core or to the board's registers. The bit emit_all of the core cannot "
        + "be set: what a program drops must not reach a wire. Nor can per_flow: packets must leave in the order of arrival.")
public final class RegisterRouter extends Component {

    /// What the access is doing.
    enum State { IDLE, WRITING, READING, DONE }

    public final RegisterRequest.Answering request = RegisterRequest.Answering.of(this);
    public final CorePorts.Control core = CorePorts.Control.of(this);
    @Doc("the board's registers, 0x200 to 0x3ff")
    final Out word = out(7);
    final Out write = out(1);
    final Out writing = out(1);
    final Out data = out(32);
    final In answer = in(32);
    final In error = in(1);

    final Choice<State> state = reg(State.class, State.IDLE);
    @Doc("the core has not taken the address yet")
    final Reg address = reg(1);
    @Doc("the core has not taken the data yet")
    final Reg payload = reg(1);
    final Reg result = reg(32).noReset();
    final Reg failed = reg(1).noReset();

    public RegisterRouter() {
        super("register_router");
    }

    @Override protected void logic() {
        var begins = let("begins", state.is(State.IDLE).and(request.valid()));
        var beyond = let("beyond", request.address().high(4).any());
        var board = let("board", request.address().bits(15, 9).is(1));
        var strobed = let("strobed", request.strobes().all());
        word.assign(request.address().bits(8, 2));
        writing.assign(request.write());
        data.assign(request.data());
        write.assign(begins.and(board).and(request.write()).and(strobed));
        var masked = let("emit_all_masked", request.address().low(12).is(ControlRegister.CONTROL.offset()));
        var ordered = let("per_flow_masked", request.address().low(12).is(ControlRegister.DISPATCH_ORDER.offset()));
        int bit = Integer.numberOfTrailingZeros(ControlRegister.EMIT_ALL);

        core.awaddr().assign(request.address().low(12));
        core.awvalid().assign(state.is(State.WRITING).and(address));
        core.wdata().assign(Bits.concat(request.data().bits(31, bit + 1), request.data().bit(bit)
                .and(masked.not()),
                request.data().bits(bit - 1, 1), request.data().bit(0).and(ordered.not())));
        core.wstrb().assign(request.strobes());
        core.wvalid().assign(state.is(State.WRITING).and(payload));
        core.bready().assign(state.is(State.WRITING));
        core.araddr().assign(request.address().low(12));
        core.arvalid().assign(state.is(State.READING).and(address));
        core.rready().assign(state.is(State.READING));

        cases(state,
                on(State.IDLE, () -> when(request.valid(), () -> begin(beyond, board, strobed))),
                on(State.WRITING, () -> {
                    when(address.and(core.awready()), () -> address.next(0));
                    when(payload.and(core.wready()), () -> payload.next(0));
                    when(core.bvalid(), () -> {
                        state.next(State.DONE);
                        failed.next(core.bresp().any());
                    });
                }),
                on(State.READING, () -> {
                    when(address.and(core.arready()), () -> address.next(0));
                    when(core.rvalid(), () -> {
                        state.next(State.DONE);
                        failed.next(core.rresp().any());
                        result.next(core.rdata());
                    });
                }),
                on(State.DONE, () -> when(request.valid().not(), () -> state.next(State.IDLE))));
        request.done().assign(state.is(State.DONE));
        request.answer().assign(result);
        request.error().assign(failed);
    }

    private void begin(Bits beyond, Bits board, Bits strobed) {
        address.next(1);
        payload.next(1);
        when(beyond.or(board), () -> {
            state.next(State.DONE);
            var unaligned = let("unaligned", request.address().low(2).any());
            failed.next(beyond.or(error).or(unaligned).or(request.write().and(strobed.not())));
            result.next(beyond.then(constant(32, 0), answer));
        }).elseWhen(request.write(), () -> state.next(State.WRITING))
                .otherwise(() -> state.next(State.READING));
    }
}
