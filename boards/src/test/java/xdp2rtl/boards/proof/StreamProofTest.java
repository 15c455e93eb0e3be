package xdp2rtl.boards.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xdp2rtl.boards.stream.FramePadder;
import xdp2rtl.boards.stream.MetadataStripper;
import xdp2rtl.boards.stream.Narrower;
import xdp2rtl.boards.stream.PacketFifo;
import xdp2rtl.boards.stream.RegisterSlice;
import xdp2rtl.boards.stream.Widener;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.Reg;

/// What the stream blocks must do, proved for small widths: whatever comes by the rules, in whatever cycles, leaves by the rules, with
/// every byte in its place ([PacketPattern]). For each a fault is planted, and found.
class StreamProofTest {
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
            check("length_is_that_of_the_packet", block.to.valid().not().or(block.to.last().not()).or(block.length.is(total)));
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


    private Prover of(Component proof) {
        return Prover.of(proof, directory);
    }

    @Test void aSliceLosesNothing() {
        assertEquals("holds", of(new SliceProof()).always());
    }

    @Test void aNarrowerLosesNothing() {
        assertEquals("holds", of(new NarrowerProof()).always());
    }

    @Test void aWidenerLosesNothing() {
        assertEquals("holds", of(new WidenerProof()).always());
    }

    @Test void aPadderPads() {
        assertEquals("holds", of(new PadderProof()).always());
    }

    @Test void aFifoThatWaitsLosesNothing() {
        assertEquals("holds", of(new FifoProof(8, PacketFifo.Room.WAIT)).always());
    }

    @Test void aFifoDropsPacketsOverTheLimitAsAWhole() {
        assertEquals("holds", of(new FifoProof(5, PacketFifo.Room.WAIT)).always());
    }

    @Test void aFifoThatDoesNotWaitDropsWholePackets() {
        assertEquals("holds", of(new FifoProof(5, PacketFifo.Room.DROP)).always());
    }
}
