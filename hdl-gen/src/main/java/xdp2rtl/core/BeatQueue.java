package xdp2rtl.core;

import xdp2rtl.core.packet.Ingress;
import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.BlockMem;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.isa.Dispatch;

@Doc("Beats that wait for one core. Who writes them sees to it that there are never too many.")
final class BeatQueue extends Component {
    private final Shape shape;

    final In push = in(1);
    final In pushed = in(width(shape));
    @Doc("the core can take another packet")
    final In mayBegin = in(1);
    /// To the core.
    final Out tdata = out(shape.beatBits());
    final Out tkeep = out(shape.beat());
    final Out tlast = out(1);
    final Out tuser = out(64);
    final Out tvalid = out(1);
    final In tready = in(1);
    @Doc("the core takes a beat")
    final Out taken = out(1);

    final BlockMem beats = blockMem(width(shape), Dispatch.QUEUE_BEATS);
    final Reg head = reg(Shape.log2(Dispatch.QUEUE_BEATS) + 1);
    final Reg tail = reg(Shape.log2(Dispatch.QUEUE_BEATS) + 1);
    final Reg readValid = reg(1);
    final Reg outValid = reg(1);
    final Reg out = reg(width(shape)).noReset();
    @Doc("the core has a part of the packet")
    final Reg begun = reg(1);

    BeatQueue(Shape shape) {
        this.shape = shape;
        super("beat_queue");
    }

    /// Bits of a beat.
    static int width(Shape shape) {
        return shape.beatBits() + shape.beat() + 1 + 64;
    }

    /// A beat, as it is written.
    static Bits beat(Ingress.Stream of) {
        return Bits.concat(of.tuser(), of.tlast(), of.tkeep(), of.tdata());
    }

    /// Whether it is its packet's last.
    static Bits last(Shape shape, Bits beat) {
        return beat.bit(shape.beatBits() + shape.beat());
    }

    @Override protected void logic() {
        int bits = Shape.log2(Dispatch.QUEUE_BEATS);
        when(push, () -> {
            beats.write(tail.low(bits), pushed);
            tail.next(tail.plus(1));
        });
        section("two registers: of the memory, and behind it");
        var moves = let("moves", outValid.not().or(taken));
        var readMoves = let("read_moves", readValid.not().or(moves));
        var waits = let("waits", head.isNot(tail));
        var reads = let("reads", readMoves.and(waits));
        var read = beats.read(head.low(bits), reads);
        when(reads, () -> head.next(head.plus(1)));
        when(readMoves, () -> readValid.next(waits));
        when(moves, () -> {
            outValid.next(readValid);
            out.next(read);
        });

        section("to the core");
        tdata.assign(out.low(shape.beatBits()));
        tkeep.assign(out.bits(shape.beatBits() + shape.beat() - 1, shape.beatBits()));
        tlast.assign(last(shape, out));
        tuser.assign(out.high(64));
        tvalid.assign(outValid.and(begun.or(mayBegin)));
        taken.assign(tvalid.and(tready));
        when(taken, () -> begun.next(tlast.not()));
        check("never_too_many", push.not().or(tail.minus(head).isNot(Dispatch.QUEUE_BEATS)));
    }
}
