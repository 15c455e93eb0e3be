package xdp2rtl.boards.adapter;

import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Choice;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;

@Doc("AXI4-Lite slave, one access at a time, that answers every address. Address and data of a write may "
        + "come in any order.")
public final class RegisterSlave extends Component {

    /// What the access is doing.
    enum State { IDLE, ASKING, WRITTEN, READ, RELEASING }

    /// AXI4-Lite as a slave has it, without protection bits; a shell that has no strobes ties them to ones.
    public record Slave(In awaddr, In awvalid, Out awready, In wdata, In wstrb, In wvalid, Out wready,
            Out bresp, Out bvalid, In bready, In araddr, In arvalid, Out arready,
            Out rdata, Out rresp, Out rvalid, In rready) {
        public static Slave of(Component owner, int addressBits) {
            return new Slave(owner.in(addressBits), owner.in(1), owner.out(1),
                    owner.in(32), owner.in(4), owner.in(1), owner.out(1),
                    owner.out(2), owner.out(1), owner.in(1),
                    owner.in(addressBits), owner.in(1), owner.out(1),
                    owner.out(32), owner.out(2), owner.out(1), owner.in(1));
        }

        /// Connects the port of a component with that of its child.
        public void connect(Slave child) {
            child.awaddr.assign(awaddr);
            child.awvalid.assign(awvalid);
            awready.assign(child.awready);
            child.wdata.assign(wdata);
            child.wstrb.assign(wstrb);
            child.wvalid.assign(wvalid);
            wready.assign(child.wready);
            bresp.assign(child.bresp);
            bvalid.assign(child.bvalid);
            child.bready.assign(bready);
            child.araddr.assign(araddr);
            child.arvalid.assign(arvalid);
            arready.assign(child.arready);
            rdata.assign(child.rdata);
            rresp.assign(child.rresp);
            rvalid.assign(child.rvalid);
            child.rready.assign(rready);
        }
    }

    private final int addressBits;

    public final Slave axil = Slave.of(this, addressBits);
    public final RegisterRequest.Asking request = RegisterRequest.Asking.of(this);
    final Choice<State> state = reg(State.class, State.IDLE);
    @Doc("the access, or the last one, is a write")
    final Reg write = reg(1);
    final Reg address = reg(RegisterRequest.ADDRESS).noReset();
    final Reg data = reg(32).noReset();
    final Reg strobes = reg(4).noReset();
    final Reg answer = reg(32).noReset();
    final Reg error = reg(1).noReset();

    /// `addressBits`: 12 or more; an address of 4 KiB or more is one of those that no register has.
    public RegisterSlave(int addressBits) {
        this.addressBits = addressBits;
        super("register_slave_" + addressBits);
    }

    @Override protected void logic() {
        var idle = let("idle", state.is(State.IDLE));
        var writes = let("writes", idle.and(axil.awvalid()).and(axil.wvalid()).and(write.and(axil.arvalid()).not()),
                "a write is taken when it is there as a whole, unless the last access was one and a read waits");
        var reads = let("reads", idle.and(axil.arvalid()).and(writes.not()));
        axil.awready().assign(writes);
        axil.wready().assign(writes);
        axil.arready().assign(reads);
        axil.bvalid().assign(state.is(State.WRITTEN));
        axil.bresp().assign(Bits.concat(error, constant(1, 0)));
        axil.rvalid().assign(state.is(State.READ));
        axil.rdata().assign(answer);
        axil.rresp().assign(Bits.concat(error, constant(1, 0)));
        request.valid().assign(state.is(State.ASKING));
        request.write().assign(write);
        request.address().assign(address);
        request.data().assign(data);
        request.strobes().assign(strobes);
        cases(state,
                on(State.IDLE, () -> when(writes.or(reads), () -> {
                    state.next(State.ASKING);
                    write.next(writes);
                    data.next(axil.wdata());
                    strobes.next(axil.wstrb());
                    address.next(
                            writes.then(inside(axil.awaddr(), "write_beyond"), inside(axil.araddr(), "read_beyond")));
                })),
                on(State.ASKING, () -> when(request.done(), () -> {
                    when(write, () -> state.next(State.WRITTEN)).otherwise(() -> state.next(State.READ));
                    answer.next(request.answer());
                    error.next(request.error());
                })),
                on(State.WRITTEN, () -> when(axil.bready(), () -> state.next(State.RELEASING))),
                on(State.READ, () -> when(axil.rready(), () -> state.next(State.RELEASING))),
                on(State.RELEASING, () -> when(request.done().not(), () -> state.next(State.IDLE))));
    }

    private Bits inside(In axilAddress, String name) {
        if (addressBits == 12) return axilAddress.zext(RegisterRequest.ADDRESS);
        var beyond = let(name, axilAddress.high(addressBits - 12).any());
        return Bits.concat(beyond.repeat(RegisterRequest.ADDRESS - 12), axilAddress.low(12));
    }
}
