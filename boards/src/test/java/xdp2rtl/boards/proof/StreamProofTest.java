package xdp2rtl.boards.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import xdp2rtl.boards.stream.FramePadder;
import xdp2rtl.boards.stream.MetadataStripper;
import xdp2rtl.boards.stream.Narrower;
import xdp2rtl.boards.stream.PacketArbiter;
import xdp2rtl.boards.stream.PacketFifo;
import xdp2rtl.boards.stream.PacketSplitter;
import xdp2rtl.boards.stream.RegisterSlice;
import xdp2rtl.boards.stream.StreamChecker;
import xdp2rtl.boards.stream.StreamFlow;
import xdp2rtl.boards.stream.StreamSink;
import xdp2rtl.boards.stream.StreamSource;
import xdp2rtl.boards.stream.Widener;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Reg;

/// What the stream blocks must do, proved for small widths: whatever comes by the rules, in whatever cycles, leaves by
/// the rules, with every byte in its place ([PacketPattern]). For each a fault is planted, and found.
@Execution(ExecutionMode.CONCURRENT)
@Tag("long")
class StreamProofTest {
    /// Cycles of the proofs that are bounded: a memory of 4 beats fills, empties and comes round.
    private static final int BOUND = 12;

    @TempDir Path directory;

    static final class SliceProof extends StreamProof {
        final RegisterSlice block = use(new RegisterSlice(2, PacketPattern.SIDE));

        SliceProof() {
            super("register_slice", 2, 2, PacketPattern.Kind.WHOLE);
        }

        @Override protected void logic() {
            around(block.from, block.to);
        }
    }

    static final class NarrowerProof extends StreamProof {
        final Narrower block = use(new Narrower(4, 2, PacketPattern.SIDE));

        NarrowerProof() {
            super("narrower", 4, 2, PacketPattern.Kind.WHOLE);
        }

        @Override protected void logic() {
            around(block.from, block.to);
        }
    }

    static final class WidenerProof extends StreamProof {
        final Widener block = use(new Widener(2, 4, PacketPattern.SIDE));

        WidenerProof() {
            super("widener", 2, 4, PacketPattern.Kind.WHOLE);
        }

        @Override protected void logic() {
            around(block.from, block.to);
        }
    }

    static final class PadderProof extends StreamProof {
        final FramePadder block = use(new FramePadder(16, PacketPattern.SIDE));

        PadderProof() {
            super("frame_padder", 16, 16, PacketPattern.Kind.PADDED);
        }

        @Override protected void logic() {
            block.enable.assign(constant(1, 1));
            around(block.from, block.to);
        }
    }

    @Doc("a queue; length and side are those of the packet, and no packet has a bubble")
    static final class FifoProof extends StreamProof {
        private static final int BYTES = 2;
        private final int limit;
        private final PacketFifo.Room room;

        final PacketFifo block = use(new PacketFifo(BYTES, 4, PacketPattern.SIDE, limit, room));
        @Doc("bytes of the packet that have left")
        final Reg left = reg(16);
        final Reg leaving = reg(1);
        @Doc("beats of the packet that have come")
        final Reg beats = reg(3);

        /// `limit`: 8, all of the memory, so that no packet is dropped; or less, so that some are.
        FifoProof(int limit, PacketFifo.Room room) {
            this.limit = limit;
            this.room = room;
            super("packet_fifo", BYTES, BYTES, whole(limit, room) ? PacketPattern.Kind.WHOLE : PacketPattern.Kind.GAPS);
        }

        private static boolean whole(int limit, PacketFifo.Room room) {
            return limit == 8 && room == PacketFifo.Room.WAIT;
        }

        @Override protected void logic() {
            around(block.from, block.to);
            var count = block.to.keep().bit(1).then(constant(16, 2), constant(16, 1));
            var total = let("total", left.plus(count));
            when(block.to.valid().and(out.ready()), () -> {
                left.next(block.to.last().then(constant(16, 0), total));
                leaving.next(block.to.last().not());
            });
            when(taken(), () -> beats.next(in.last().then(constant(3, 0), beats.is(7).then(beats, beats.plus(1)))));
            check("length_is_that_of_the_packet",
                    block.to.valid().not().or(block.to.last().not()).or(block.length.is(total)));
            check("no_packet_over_the_limit", block.to.valid().not().or(block.length.atMost(limit)));
            check("no_bubbles", leaving.not().or(block.to.valid()));
            if (whole(limit, room)) {
                given("packets_fit_the_memory", in.valid().not().or(beats.below(3)).or(in.last()));
                check("nothing_is_dropped", block.dropped.not());
            } else {
                check("dropped_at_the_end", block.dropped.not().or(taken().and(in.last())));
            }
            if (room == PacketFifo.Room.DROP) check("never_waits", in.ready());
        }
    }

