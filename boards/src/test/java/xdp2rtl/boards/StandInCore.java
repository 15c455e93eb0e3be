package xdp2rtl.boards;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import xdp2rtl.boards.stream.PacketFifo;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Design;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.DualMem;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;

@Doc("Has the core's ports and does what a packet says: byte 0 is the action, byte 1 the interface of a "
        + "redirect, or where bit 7 is set bits 4..0 the device map of a broadcast, bit 6 not to where the packet came from; "
        + "byte 2 the bytes of metadata in front, byte 3 what the interface that it came in by must be.")
final class StandInCore extends Component {
    record Stream(In tdata, In tkeep, In tvalid, Out tready, In tlast, In tuser) {}

    record Sent(Out tdata, Out tkeep, Out tvalid, In tready, Out tlast, Out tuser) {}

    record Control(In awaddr, In awvalid, Out awready, In wdata, In wstrb, In wvalid, Out wready, Out bresp,
            Out bvalid, In bready,
            In araddr, In arvalid, Out arready, Out rdata, Out rresp, Out rvalid, In rready) {}

    record Report(Out valid, Out r0, Out cause, Out slots) {}

    record Lines(In valid, In line, In data, In bytes, Out granted, Out read) {}

    /// Bytes of the map memory.
    static final int MAP_BYTES = 1 << 13;

    private final int bytes;
    private final boolean hasMap;

    final Stream sAxis = new Stream(in(8 * bytes), in(bytes), in(1), out(1), in(1), in(64));
    final Sent mAxis = new Sent(out(8 * bytes), out(bytes), out(1), in(1), out(1), out(136));
    final Control sAxil = new Control(in(12), in(1), out(1), in(32), in(4), in(1), out(1), out(2), out(1),
            in(1),
            in(12), in(1), out(1), out(32), out(2), out(1), in(1));
    final Report report = new Report(out(1), out(64), out(3), out(32));

    final Optional<Lines> map =
            hasMap ? Optional.of(new Lines(in(1), in(9), in(128), in(16), out(1), out(128))) : Optional.empty();
    final Optional<DualMem> lines = hasMap ? Optional.of(dualMem(128, MAP_BYTES / 16)) : Optional.empty();

    final PacketFifo store = use(new PacketFifo(bytes, 128, 32, 4000, PacketFifo.Room.WAIT));
    final Reg sending = reg(1);
    final Reg discarding = reg(1);
    final Reg user = reg(136).noReset();
    @Doc("the one register, at 0x20")
    final Reg control = reg(32);
    final Reg wrote = reg(1);
    final Reg writeError = reg(1).noReset();
    final Reg read = reg(1);
    final Reg readError = reg(1).noReset();

    private StandInCore(int bytes, boolean hasMap) {
        this.bytes = bytes;
        this.hasMap = hasMap;
        super("core");
    }

    static Map<String, String> files(Board board) {
        return Design.of(new StandInCore(board.coreBytes(), board.core().mapPort())).files();
    }

    @Override protected void logic() {
        store.from.valid().assign(sAxis.tvalid());
        store.from.data().assign(sAxis.tdata());
        store.from.keep().assign(sAxis.tkeep());
        store.from.last().assign(sAxis.tlast());
        store.from.side().assign(sAxis.tuser().low(32));
        unused(sAxis.tuser().high(32), store.length, store.dropped);
        sAxis.tready().assign(store.from.ready());

        var data = store.to.data();
        var begins = let("begins", store.to.valid().and(sending.not()).and(discarding.not()));
        var right = let("right", data.bits(31, 24).is(store.to.side().low(8)),
                "the interface is as the packet wants it");
        var action = let("action", right.then(data.low(8), Bits.of(8, 0)));
        var leaves = let("leaves", action.atLeast(2).and(action.atMost(4)));
        report.valid().assign(begins);
        report.r0().assign(action.zext(64));
        report.cause().assign(constant(3, 0));
        report.slots().assign(constant(32, 1));
        var target = data.bits(15, 8);
        var all = Bits.concat(List.of(target.bit(6), constant(1, 1), target.low(5).zext(30).plus(1), constant(32, 0)));
        var redirect = let("redirect", target.bit(7).then(all, target.zext(64)));
        when(begins, () -> {
            sending.next(leaves);
            discarding.next(leaves.not());
            user.next(Bits.concat(List.of(store.to.side(), data.bits(23, 16), redirect,
                    action.zext(32))));
        });
        mAxis.tvalid().assign(store.to.valid().and(sending));
        mAxis.tdata().assign(data);
        mAxis.tkeep().assign(store.to.keep());
        mAxis.tlast().assign(store.to.last());
        mAxis.tuser().assign(user);
        var taken = let("taken", discarding.or(sending.and(mAxis.tready())));
        store.to.ready().assign(taken);
        when(store.to.valid().and(taken).and(store.to.last()), () -> {
            sending.next(0);
            discarding.next(0);
        });
        registers();
        map.ifPresent(port -> share(port, lines.orElseThrow()));
    }

    private void share(Lines port, DualMem memory) {
        var chance = reg("chance", 7).reset(1);
        chance.next(Bits.concat(chance.low(6), chance.bit(6).xor(chance.bit(5))));
        port.granted.assign(port.valid.and(chance.bit(0)));
        var read = memory.port("map", port.line, port.valid, port.granted.repeat(16).and(port.bytes), port.data);
        port.read.assign(delay(1, read, "read"));
    }

    private void registers() {
        var writes = let("writes", sAxil.awvalid().and(sAxil.wvalid()).and(wrote.not()));
        sAxil.awready().assign(writes);
        sAxil.wready().assign(writes);
        sAxil.arready().assign(read.not());
        when(writes, () -> {
            wrote.next(1);
            writeError.next(sAxil.awaddr().isNot(0x20));
            when(sAxil.awaddr().is(0x20).and(sAxil.wstrb().all()), () -> control.next(sAxil.wdata()));
        });
        when(wrote.and(sAxil.bready()), () -> wrote.next(0));
        when(sAxil.arvalid().and(read.not()), () -> {
            read.next(1);
            readError.next(sAxil.araddr().isNot(0x20));
        });
        when(read.and(sAxil.rready()), () -> read.next(0));
        sAxil.bvalid().assign(wrote);
        sAxil.bresp().assign(Bits.concat(writeError, constant(1, 0)));
        sAxil.rvalid().assign(read);
        sAxil.rdata().assign(control);
        sAxil.rresp().assign(Bits.concat(readError, constant(1, 0)));
    }
}
