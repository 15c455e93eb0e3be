package xdp2rtl.boards.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static xdp2rtl.boards.adapter.BurstPort.LINE;
import static xdp2rtl.boards.adapter.BurstPort.LINE_BYTES;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xdp2rtl.boards.proof.Prover;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Reg;

/// What the AXI4 slave of the map memory must do, proved: AXI4 is kept, every beat comes in bounded time, and each is
/// at its place in the memory. For each a fault is planted, and found.
@Tag("long")
class MemoryProofTest {
    private static final int ADDRESS = 13;
    /// Cycles in which places are looked for: 6 beats of a write, 2 of a read.
    private static final int BOUND = 8;

    @TempDir Path directory;

    @Doc("the slave between a master that keeps the rules and a memory")
    abstract static class Rules extends Component {
        final BurstPort port = BurstPort.of(this, ADDRESS);
        final In granted = in(1);
        final In read = in(8 * LINE_BYTES);
        final MemorySlave block = use(new MemorySlave(ADDRESS, 0));
        final BurstChecker rules = use(new BurstChecker(ADDRESS));

        Rules(String name) {
            super("proof_of_" + name);
        }

        @Override protected void logic() {
            port.connect(block.axi);
            rules.watch(port);
            block.memory.granted().assign(granted.and(block.memory.valid()));
            block.memory.read().assign(read);
            unused(block.memory.line(), block.memory.data(), block.memory.bytes());
        }
    }

    @Doc("the memory lets the slave wait for up to three cycles, and so does the master: nothing waits for ever")
    static final class Kept extends Rules {
        private static final int PATIENCE = 3;
        private static final int LONGEST = 24;

        @Doc("cycles that the memory lets the slave wait, the master a write response, the master read data")
        private final List<Reg> patience = regs(3, 2);
        @Doc("cycles that the slave lets wait: write addresses, write data, the response, read addresses, read data")
        private final List<Reg> waited = regs(5, 5);
        @Doc("a write burst has been taken and not been answered; so many beats of it are to come; some of a read burst are")
        private final Reg open = reg(1);
        private final Reg left = reg(9);
        private final Reg reading = reg(1);

        Kept() {
            super("memory_slave");
        }

        @Override protected void logic() {
            super.logic();
            patient(0, "memory", block.memory.valid(), granted);
            patient(1, "write_master", port.b().valid(), port.b().ready());
            patient(2, "read_master", port.r().valid(), port.r().ready());
            when(port.aw().taken(), () -> {
                open.next(1);
                left.next(port.aw().len().zext(9).plus(1));
            }).elseWhen(port.w().taken(), () -> left.next(left.minus(1)));
            when(port.b().taken(), () -> open.next(0));
            when(port.ar().taken(), () -> reading.next(1)).elseWhen(port.r().taken().and(port.r().last()),
                    () -> reading.next(0));
            inTime(0, "a_write_address", port.aw().valid().and(open.not()), port.aw().taken());
            inTime(1, "write_data", port.w().valid().and(left.any()), port.w().taken());
            inTime(2, "a_write_response", open.and(left.any().not()), port.b().taken());
            inTime(3, "a_read_address", port.ar().valid().and(reading.not()), port.ar().taken());
            inTime(4, "read_data", reading, port.r().taken());
        }

        private void patient(int i, String who, Bits asks, Bits moves) {
            var count = patience.get(i);
            var waits = let(who + "_waits", asks.and(moves.not()));
            count.next(waits.then(count.plus(1), constant(2, 0)));
            given(who + "_goes_on", waits.not().or(count.below(PATIENCE)));
        }

        private void inTime(int i, String what, Bits owed, Bits moves) {
            var count = waited.get(i);
            count.next(owed.and(moves.not()).then(count.is(31).then(count, count.plus(1)), constant(5, 0)));
            check(what + "_is_taken_in_time", count.below(LONGEST));
        }
    }

    @Doc("some beat of every burst, whichever: it is where AXI4's formulas have it. Beats write something, so that they are told from reads")
    static final class Places extends Rules {
        @Doc("number of the beat")
        final In beat = in(4);
        private final Reg still = reg(4);
        private final Reg begun = reg(1);
        @Doc("what the write burst is; beats that have been given, and been written")
        private final Reg writeAddress = reg(ADDRESS);
        private final Reg writeSize = reg(3);
        private final Reg writeLen = reg(8);
        private final Reg writeKind = reg(2);
        private final Reg given = reg(9);
        private final Reg stored = reg(9);
        private final Reg data = reg(8 * LINE_BYTES);
        private final Reg strobes = reg(LINE_BYTES);
        @Doc("what the read burst is; beats that have been fetched, and been taken")
        private final Reg readAddress = reg(ADDRESS);
        private final Reg readSize = reg(3);
        private final Reg readLen = reg(8);
        private final Reg readKind = reg(2);
        private final Reg fetched = reg(9);
        private final Reg taken = reg(9);
        @Doc("the line was granted a cycle ago, two cycles ago")
        private final Reg first = reg(1);
        private final Reg second = reg(1);
        private final Reg came = reg(8 * LINE_BYTES);

