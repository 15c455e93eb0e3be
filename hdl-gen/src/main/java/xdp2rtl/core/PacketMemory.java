package xdp2rtl.core;

import java.util.List;
import java.util.stream.IntStream;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.BlockMem;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.isa.Unit;

@Doc("The frames of all contexts, in banks of 64 bits: as many as a beat has words. One copy for each lane that loads and one for egress; "
    + "stores and ingress share the write port, which writes a cycle after EFFECT.")
final class PacketMemory extends Component {
    /// A lane's load.
    record Load(@Doc("BRANCH") In window, @Doc("EFFECT + 1") Out even, Out odd) {}

    /// A store, in EFFECT.
    record Store(In valid, In context, In window, In data, In first, In second) {}

    /// A row that comes in, in a cycle without a store.
    record Fill(In valid, In context, In row, In data) {}

    /// Egress: a row two steps after its number.
    record Drain(In step, In context, In row, Out data) {}

    private final Shape shape;

    final In context5 = in(shape.context());
    final List<Load> load;
    final Store store;
    final Fill fill;
    final Drain drain;

    final List<BlockMem> bank;
    @Doc("of each load port: the even word of its window, the odd word")
    final List<WordJoin> evens;
    final List<WordJoin> odds;
    final Reg writeFirst;
    final Reg writeRest;
    final Reg writeData;
    final Reg writeBytes;
    final Reg drained;

    PacketMemory(Shape shape) {
        this.shape = shape;
        super("packet_memory");
        evens = use(shape.config().lanesWith(Unit.PACKET_LOAD).size(), () -> new WordJoin(shape.banks() / 2));
        odds = use(evens.size(), () -> new WordJoin(shape.banks() / 2));
        load = shape.config().lanesWith(Unit.PACKET_LOAD).stream()
            .map(_ -> new Load(in(Shape.FRAME), out(64), out(64))).toList();
        store = new Store(in(1), in(shape.context()), in(Shape.FRAME), in(64), in(8), in(8));
        fill = new Fill(in(1), in(shape.context()), in(shape.row()), in(shape.beatBits()));
        drain = new Drain(in(1), in(shape.context()), in(shape.row()), out(shape.beatBits()));
        bank = IntStream.range(0, shape.banks()).mapToObj(_ -> blockMem(64, shape.places() * shape.rows())).toList();
        int bits = bank.getFirst().addressWidth();
        writeFirst = reg(bits).noReset();
        writeRest = reg(bits).noReset();
        writeData = reg(shape.beatBits()).noReset();
        writeBytes = reg(shape.beat());
        drained = reg(shape.beatBits()).noReset();
    }

    @Override protected void logic() {
        section("writes: a window may pass from the last bank of a row to bank 0 of the next");
        var storeBank = store.window.bits(2 + shape.bank(), 3);
        var storeRow = store.window.high(shape.row());
        var storeFirst = let("row_of_first_bank", storeBank.is(shape.banks() - 1L).then(storeRow.plus(1), storeRow));
        unused(store.window.low(3));
        writeFirst.next(shape.place(store.valid.then(store.context, fill.context), store.valid.then(storeFirst, fill.row)));
        writeRest.next(shape.place(store.valid.then(store.context, fill.context), store.valid.then(storeRow, fill.row)));
        writeData.next(store.valid.then(store.data.repeat(shape.banks()), fill.data));
        writeBytes.next(Bits.pack(IntStream.range(0, shape.banks()).mapToObj(k -> {
            var first = storeBank.is(k).repeat(8).and(store.first);
            var second = storeBank.is((k + shape.banks() - 1L) % shape.banks()).repeat(8).and(store.second);
            return store.valid.then(first.or(second), fill.valid.repeat(8));
        }).toList()));
        for (int k = 0; k < shape.banks(); k++) {
            bank.get(k).write(k == 0 ? writeFirst : writeRest, writeData.bits(64 * k + 63, 64 * k), writeBytes.bits(8 * k + 7, 8 * k));
        }

        for (int port = 0; port < load.size(); port++) loads(port, load.get(port));

        section("egress");
        var drainAddress = shape.place(drain.context, drain.row);
        var row = IntStream.range(0, shape.banks()).mapToObj(k -> bank.get(k).read("drain_" + k + "_q", drainAddress, drain.step)).toList();
        when(drain.step, () -> drained.next(Bits.pack(row)));
        drain.data.assign(drained);
    }

    private void loads(int port, Load load) {
        section("load port " + port);
        var row = load.window.high(shape.row());
        var at = load.window.bits(2 + shape.bank(), 3);
        unused(load.window.low(3));
        var passes = let("load_" + port + "_passes", at.is(shape.banks() - 1L));
        var rowFirst = let("load_" + port + "_row_first", passes.then(row.plus(1), row));
        for (int k = 0; k < shape.banks(); k++) {
            var reads = at.is(k).or(at.is((k + shape.banks() - 1L) % shape.banks()));
            var word = bank.get(k).readOrZero("load_" + port + "_" + k + "_q", shape.place(context5, k == 0 ? rowFirst : row), reads);
            (k % 2 == 1 ? odds : evens).get(port).word.get(k / 2).assign(word);
        }
        load.even.assign(evens.get(port).joined);
        load.odd.assign(odds.get(port).joined);
    }
}
