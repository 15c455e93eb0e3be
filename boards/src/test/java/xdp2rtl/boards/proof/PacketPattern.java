package xdp2rtl.boards.proof;

import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import xdp2rtl.boards.stream.StreamFlow;
import xdp2rtl.boards.stream.StreamWatcher;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Reg;

@Doc("Looks at a stream and demands that each byte says which it is: 1, the packet's number modulo 4, the byte's "
        + "number in the packet modulo 32; side is the packet's number. What comes in like this and goes out like "
        + "this has lost nothing, doubled nothing, mixed nothing and kept its order.")
final class PacketPattern extends StreamWatcher {
    static final int SIDE = 2;
    private static final int INDEX = 5;
    private static final int MINIMUM = 60;

    /// What the stream is allowed beyond the pattern.
    enum Kind {
        /// Nothing; conditions on the surroundings.
        GIVEN,
        /// Nothing.
        WHOLE,
        /// Packets may be missing.
        GAPS,
        /// Zeros follow the bytes of a packet, up to 60 bytes in all, and no packet is shorter.
        PADDED
    }

    private final Kind kind;

    @Doc("the number that the first byte has is minus this")
    final In offset = in(INDEX);
    @Doc("of the packet")
    final Reg number = reg(SIDE);
    @Doc("of the first byte of this beat")
    final Reg index = reg(kind == Kind.PADDED ? INDEX + 2 : INDEX);
    @Doc("64 bytes or more have passed")
    final Optional<Reg> far = padded();
    @Doc("not the first beat of a packet")
    final Optional<Reg> underway = kind == Kind.GAPS ? Optional.of(reg(1)) : Optional.empty();
    @Doc("the packet has ended, zeros follow")
    final Optional<Reg> zeros = padded();

    PacketPattern(int bytes, Kind kind) {
        this.kind = kind;
        super("packet_pattern_" + bytes + "_" + kind.name().toLowerCase(Locale.ROOT), bytes, SIDE, kind == Kind.GIVEN);
    }

    private Optional<Reg> padded() {
        return kind == Kind.PADDED ? Optional.of(reg(1)) : Optional.empty();
    }

    @Override protected void logic() {
        var current = let("current", underway.isPresent() ? underway.get().then(number, side) : number);
        var good = new ArrayList<Bits>();
        Bits zero = zeros.isPresent() ? zeros.get() : constant(1, 0);
        for (int i = 0; i < bytes; i++) {
            var value = data.bits(8 * i + 7, 8 * i);
            var place = let("place_" + i, index.plus(i));
            var right = value.is(Bits.concat(constant(1, 1), current, place.low(INDEX).minus(offset)));
            if (kind == Kind.PADDED) {
                var filler = let("filler_" + i, value.is(0));
                right = zero.not().and(right).or(filler.and(far.orElseThrow().not()).and(place.below(MINIMUM)));
                zero = let("zero_" + i, zero.or(filler));
            }
            good.add(let("good_" + i, keep.bit(i).not().or(right)));
        }
        rule("bytes_are_as_they_should", valid.not().or(Bits.concat(good.reversed()).all()));
        rule("side_is_the_packets", valid.not().or(side.is(current)));
        if (kind == Kind.PADDED) {
            var lastByte =
                    let("last_byte", index.is((MINIMUM - 1) / bytes * bytes).and(keep.bit((MINIMUM - 1) % bytes)));
            rule("long_enough", valid.not().or(last.not()).or(far.orElseThrow()).or(lastByte).or(index.atLeast(64)));
        }
        when(valid.and(ready), () -> {
            number.next(last.then(current.plus(1), current));
            underway.ifPresent(it -> it.next(last.not()));
            index.next(last.then(constant(index.width(), 0), index.plus(bytes)));
        });
        if (kind == Kind.PADDED) remember(zero);
    }

    private void remember(Bits zero) {
        when(valid.and(ready), () -> {
            zeros.orElseThrow().next(last.not().and(zero));
            far.orElseThrow().next(last.not().and(far.orElseThrow().or(index.atLeast(64 - bytes))));
        });
    }

    @Override public void watch(StreamFlow flow, Bits taken) {
        watch(flow, taken, Bits.of(INDEX, 0));
    }

    void watch(StreamFlow flow, Bits taken, Bits before) {
        offset.assign(before);
        super.watch(flow, taken);
    }
}
