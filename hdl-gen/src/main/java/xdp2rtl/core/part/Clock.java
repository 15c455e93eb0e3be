package xdp2rtl.core.part;

import java.math.BigInteger;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.isa.CoreConfig;

@Doc("Time and random numbers for programs, or what the host has frozen them at.")
public final class Clock extends Component {
    /// Bits of a nanosecond's fraction that are counted.
    private static final int FRACTION = 24;

    private final CoreConfig config;

    /// What the host has set.
    public final In freezeTime = in(1);
    public final In frozenTime = in(64);
    public final In freezeRandom = in(1);
    public final In frozenRandom = in(32);
    /// What programs see.
    public final Out nanoseconds = out(64);
    public final Out random = out(32);
    @Doc("cycles since reset")
    public final Out cycles = out(64);

    @Doc("nanoseconds since reset: fraction and low part, then the rest a cycle later")
    final Reg fine = reg(FRACTION + 16);
    final Reg carry = reg(1);
    final Reg low = reg(16);
    final Reg high = reg(48);
    final Reg timeNow = reg(64);
    final Reg shifter = reg(64).reset(BigInteger.valueOf(0x0123_4567_89ab_cdefL));
    final Reg randomNow = reg(32);
    final Reg cyclesLow = reg(32);
    final Reg cyclesCarry = reg(1);
    final Reg cyclesDelayed = reg(32);
    final Reg cyclesHigh = reg(32);

    /// For the frequency of this core.
    public Clock(CoreConfig config) {
        this.config = config;
        super("clock");
    }

    @Override protected void logic() {
        section("nanoseconds");
        long step = Math.round((1L << FRACTION) * 1000.0 / config.clockMhz());
        int bits = fine.width();
        var sum = let("sum", fine.zext(bits + 1).plus(step));
        fine.next(sum.low(bits));
        carry.next(sum.bit(bits));
        low.next(fine.high(16));
        high.next(high.plus(carry.zext(48)));
        timeNow.next(freezeTime.then(frozenTime, Bits.concat(high, low)));
        nanoseconds.assign(timeNow);

        section("random numbers: x^64 + x^63 + x^61 + x^60 + 1");
        shifter.next(Bits.concat(shifter.low(63),
                shifter.bit(63).xor(shifter.bit(62)).xor(shifter.bit(60)).xor(shifter.bit(59))));
        randomNow.next(freezeRandom.then(frozenRandom, shifter.low(32)));
        random.assign(randomNow);

        section("cycles");
        var next = let("next", cyclesLow.zext(33).plus(1));
        cyclesLow.next(next.low(32));
        cyclesCarry.next(next.bit(32));
        cyclesDelayed.next(cyclesLow);
        cyclesHigh.next(cyclesHigh.plus(cyclesCarry.zext(32)));
        cycles.assign(Bits.concat(cyclesHigh, cyclesDelayed));
    }
}
