package xdp2rtl.boards.stream;

import java.util.ArrayList;
import java.util.List;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.BlockMem;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.Mem;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;

@Doc("Stores whole packets, counts their bytes, and gives them without bubbles. A packet over the limit is "
        + "dropped, and so is one that finds no room (see room).")
public final class PacketFifo extends Component {

    /// What happens to a packet for which there is no room.
    public enum Room {
        /// It waits, unless it alone fills the memory.
        WAIT,
        /// It is dropped: `from_ready` is always 1.
        DROP
    }

    /// Packets that can wait in the memory, at most.
    private static final int MOST_PACKETS = 64;
    private static final int LENGTH = 16;

    private final int bytes;
    private final int depth;
    private final int sideBits;
    private final int limit;
    private final Room room;
    private final int waiting;

    @Doc("side counts in the last beat")
    public final StreamSink from = StreamSink.of(this, bytes, sideBits);
    public final StreamSource to = StreamSource.of(this, bytes, sideBits);
    @Doc("bytes of the packet that leaves")
    public final Out length = out(LENGTH);
    @Doc("a packet has been dropped")
    public final Out dropped = out(1);

    final BlockMem beats = blockMem(9 * bytes + 1, depth);
    final Mem packets = mem(LENGTH + sideBits, waiting);
    @Doc("next beat to be read; one bit more than an address")
    final Reg head = reg(bitsFor(depth - 1) + 1);
    @Doc("next beat to be written")
    final Reg tail = reg(bitsFor(depth - 1) + 1);
    @Doc("tail when the last whole packet had come")
    final Reg committed = reg(bitsFor(depth - 1) + 1);
    final Reg packetHead = reg(bitsFor(waiting - 1) + 1);
    final Reg packetTail = reg(bitsFor(waiting - 1) + 1);
    @Doc("the rest of this packet is thrown away")
    final Reg dropping = reg(1);
    @Doc("beats of this packet before this one")
    final Reg number = reg(bitsFor(limit / bytes + 1));
    @Doc("a beat stands in beats_q")
    final Reg full = reg(1);
    @Doc("a beat stands in beat")
    final Reg standing = reg(1);
    final Reg beat = reg(9 * bytes + 1).noReset();
    @Doc("no beat has stood there yet")
    final Reg none = reg(1).reset(1);
    final Reg description = reg(LENGTH + sideBits).noReset();

    /// `depth` beats, a power of two; packets of up to `limit` bytes.
    public PacketFifo(int bytes, int depth, int sideBits, int limit, Room room) {
        this.bytes = bytes;
        this.depth = depth;
        this.sideBits = sideBits;
        this.limit = limit;
        this.room = room;
        this.waiting = Math.min(depth, MOST_PACKETS);
        super("packet_fifo_" + bytes + "x" + depth + "_s" + sideBits + "_l" + limit
                + (room == Room.WAIT ? "_waits" : "_drops"));
    }

    @Override protected void logic() {
        section("in");
        var noRoom = let("no_room", isAhead(tail, head, depth).or(isAhead(packetTail, packetHead, waiting)));
        // Where no whole packet is stored nothing can leave and make room.
        from.ready().assign(room == Room.DROP ? constant(1, 1) : noRoom.not().or(dropping)
                .or(committed.is(head)));
        var taken = let("taken", from.valid().and(from.ready()));
        var stored = let("stored", taken.and(dropping.not()).and(noRoom.not()));
        var fits = let("fits", number.below(limit / bytes)
                .or(number.is(limit / bytes).and(from.keep().bit(limit % bytes).not())),
                "with this beat the packet is no longer than the limit");
        var good = let("good", stored.and(fits));
        var total = let("total", lengthWith(from.keep()), "bytes of the packet with this beat");
        when(stored, () -> beats.write(tail.low(tail.width() - 1),
                Bits.concat(from.last(), from.keep(), from.data())));
        // What is written for a packet over the limit does not count: packet_tail stays.
        when(stored.and(from.last()),
                () -> packets.write(packetTail.low(packetTail.width() - 1), Bits.concat(from.side(), total)));
        when(taken, () -> {
            number.next(from.last().or(good.not()).then(constant(number.width(), 0), number.plus(1)));
            dropping.next(good.not().and(from.last().not()));
            tail.next(good.then(tail.plus(1), committed));
            when(good.and(from.last()), () -> {
                committed.next(tail.plus(1));
                packetTail.next(packetTail.plus(1));
            });
        });
        dropped.assign(taken.and(good.not()).and(from.last()));

        section("out");
        var moves =
                let("moves", standing.not().or(to.ready()), "the output takes the beat in beats_q, if there is one");
        var advance = let("advance", full.not().or(moves));
        var reading = let("reading", advance.and(head.isNot(committed)));
        var word = beats.read(head.low(head.width() - 1), reading);
        when(reading, () -> head.next(head.plus(1)));
        when(advance, () -> full.next(reading));
        when(moves, () -> standing.next(full));
        // Nothing but these registers behind the memory: it has them itself, and without them takes half a cycle to
        // answer.
        when(moves.and(full), () -> {
            beat.next(word);
            none.next(0);
        });
        var begins = let("begins", moves.and(full).and(none.or(beat.bit(9 * bytes))),
                "the beat in beats_q is the first of its packet");
        when(begins, () -> {
            description.next(packets.at(packetHead.low(packetHead.width() - 1)));
            packetHead.next(packetHead.plus(1));
        });
        to.valid().assign(standing);
        to.data().assign(beat.low(8 * bytes));
        to.keep().assign(beat.bits(9 * bytes - 1, 8 * bytes));
        to.last().assign(beat.bit(9 * bytes));
        length.assign(description.low(LENGTH));
        to.side().assign(description.high(sideBits));
        check("beats_fit", tail.minus(head).atMost(depth));
    }

    /// Whether `one` is `size` after `other`, both of one bit more than numbers below `size`, a power of two: no
    /// subtraction.
    private Bits isAhead(Reg one, Reg other, int size) {
        return one.is(other.xor(constant(other.width(), size)));
    }

    /// Whole beats before this one, and its own bytes.
    private Bits lengthWith(Bits keep) {
        int beatBits = bitsFor(bytes - 1);
        var before = number.width() + beatBits > LENGTH ? number.low(LENGTH - beatBits) : number;
        var whole = Bits.concat(before, constant(beatBits, 0)).zext(LENGTH);
        return whole.plus(ones(keep).zext(LENGTH));
    }

    /// How many bits are set, where they are contiguous from bit 0: digit by digit from the highest, by halves.
    private Bits ones(Bits keep) {
        var all = keep.bit(keep.width() - 1);
        var digits = new ArrayList<Bits>(List.of(all));
        var rest = keep.low(keep.width() - 1);
        for (int half = keep.width() / 2; half >= 1; half /= 2) {
            var digit = rest.bit(half - 1);
            digits.add(all.not().and(digit));
            if (half > 1) rest = let("kept_" + half, digit.then(rest.high(half - 1), rest.low(half - 1)));
        }
        return Bits.concat(List.copyOf(digits));
    }
}
