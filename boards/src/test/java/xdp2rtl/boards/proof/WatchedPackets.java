package xdp2rtl.boards.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import xdp2rtl.boards.stream.StreamWatcher;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Reg;

@Doc("Looks at a stream among several, of which one is watched, whichever. Each byte of a watched packet says where it belongs: "
        + "1, whether it is the packet's last, the packet's number modulo 2, the byte's number in the packet modulo 32. Bytes of others have "
        + "a 0 in front. So a watched packet that comes out has come whole and in its place, and no packet was broken into.")
public final class WatchedPackets extends StreamWatcher {
    private static final int INDEX = 5;
    /// Bytes up to which places are told apart.
    private static final int NEAR = 64;

    /// Whose packets.
    public enum Kind {
        /// Those of the surroundings: conditions.
        GIVEN,
        /// Those of the block.
        SEEN
    }

    private final int shortest;

    @Doc("packets here can be watched ones; of the surroundings: they are")
    public final In mine = in(1);
    @Doc("bytes in front of a packet that are not part of it")
    public final In ahead = in(INDEX);
    @Doc("watched packets that are shorter than the shortest frame end in zeros")
    public final In padded = in(1);
    @Doc("no watched packet is missing")
    public final In complete = in(1);
    @Doc("label is the number of a watched packet in its first beat")
    public final In labelled = in(1);
    public final In label = in(1);

    final Reg underway = reg(1);
    @Doc("this packet is a watched one")
    final Reg marked = reg(1);
    @Doc("the number of this packet, and of the next one")
    final Reg number = reg(1);
    final Reg next = reg(1);
    @Doc("the watched packet has ended, zeros follow")
    final Reg ended = reg(1);
    @Doc("of the first byte of this beat")
    final Reg index = reg(INDEX + 2);
    @Doc("64 bytes or more have passed")
    final Reg far = reg(1);
    @Doc("side is the same in all beats of a packet")
    final Reg sideBefore = reg(side.width()).noReset();

    /// `shortest`: bytes of the shortest frame, up to 60.
    public WatchedPackets(int bytes, int sideBits, int shortest, Kind kind) {
        this.shortest = shortest;
        super("watched_packets_" + bytes + "_s" + sideBits + "_" + kind.name().toLowerCase(Locale.ROOT), bytes,
                sideBits, kind == Kind.GIVEN);
    }

    @Override protected void logic() {
        var watched = let("watched", given ? mine : underway.then(marked, data.bit(7)));
        var current = let("current", given ? next : underway.then(number, data.bit(INDEX)));
        var places = new ArrayList<Bits>();
        for (int i = 0; i < bytes; i++) places.add(let("place_" + i, index.plus(i)));
        var over = given ? bytesOfTheSurroundings(watched, current, places) : bytesOfTheBlock(watched, current, places);

        rule("side_stays", valid.and(underway).not().or(side.is(sideBefore)));
        rule("label_is_the_packets", valid.and(labelled).and(watched).and(underway.not()).not().or(label.is(current)));
        when(valid.and(ready), () -> {
            underway.next(last.not());
            marked.next(watched);
            number.next(current);
            when(last.and(watched), () -> next.next(current.not()));
            ended.next(last.not().and(over));
            index.next(last.then(constant(index.width(), 0), index.plus(bytes)));
            far.next(last.not().and(far.or(index.atLeast(NEAR - bytes))));
            sideBefore.next(side);
        });
    }

    private Bits bytesOfTheSurroundings(Bits watched, Bits current, List<Bits> places) {
        var good = new ArrayList<Bits>();
        var behind = new ArrayList<Bits>(List.of(far));
        for (int i = 0; i < bytes; i++) {
            var end = i == bytes - 1 ? last : last.and(keep.bit(i + 1).not());
            var right = value(i)
                    .is(Bits.concat(List.of(constant(1, 1), end, current, places.get(i).low(INDEX).minus(ahead))));
            good.add(keep.bit(i).not().or(watched.then(right, value(i).bit(7).not())));
            behind.add(keep.bit(i).and(places.get(i).atLeast(ahead.zext(index.width()))));
        }
        rule("bytes_say_where_they_belong", valid.not().or(Bits.concat(good).all()));
        rule("a_packet_has_bytes", valid.and(last).not().or(Bits.concat(behind).any()));
        unused(padded, complete, marked, number, ended);
        return constant(1, 0);
    }

    private Bits bytesOfTheBlock(Bits watched, Bits current, List<Bits> places) {
        var good = new ArrayList<Bits>();
        Bits over = ended;
        for (int i = 0; i < bytes; i++) {
            var place = places.get(i);
            var right = let("right_" + i, value(i)
                    .is(Bits.concat(List.of(constant(1, 1), value(i).bit(6), current, place.low(INDEX).minus(ahead)))));
            var filler = let("filler_" + i, value(i).is(0).and(padded).and(far.not()).and(place.below(shortest)));
            good.add(let("good_" + i,
                    keep.bit(i).not().or(watched.then(over.then(filler, right), value(i).bit(7).not()))));
            over = let("over_" + i, over.or(keep.bit(i).and(value(i).bit(6))));
        }
        check("bytes_are_where_they_belong", valid.not().or(Bits.concat(good).all()));
        check("watched_packets_come_here", valid.and(watched).not().or(mine));
        check("a_packet_is_whole", valid.and(watched).and(last).not().or(over));
        check("no_packet_is_missing", valid.and(watched).and(complete).and(underway.not()).not().or(current.is(next)));
        int beat = (shortest - 1) / bytes * bytes;
        var longEnough = far.or(index.above(beat)).or(index.is(beat).and(keep.bit((shortest - 1) % bytes)));
        check("long_enough", valid.and(watched).and(last).and(padded).not().or(longEnough));
        return over;
    }

    private Bits value(int i) {
        return data.bits(8 * i + 7, 8 * i);
    }
}
