package xdp2rtl.boards.adapter;

import java.util.List;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Reg;

@Doc("Looks at an AXI4-Lite port and asserts its rules, of master and slave. Nothing but assertions: with the "
        + "macro ASSERTIONS.")
public final class RegisterChecker extends Component {
    /// An end of the port.
    public enum End { MASTER, SLAVE }

    private final int addressBits;
    private final End given;

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

    /// For a slave: what the master must keep is a condition on the surroundings.
    public RegisterChecker(int addressBits) {
        this(addressBits, End.MASTER);
    }

    /// `given`: the end whose rules are conditions on the surroundings ([Component#given]).
    public RegisterChecker(int addressBits, End given) {
        this.addressBits = addressBits;
        this.given = given;
        super("register_checker_" + addressBits + (given == End.MASTER ? "" : "_of_master"));
    }

    @Override protected void logic() {
        stays(End.MASTER, "write_address", awvalid, awready, awaddr);
        stays(End.MASTER, "write_data", wvalid, wready, wdata);
        stays(End.SLAVE, "write_response", bvalid, bready, bresp);
        stays(End.MASTER, "read_address", arvalid, arready, araddr);
        stays(End.SLAVE, "read_data", rvalid, rready, Bits.concat(rresp, rdata));
        counts(addresses, awvalid.and(awready), bvalid.and(bready));
        counts(payloads, wvalid.and(wready), bvalid.and(bready));
        counts(reads, arvalid.and(arready), rvalid.and(rready));
        rule(End.SLAVE, "a_write_response_has_its_write", bvalid.not().or(addresses.any().and(payloads.any())));
        rule(End.SLAVE, "a_read_response_has_its_read", rvalid.not().or(reads.any()));
        rule(End.SLAVE, "a_response_is_okay_or_an_error_of_the_slave",
                Bits.concat(List.of(bresp.bit(0).and(bvalid), rresp.bit(0).and(rvalid))).any().not());
    }

    private void rule(End end, String name, Bits holds) {
        if (end == given) given(name, holds);
        else check(name, holds);
    }

    /// Watches a port, from the `logic()` of the component that has it.
    void watch(RegisterSlave.Slave port) {
        awaddr.assign(port.awaddr());
        awvalid.assign(port.awvalid());
        awready.assign(port.awready());
        wdata.assign(port.wdata());
        wvalid.assign(port.wvalid());
        wready.assign(port.wready());
        bresp.assign(port.bresp());
        bvalid.assign(port.bvalid());
        bready.assign(port.bready());
        araddr.assign(port.araddr());
        arvalid.assign(port.arvalid());
        arready.assign(port.arready());
        rdata.assign(port.rdata());
        rresp.assign(port.rresp());
        rvalid.assign(port.rvalid());
        rready.assign(port.rready());
    }

    /// Watches a port, from the `logic()` of the component that is its master.
    void watch(CorePorts.Control port) {
        awaddr.assign(port.awaddr());
        awvalid.assign(port.awvalid());
        awready.assign(port.awready());
        wdata.assign(port.wdata());
        wvalid.assign(port.wvalid());
        wready.assign(port.wready());
        bresp.assign(port.bresp());
        bvalid.assign(port.bvalid());
        bready.assign(port.bready());
        araddr.assign(port.araddr());
        arvalid.assign(port.arvalid());
        arready.assign(port.arready());
        rdata.assign(port.rdata());
        rresp.assign(port.rresp());
        rvalid.assign(port.rvalid());
        rready.assign(port.rready());
    }

    private void stays(End end, String channel, Bits valid, Bits ready, Bits payload) {
        var waits = delayReset(1, let(channel + "_waits", valid.and(ready.not())), channel + "_waits");
        var old = delay(1, payload, channel + "_payload");
        rule(end, channel + "_stays", waits.not().or(valid.and(old.is(payload))));
    }

    private void counts(Reg counter, Bits up, Bits down) {
        counter.next(counter.plus(up.zext(4)).minus(down.zext(4)));
    }
}
