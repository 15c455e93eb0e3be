package xdp2rtl.boards.adapter;

import static xdp2rtl.boards.adapter.BurstPort.ID;
import static xdp2rtl.boards.adapter.BurstPort.LINE;
import static xdp2rtl.boards.adapter.BurstPort.LINE_BYTES;

import java.util.Optional;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Choice;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;

@Doc("AXI4 slave of a memory with lines of 16 bytes: a write burst and a read burst at a time, neither of which "
        + "waits for the other. A write burst is answered when all of it is in the memory. Its beats pass at one "
        + "a cycle, those of a read burst at one in four.")
public final class MemorySlave extends Component {

    /// What the read burst is doing. After its line has been granted, the memory takes two cycles, or more.
    enum Read { IDLE, ASKING, FETCHING, FETCHED, READ }

    /// Access to the memory: made in the cycle in which it is valid and granted. What was read comes two cycles later, or
    /// as many more as the memory is late.
    public record Memory(Out valid, Out line, Out data, Out bytes, In granted, In read) {}

    private final int addressBits;
    private final int late;

    public final BurstPort axi = BurstPort.of(this, addressBits);
    public final Memory memory = new Memory(out(1), out(addressBits - LINE), out(8 * LINE_BYTES), out(LINE_BYTES),
            in(1), in(8 * LINE_BYTES));

    @Doc("the last access was a read: a beat that waits to be written is next")
    final Reg hasRead = reg(1);

    final BurstAddress writeBurst = use(new BurstAddress(addressBits));
    @Doc("beats of a write burst are to come")
    final Reg writing = reg(1);
    @Doc("all have come; the response is owed")
    final Reg written = reg(1);
    final Reg writeId = reg(ID).noReset();
    @Doc("a beat waits to be written")
    final Reg waits = reg(1);
    final Reg line = reg(addressBits - LINE).noReset();
    final Reg data = reg(8 * LINE_BYTES).noReset();
    final Reg bytes = reg(LINE_BYTES).noReset();

    final BurstAddress readBurst = use(new BurstAddress(addressBits));
    final Choice<Read> state = reg(Read.class, Read.IDLE);
    final Reg readId = reg(ID).noReset();
    final Reg answer = reg(8 * LINE_BYTES).noReset();
    @Doc("cycles until the line comes, the next two not counted")
    final Optional<Reg> missing;

    /// `addressBits`: of a byte address; more than 12. The memory has as many lines as that can name. `late`: cycles that it
    /// takes longer than two.
    public MemorySlave(int addressBits, int late) {
        this.addressBits = addressBits;
        this.late = late;
        super("memory_slave_" + addressBits + (late == 0 ? "" : "_" + late));
        missing = late == 0 ? Optional.empty() : Optional.of(reg(bitsFor(late)).noReset());
    }

    @Override protected void logic() {
        var reads = let("reads", state.is(Read.ASKING).and(waits.and(hasRead).not()), "the access is the read burst's");
        memory.valid().assign(reads.or(waits));
        memory.line().assign(reads.then(readBurst.line, line));
        memory.data().assign(data);
        memory.bytes().assign(reads.not().repeat(LINE_BYTES).and(bytes));
        when(memory.granted(), () -> hasRead.next(reads));
        write(let("stored", waits.and(reads.not()).and(memory.granted())));
        read(let("fetched", reads.and(memory.granted())));
    }

    private void write(Bits stored) {
        section("writes");
        var aw = axi.aw();
        var w = axi.w();
        var b = axi.b();
        aw.ready().assign(writing.or(written).not());
        begin(writeBurst, aw);
        when(aw.taken(), () -> {
            writing.next(1);
            writeId.next(aw.id());
        });
        w.ready().assign(writing.and(waits.not().or(stored)));
        var beat = let("beat", w.taken());
        unused(w.last());
        writeBurst.step.assign(beat);
        when(beat, () -> {
            waits.next(1);
            line.next(writeBurst.line);
            data.next(w.data());
            bytes.next(w.strb());
            when(writeBurst.last, () -> {
                writing.next(0);
                written.next(1);
            });
        }).elseWhen(stored, () -> waits.next(0));
        b.valid().assign(written.and(waits.not()));
        b.id().assign(writeId);
        b.resp().assign(constant(2, 0));
        when(b.taken(), () -> written.next(0));
    }

    private void read(Bits fetched) {
        section("reads");
        var ar = axi.ar();
        var r = axi.r();
        ar.ready().assign(state.is(Read.IDLE));
        begin(readBurst, ar);
        r.valid().assign(state.is(Read.READ));
        r.id().assign(readId);
        r.data().assign(answer);
        r.resp().assign(constant(2, 0));
        r.last().assign(readBurst.last);
        readBurst.step.assign(r.taken());
        cases(state,
                on(Read.IDLE, () -> when(ar.valid(), () -> {
                    state.next(Read.ASKING);
                    readId.next(ar.id());
                })),
                on(Read.ASKING, () -> when(fetched, () -> {
                    state.next(Read.FETCHING);
                    missing.ifPresent(it -> it.next(late));
                })),
                missing.isEmpty() ? go(Read.FETCHING, Read.FETCHED) : on(Read.FETCHING, this::come),
                go(Read.FETCHED, Read.READ, () -> answer.next(memory.read())),
                on(Read.READ, () -> when(r.ready(), () -> {
                    when(readBurst.last, () -> state.next(Read.IDLE)).otherwise(() -> state.next(Read.ASKING));
                })));
    }

    private void come() {
        var cycles = missing.orElseThrow();
        when(cycles.any(), () -> cycles.next(cycles.minus(1))).otherwise(() -> state.next(Read.FETCHED));
    }

    private static void begin(BurstAddress burst, BurstPort.Address channel) {
        burst.start.assign(channel.taken());
        burst.addr.assign(channel.addr());
        burst.len.assign(channel.len());
        burst.size.assign(channel.size());
        burst.burst.assign(channel.burst());
    }
}
