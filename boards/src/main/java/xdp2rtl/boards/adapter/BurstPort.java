package xdp2rtl.boards.adapter;

import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;

/// The five channels of AXI4 as the slave of a memory has them, with beats of 16 bytes; without the signals about
/// caches, protection, exclusive access and quality of service, which do not matter to a memory. Names and meanings are
/// those of AMBA's AXI specification (IHI 0022), whose `awlen` is `aw_len` here.
public record BurstPort(Address aw, WriteData w, WriteResponse b, Address ar, ReadData r) {

    /// Bits of the number of a byte in a line: a beat.
    public static final int LINE = 4;
    public static final int LINE_BYTES = 1 << LINE;
    /// Bits of an identifier.
    public static final int ID = 8;
    /// Bits of a byte address that change within a burst: none crosses a boundary of 4 KiB.
    static final int PAGE = 12;

    /// A burst that is asked for: `len` + 1 beats of 2^`size` bytes each.
    public record Address(In id, In addr, In len, In size, In burst, In valid, Out ready) {
        private static Address of(Component it, int bits) {
            return new Address(it.in(ID), it.in(bits), it.in(8), it.in(3), it.in(2), it.in(1), it.out(1));
        }

        private void connect(Address child) {
            child.id.assign(id);
            child.addr.assign(addr);
            child.len.assign(len);
            child.size.assign(size);
            child.burst.assign(burst);
            child.valid.assign(valid);
            ready.assign(child.ready);
        }

        Bits taken() {
            return valid.and(ready);
        }
    }

    public record WriteData(In data, In strb, In last, In valid, Out ready) {
        Bits taken() {
            return valid.and(ready);
        }
    }

    public record WriteResponse(Out id, Out resp, Out valid, In ready) {
        Bits taken() {
            return valid.and(ready);
        }
    }

    public record ReadData(Out id, Out data, Out resp, Out last, Out valid, In ready) {
        Bits taken() {
            return valid.and(ready);
        }
    }

    public static BurstPort of(Component it, int addressBits) {
        return new BurstPort(Address.of(it, addressBits),
                new WriteData(it.in(8 * LINE_BYTES), it.in(LINE_BYTES), it.in(1), it.in(1), it.out(1)),
                new WriteResponse(it.out(ID), it.out(2), it.out(1), it.in(1)),
                Address.of(it, addressBits),
                new ReadData(it.out(ID), it.out(8 * LINE_BYTES), it.out(2), it.out(1), it.out(1), it.in(1)));
    }

    /// Connects the port of a component with that of its child.
    public void connect(BurstPort child) {
        aw.connect(child.aw);
        child.w.data.assign(w.data);
        child.w.strb.assign(w.strb);
        child.w.last.assign(w.last);
        child.w.valid.assign(w.valid);
        w.ready.assign(child.w.ready);
        b.id.assign(child.b.id);
        b.resp.assign(child.b.resp);
        b.valid.assign(child.b.valid);
        child.b.ready.assign(b.ready);
        ar.connect(child.ar);
        r.id.assign(child.r.id);
        r.data.assign(child.r.data);
        r.resp.assign(child.r.resp);
        r.last.assign(child.r.last);
        r.valid.assign(child.r.valid);
        child.r.ready.assign(r.ready);
    }
}