    static final class StripperProof extends StreamProof {
        private static final int BYTES = 8;
        final MetadataStripper block = use(new MetadataStripper(BYTES, PacketPattern.SIDE));
        @Doc("bytes of metadata in front, a multiple of 4 up to 16")
        final In skip = in(8);
        final Reg old = reg(8);
        final Reg underway = reg(1);
        @Doc("bytes of this packet before this beat, at most 24")
        final Reg gone = reg(5);

        StripperProof() {
            super("metadata_stripper", BYTES, BYTES, PacketPattern.Kind.WHOLE);
        }

        @Override protected void logic() {
            block.skip.assign(skip);
            around(block.from, block.to, skip.low(5));
            when(in.valid(), () -> old.next(skip));
            when(taken(), () -> {
                underway.next(in.last().not());
                gone.next(in.last().then(constant(5, 0), gone.atLeast(24).then(gone, gone.plus(BYTES))));
            });
            var waiting = delayReset(1, let("waits", in.valid().and(in.ready().not())), "waiting");
            given("metadata_is_whole_words", skip.low(2).any().not().and(skip.atMost(16)));
            given("metadata_stays", underway.or(waiting).not().or(skip.is(old)));
            var found = new ArrayList<Bits>();
            for (int i = 0; i < BYTES; i++) found.add(in.keep().bit(i).and(gone.plus(i).is(skip.low(5))));
            var there = let("there", Bits.concat(found.reversed()).any().or(gone.above(skip.low(5))));
            given("there_is_a_packet", in.valid().not().or(in.last().not()).or(there));
        }
    }

    @Doc("two streams merged: each keeps its order, no packet is broken into, no stream waits for more than a packet")
    static final class ArbiterProof extends Component {
        private static final int BYTES = 2;
        final List<StreamSink> in =
                List.of(StreamSink.of(this, BYTES, PacketPattern.SIDE), StreamSink.of(this, BYTES, PacketPattern.SIDE));
        final StreamSource out = StreamSource.of(this, BYTES, PacketPattern.SIDE);
        final PacketArbiter block = use(new PacketArbiter(2, BYTES, PacketPattern.SIDE));
        final List<StreamChecker> rules = use(2, () -> new StreamChecker(BYTES, PacketPattern.SIDE, true));
        final List<PacketPattern> made = use(2, () -> new PacketPattern(BYTES, PacketPattern.Kind.GIVEN));
        final StreamChecker kept = use(new StreamChecker(BYTES, PacketPattern.SIDE));
        final List<PacketPattern> seen = use(2, () -> new PacketPattern(BYTES, PacketPattern.Kind.WHOLE));
        final Reg underway = reg(1);
        final Reg lane = reg(1);
        @Doc("packets of the other stream that have left while this one waited")
        final List<Reg> passed = regs(2, 2);

        ArbiterProof() {
            super("proof_of_packet_arbiter");
        }

        @Override protected void logic() {
            var flow = block.to.flow();
            flow.into(out);
            kept.watch(flow, out.ready());
            var taken = let("taken", flow.valid().and(out.ready()));
            when(taken, () -> {
                underway.next(flow.last().not());
                lane.next(block.lane);
            });
            check("no_packet_is_broken_into", underway.not().or(flow.valid().not()).or(block.lane.is(lane)));
            for (int i = 0; i < 2; i++) {
                var sink = in.get(i);
                sink.flow().into(block.from.get(i));
                rules.get(i).watch(sink.flow(), sink.ready());
                made.get(i).watch(sink.flow(), sink.ready());
                var mine = new StreamFlow(flow.valid().and(block.lane.is(i)), flow.data(), flow.keep(), flow.last(),
                        flow.side(), _ -> {});
                seen.get(i).watch(mine, out.ready());
                var count = passed.get(i);
                var other = taken.and(flow.last()).and(block.lane.isNot(i));
                count.next(sink.valid().and(sink.ready().not()).then(count.is(3).then(count, count.plus(other.zext(2))),
                        constant(2, 0)));
                check("stream_" + i + "_has_its_turn", count.atMost(1));
            }
        }
    }

    @Doc("packets for one of three streams, or for the first two: each of these takes every beat once and waits for no other")
    static final class SplitterProof extends Component {
        private static final int BYTES = 2;
        private static final int COUNT = 3;
        final StreamSink in = StreamSink.of(this, BYTES, PacketPattern.SIDE);
        final In lanes = in(COUNT);
        final List<StreamSource> out =
                IntStream.range(0, COUNT).mapToObj(_ -> StreamSource.of(this, BYTES, PacketPattern.SIDE)).toList();
        final PacketSplitter block = use(new PacketSplitter(COUNT, COUNT - 1, BYTES, PacketPattern.SIDE));
        final StreamChecker rules = use(new StreamChecker(BYTES, PacketPattern.SIDE, true));
        final PacketPattern made = use(new PacketPattern(BYTES, PacketPattern.Kind.GIVEN));
        final List<StreamChecker> kept = use(COUNT, () -> new StreamChecker(BYTES, PacketPattern.SIDE));
        final List<PacketPattern> seen = use(COUNT, () -> new PacketPattern(BYTES, PacketPattern.Kind.GAPS));
        @Doc("a packet has been offered and not been taken to its end")
        final Reg begun = reg(1);
        final Reg lanesBefore = reg(COUNT).noReset();
        @Doc("the stream has taken the beat that is offered")
        final List<Reg> had = regs(COUNT, 1);

