package xdp2rtl.boards.adapter;

import xdp2rtl.boards.stream.StreamSink;
import xdp2rtl.boards.stream.StreamSource;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.isa.ControlRegister;

/// The core's ports (`docs/machine.md`, section 9), seen from outside: what the core takes is given here.
/// With them the register accesses that come from the shell.
public record CorePorts(RegisterRequest.Answering request, StreamSource rx, StreamSink tx, Report report,
        Control control) {

    /// Bits of the side of packets to the core: rx queue, ifindex.
    public static final int RX_USER = 64;
    /// Bits of the side of packets from the core: ifindex, meta length, redirect, action.
    public static final int TX_USER = 136;

    /// The outcome of each packet, in the order of arrival.
    public record Report(In valid, In r0, In cause) {
        static Report of(Component owner) {
            return new Report(owner.in(1), owner.in(64), owner.in(3));
        }
    }

    /// The control port, as its master has it.
    public record Control(Out awaddr, Out awvalid, In awready, Out wdata, Out wstrb, Out wvalid, In wready,
            In bresp, In bvalid, Out bready, Out araddr, Out arvalid, In arready, In rdata,
            In rresp, In rvalid, Out rready) {
        static Control of(Component o) {
            int address = ControlRegister.ADDRESS_BITS;
            return new Control(o.out(address), o.out(1), o.in(1), o.out(32), o.out(4), o.out(1), o.in(1),
                    o.in(2), o.in(1), o.out(1),
                    o.out(address), o.out(1), o.in(1), o.in(32), o.in(2), o.in(1), o.out(1));
        }

        /// Is the port of a child.
        void from(Control child) {
            awaddr.assign(child.awaddr);
            awvalid.assign(child.awvalid);
            child.awready.assign(awready);
            wdata.assign(child.wdata);
            wstrb.assign(child.wstrb);
            wvalid.assign(child.wvalid);
            child.wready.assign(wready);
            child.bresp.assign(bresp);
            child.bvalid.assign(bvalid);
            bready.assign(child.bready);
            araddr.assign(child.araddr);
            arvalid.assign(child.arvalid);
            child.arready.assign(arready);
            child.rdata.assign(rdata);
            child.rresp.assign(rresp);
            child.rvalid.assign(rvalid);
            rready.assign(child.rready);
        }
    }

    /// For a core with beats of `bytes` bytes.
    static CorePorts of(Component owner, int bytes) {
        return new CorePorts(RegisterRequest.Answering.of(owner), StreamSource.of(owner, bytes, RX_USER),
                StreamSink.of(owner, bytes, TX_USER), Report.of(owner), Control.of(owner));
    }

    /// Connects the core's ports of a component with those of its child.
    void connect(CorePorts child) {
        Offload.connect(request, child.request);
        child.rx.flow().into(rx);
        tx.flow().into(child.tx);
        child.report.valid().assign(report.valid());
        child.report.r0().assign(report.r0());
        child.report.cause().assign(report.cause());
        control.from(child.control);
    }
}
