package xdp2rtl.boards.adapter;

import java.util.List;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Reg;

@Doc("Looks at an AXI4-Lite port and asserts its rules, of master and slave. Simulation only: with the "
        + "macro ASSERTIONS.")
public final class RegisterChecker extends Component {
    private final int addressBits;

    final In awaddr = in(addressBits);
    final In awvalid = in(1);
    final In awready = in(1);
    final In wdata = in(32);
    final In wvalid = in(1);
    final In wready = in(1);
    final In bresp = in(2);
    final In bvalid = in(1);
    final In bready = in(1);
    final In araddr = in(addressBits);
    final In arvalid = in(1);
    final In arready = in(1);
    final In rdata = in(32);
    final In rresp = in(2);
    final In rvalid = in(1);
    final In rready = in(1);

    @Doc("accesses that have no response yet")
    final Reg addresses = reg(4);
    final Reg payloads = reg(4);
    final Reg reads = reg(4);

    public RegisterChecker(int addressBits) {
        this.addressBits = addressBits;
        super("register_checker_" + addressBits);
    }

    @Override protected void logic() {
        stays("write_address", awvalid, awready, awaddr);
        stays("write_data", wvalid, wready, wdata);
        stays("write_response", bvalid, bready, bresp);
        stays("read_address", arvalid, arready, araddr);
        stays("read_data", rvalid, rready, Bits.concat(rresp, rdata));
        counts(addresses, awvalid.and(awready), bvalid.and(bready));
        counts(payloads, wvalid.and(wready), bvalid.and(bready));
        counts(reads, arvalid.and(arready), rvalid.and(rready));
        check("a_write_response_has_its_write", bvalid.not().or(addresses.any().and(payloads.any())));
        check("a_read_response_has_its_read", rvalid.not().or(reads.any()));
        check("a_response_is_okay_or_an_error_of_the_slave",
                Bits.concat(List.of(bresp.bit(0).and(bvalid), rresp.bit(0).and(rvalid))).any().not());
    }

    private void stays(String channel, Bits valid, Bits ready, Bits payload) {
        var waits = delayReset(1, let(channel + "_waits", valid.and(ready.not())), channel + "_waits");
        var old = delay(1, payload, channel + "_payload");
        check(channel + "_stays", waits.not().or(valid.and(old.is(payload))));
    }

    private void counts(Reg counter, Bits up, Bits down) {
        counter.next(counter.plus(up.zext(4)).minus(down.zext(4)));
    }
}