        SplitterProof() {
            super("proof_of_packet_splitter");
        }

        @Override protected void logic() {
            in.flow().into(block.from);
            block.lanes.assign(lanes);
            rules.watch(in.flow(), in.ready());
            made.watch(in.flow(), in.ready());
            var taken = let("taken", in.valid().and(in.ready()));
            when(in.valid(), () -> {
                begun.next(taken.and(in.last()).not());
                lanesBefore.next(lanes);
            });
            given("a_packet_is_for_somebody", in.valid().not().or(lanes.any()));
            given("a_packet_for_the_last_is_for_no_other", lanes.bit(COUNT - 1).and(lanes.low(COUNT - 1).any()).not());
            given("its_streams_stay", in.valid().and(begun).not().or(lanes.is(lanesBefore)));
            var have = new ArrayList<Bits>();
            for (int i = 0; i < COUNT; i++) {
                var flow = block.to.get(i).flow();
                flow.into(out.get(i));
                kept.get(i).watch(flow, out.get(i).ready());
                seen.get(i).watch(flow, out.get(i).ready());
                var has = let("has_" + i, had.get(i).or(flow.valid().and(out.get(i).ready())));
                had.get(i).next(taken.not().and(has));
                check("stream_" + i + "_is_offered_its_beats_once",
                        flow.valid().is(in.valid().and(lanes.bit(i)).and(had.get(i).not())));
                have.add(has.or(lanes.bit(i).not()));
            }
            check("a_beat_is_gone_when_all_have_it", in.valid().not().or(in.ready().is(Bits.concat(have).all())));
        }
    }

    private Prover of(Component proof) {
        return Prover.of(proof, directory);
    }

    /// What holds for ever, and what a fault does to it.
    private void always(Component proof, String module, String from, String to) {
        var prover = of(proof);
        assertEquals(Prover.HOLDS, prover.always());
        assertEquals(Prover.FAILS, prover.with(module, from, to).bounded(BOUND));
    }

    /// What holds for the first cycles after a reset.
    private void bounded(Component proof, String module, String from, String to) {
        var prover = of(proof);
        assertEquals(Prover.HOLDS, prover.bounded(BOUND));
        assertEquals(Prover.FAILS, prover.with(module, from, to).bounded(BOUND));
    }

    @Test void aSliceLosesNothing() {
        always(new SliceProof(), "register_slice", "spare <= ", "beat <= ");
    }

    @Test void aNarrowerLosesNothing() {
        always(new NarrowerProof(), "narrower", "from_ready = to_ready & ~more_bytes", "from_ready = to_ready");
    }

    @Test void aWidenerLosesNothing() {
        always(new WidenerProof(), "widener", "from_ready = to_ready | ~complete", "from_ready = 1'b1");
    }

    @Test void aPadderPads() {
        always(new PadderProof(), "frame_padder", "16'hfff", "16'h7ff");
    }

    @Test void metadataIsTakenOffAndNothingElse() {
        bounded(new StripperProof(), "metadata_stripper", "flushing <= flush;", "flushing <= 1'b0;");
    }

    @Test void anArbiterMixesNothingAndIsFair() {
        always(new ArbiterProof(), "packet_arbiter", "busy <= ~(to_ready & to_last)", "busy <= ~to_ready");
    }

    @Test void anArbiterThatIsUnfairIsFound() {
        assertEquals(Prover.FAILS,
                of(new ArbiterProof()).with("packet_arbiter", "chosen <= current;", "chosen <= 1'b1;").bounded(BOUND));
    }

    @Test void aSplitterGivesEachBeatOnceToEach() {
        always(new SplitterProof(), "packet_splitter", "lanes & ~{1'b0, done}", "lanes");
    }

    @Test void aSplitterWhoseStreamsWaitForEachOtherIsFound() {
        assertEquals(Prover.FAILS, of(new SplitterProof())
                .with("packet_splitter", "to_0_valid = from_valid & ", "to_0_valid = from_valid & to_1_ready & ")
                .bounded(BOUND));
    }

    @Test void aFifoThatWaitsLosesNothing() {
        bounded(new FifoProof(8, PacketFifo.Room.WAIT), "packet_fifo", "~no_room | dropping", "1'b1 | dropping");
    }

    @Test void aFifoDropsPacketsOverTheLimitAsAWhole() {
        bounded(new FifoProof(5, PacketFifo.Room.WAIT), "packet_fifo", "stored & fits", "stored");
    }

    @Test void aFifoThatDoesNotWaitDropsWholePackets() {
        bounded(new FifoProof(5, PacketFifo.Room.DROP), "packet_fifo", "taken & ~dropping & ~no_room",
                "taken & ~no_room");
    }
}
