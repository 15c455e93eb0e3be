package xdp2rtl.core.packet;

import java.util.List;
import xdp2rtl.core.part.Shape;
import xdp2rtl.core.part.WordJoin;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.isa.Unit;

@Doc("The frames of all contexts, in banks of 64 bits: as many as a beat has words. One copy for each lane that "
        + "loads and one for egress; "
        + "stores and ingress share the write port of all copies, which writes a cycle after EFFECT.")
public final class PacketMemory extends Component {
    /// A lane's load.
    public record Load(@Doc("BRANCH") In window, @Doc("EFFECT + 1") Out even, Out odd) {}

    /// A store, in EFFECT.
    public record Store(In valid, In context, In window, In data, In first, In second) {}

    /// A row that comes in, in a cycle without a store.
    public record Fill(In valid, In context, In row, In data) {}

    /// Egress: a row two steps after its number.
    public record Drain(In step, In context, In row, Out data) {}

    private final Shape shape;

    /// The context in BRANCH.
    public final In branchContext = in(shape.context());
    /// A port for each lane that loads.
    public final List<Load> load;
    /// The ports that all frames share.
    public final Store store;
    public final Fill fill;
    public final Drain drain;

    @Doc("of each load port: its frames; the even word of its window, the odd word")
    final List<PacketCopy> copy;
    final List<WordJoin> evens;
    final List<WordJoin> odds;
    final PacketCopy drained;
    final Reg writeFirst;
    final Reg writeRest;
    final Reg writeData;
    final Reg writeBytes;
    final Reg row;

    /// For a core of this shape.
    public PacketMemory(Shape shape) {
        this.shape = shape;
        super("packet_memory");
        copy = use(shape.config().lanesWith(Unit.PACKET_LOAD).size(),
                () -> new PacketCopy(shape, PacketCopy.Rest.ZERO));
        drained = use(new PacketCopy(shape, PacketCopy.Rest.LAST));
        evens = use(copy.size(), () -> new WordJoin(shape.banks() / 2));
        odds = use(copy.size(), () -> new WordJoin(shape.banks() / 2));
        load = shape.config().lanesWith(Unit.PACKET_LOAD).stream()
                .map(_ -> new Load(in(shape.frame()), out(64), out(64))).toList();
        store = new Store(in(1), in(shape.context()), in(shape.frame()), in(64), in(8), in(8));
        fill = new Fill(in(1), in(shape.context()), in(shape.row()), in(shape.beatBits()));
        drain = new Drain(in(1), in(shape.context()), in(shape.row()), out(shape.beatBits()));
        int bits = drained.first.width();
        writeFirst = reg(bits).noReset();
        writeRest = reg(bits).noReset();
        writeData = reg(shape.beatBits()).noReset();
        writeBytes = reg(shape.beat());
        row = reg(shape.beatBits()).noReset();
    }

    @Override protected void logic() {
        section("writes: a window may pass from the last bank of a row to bank 0 of the next");
        var storeBank = store.window.bits(2 + shape.bank(), 3);
        var storeRow = store.window.high(shape.row());
        var storeFirst = let("row_of_first_bank", storeBank.all().then(storeRow.plus(1), storeRow));
        unused(store.window.low(3));
        writeFirst.next(
                shape.place(store.valid.then(store.context, fill.context), store.valid.then(storeFirst, fill.row)));
        writeRest
                .next(shape.place(store.valid.then(store.context, fill.context), store.valid.then(storeRow, fill.row)));
        writeData.next(store.valid.then(store.data.repeat(shape.banks()), fill.data));
        var first = let("store_bank", storeBank.maskAt(shape.banks()));
        var second = let("store_bank_after", after(first));
        var bytes = let("store_bytes", each(shape.banks(), k -> k.of(first).repeat(8).and(store.first)
                .or(k.of(second).repeat(8).and(store.second))));
        writeBytes.next(store.valid.then(bytes, fill.valid.repeat(shape.beat())));
        copy.forEach(this::written);
        written(drained);

        for (int port = 0; port < load.size(); port++) loads(port, load.get(port));

        section("egress");
        var address = let("drain_place", shape.place(drain.context, drain.row));
        drained.first.assign(address);
        drained.others.assign(address);
        drained.reads.assign(drain.step.repeat(shape.banks()));
        when(drain.step, () -> row.next(drained.words));
        drain.data.assign(row);
    }

    /// The bank after the one that is set, cyclically.
    private static Bits after(Bits bank) {
        return Bits.concat(bank.low(bank.width() - 1), bank.high(1));
    }

    private void written(PacketCopy copy) {
        copy.writeFirst.assign(writeFirst);
        copy.writeOthers.assign(writeRest);
        copy.data.assign(writeData);
        copy.bytes.assign(writeBytes);
    }

    private void loads(int port, Load load) {
        section("load port " + port);
        var row = load.window.high(shape.row());
        var at = load.window.bits(2 + shape.bank(), 3);
        unused(load.window.low(3));
        var passes = let("load_" + port + "_passes", at.all());
        var rowFirst = let("load_" + port + "_row_first", passes.then(row.plus(1), row));
        var frames = copy.get(port);
        frames.first.assign(shape.place(branchContext, rowFirst));
        frames.others.assign(shape.place(branchContext, row));
        var bank = let("load_" + port + "_bank", at.maskAt(shape.banks()));
        frames.reads.assign(bank.or(after(bank)));
        for (int k = 0; k < shape.banks(); k++) {
            (k % 2 == 1 ? odds : evens).get(port).word.get(k / 2).assign(frames.words.bits(64 * k + 63, 64 * k));
        }
        load.even.assign(evens.get(port).joined);
        load.odd.assign(odds.get(port).joined);
    }
}