        Places() {
            super("places_of_memory_slave");
        }

        @Override protected void logic() {
            super.logic();
            begun.next(1);
            still.next(beat);
            given("the_beat_stays", begun.not().or(still.is(beat)));
            written();
            fetched();
        }

        private void written() {
            var memory = block.memory;
            when(port.aw().taken(), () -> {
                writeAddress.next(port.aw().addr());
                writeSize.next(port.aw().size());
                writeLen.next(port.aw().len());
                writeKind.next(port.aw().burst());
                given.next(0);
                stored.next(0);
            });
            var gives = port.w().taken();
            when(gives, () -> given.next(given.plus(1)));
            when(gives.and(given.is(beat.zext(9))), () -> {
                data.next(port.w().data());
                strobes.next(port.w().strb());
            });
            given("a_beat_writes_something", port.w().valid().not().or(port.w().strb().any()));
            var writes = let("writes", memory.valid().and(memory.bytes().any()).and(granted));
            when(writes, () -> stored.next(stored.plus(1)));
            check("nothing_is_written_but_beats", writes.not().or(stored.below(given)));
            check("all_is_written_before_the_response", port.b().valid().not().or(stored.is(given)));
            var here = let("here", writes.and(stored.is(beat.zext(9))));
            check("a_beat_is_written_whole", here.not().or(memory.data().is(data).and(memory.bytes().is(strobes))));
            check("a_beat_is_written_at_its_place",
                    here.not().or(memory.line().is(line("write", writeAddress, writeSize, writeLen, writeKind))));
        }

        private void fetched() {
            var memory = block.memory;
            when(port.ar().taken(), () -> {
                readAddress.next(port.ar().addr());
                readSize.next(port.ar().size());
                readLen.next(port.ar().len());
                readKind.next(port.ar().burst());
                fetched.next(0);
                taken.next(0);
            });
            var fetches = let("fetches", memory.valid().and(memory.bytes().any().not()).and(granted));
            check("nothing_is_fetched_but_beats", fetches.not().or(fetched.is(taken)));
            when(fetches, () -> fetched.next(fetched.plus(1)));
            when(port.r().taken(), () -> taken.next(taken.plus(1)));
            first.next(fetches.and(fetched.is(beat.zext(9))));
            second.next(first);
            when(second, () -> came.next(read));
            var line = line("read", readAddress, readSize, readLen, readKind);
            check("a_beat_is_read_at_its_place",
                    fetches.and(fetched.is(beat.zext(9))).not().or(memory.line().is(line)));
            check("a_beat_is_what_was_read",
                    port.r().valid().and(taken.is(beat.zext(9))).not().or(port.r().data().is(came)));
        }

        /// The line of the beat by the formulas of AXI4: `Aligned_Address`, `Wrap_Boundary`, `Address_N`.
        private Bits line(String way, Bits start, Bits size, Bits len, Bits kind) {
            int wide = ADDRESS + 4;
            var from = start.zext(wide);
            var before = let(way + "_before", beat.zext(wide).shl(size));
            var aligned = from.and(Bits.of(wide, 1).shl(size).minus(1).not());
            var total = let(way + "_total", len.zext(wide).plus(1).shl(size));
            var boundary = from.and(total.minus(1).not());
            var straight = let(way + "_straight", from.plus(before));
            var wrapped = straight.atLeast(boundary.plus(total)).then(straight.minus(total), straight);
            var place = let(way + "_place", kind.is(0).then(from, kind.is(2).then(wrapped, aligned.plus(before))));
            unused(place.low(LINE), place.high(wide - ADDRESS));
            return place.bits(ADDRESS - 1, LINE);
        }
    }

    private Prover of(Component proof) {
        return Prover.of(proof, directory);
    }

    @Test void axi4IsKeptAndEveryBeatPassesSoon() {
        assertEquals(Prover.HOLDS, of(new Kept()).always());
    }

    @Test void everyBeatIsAtItsPlace() {
        assertEquals(Prover.HOLDS, of(new Places()).bounded(BOUND));
    }

    @Test void aResponseBeforeTheLastBeatIsWrittenIsFound() {
        found(new Places(), "memory_slave", "written & ~waits", "written");
    }

    @Test void aReadThatHasNoEndIsFound() {
        found(new Kept(), "burst_address", "~(|left)", "1'b0");
    }

    @Test void aResponseThatGoesAwayIsFound() {
        found(new Kept(), "memory_slave", "axi_b_valid & axi_b_ready", "axi_b_valid");
    }

    @Test void aBurstThatDoesNotWrapIsFound() {
        found(new Places(), "burst_address", "== 2'd2", "== 2'd3");
    }

    @Test void aLineThatIsTakenACycleEarlyIsFound() {
        found(new Places(), "memory_slave", "state <= READ_FETCHING;", "state <= READ_FETCHED;");
    }

    private void found(Component proof, String module, String from, String to) {
        assertEquals(Prover.FAILS, of(proof).with(module, from, to).bounded(BOUND));
    }
}
