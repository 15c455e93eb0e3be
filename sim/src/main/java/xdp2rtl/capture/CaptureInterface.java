package xdp2rtl.capture;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/// An interface of a pcapng section: how many bytes of a packet it keeps (0: all), and what its timestamps count.
/// @param resolution negative powers of 10, or of 2 with bit 7 set (option if_tsresol)
/// @param offset     seconds to add (option if_tsoffset)
record CaptureInterface(long snapLength, int resolution, long offset) {
    private static final BigInteger NANOSECONDS = BigInteger.valueOf(1_000_000_000L);
    private static final int END = 0;
    private static final int RESOLUTION = 9;
    private static final int CHECK_SEQUENCE = 13;
    private static final int OFFSET = 14;

    /// From the body of an interface description block.
    static CaptureInterface parse(CaptureBytes bytes, ByteBuffer body) {
        if (body.remaining() < 8) {
            throw bytes.refusal("an interface description of %d bytes".formatted(body.remaining()));
        }
        LinkType.requireEthernet(bytes.where(), body.getShort() & 0xffff);
        body.getShort();
        long snapLength = body.getInt() & 0xffff_ffffL;
        int resolution = 6;
        long offset = 0;
        while (body.remaining() >= 4) {
            int code = body.getShort() & 0xffff;
            int length = body.getShort() & 0xffff;
            int padded = length + 3 & ~3;
            if (code == END) {
                break;
            }
            if (padded > body.remaining() || code == RESOLUTION && length != 1 || code == OFFSET && length != 8
                    || code == CHECK_SEQUENCE && length != 1) {
                throw bytes.refusal("option %d of an interface has %d bytes".formatted(code, length));
            }
            int at = body.position();
            if (code == RESOLUTION) {
                resolution = body.get(at) & 0xff;
            } else if (code == OFFSET) {
                offset = body.getLong(at);
            } else if (code == CHECK_SEQUENCE && body.get(at) != 0) {
                throw bytes.refusal("its packets end with a frame check sequence, which no XDP program sees");
            }
            body.position(at + padded);
        }
        return new CaptureInterface(snapLength, resolution, offset);
    }

    /// A timestamp of this interface in nanoseconds since 1970, rounded down.
    long nanoseconds(int high, int low) {
        var count = BigInteger.valueOf(high & 0xffff_ffffL).shiftLeft(32).or(BigInteger.valueOf(low & 0xffff_ffffL));
        int power = resolution & 0x7f;
        var perSecond = (resolution & 0x80) != 0 ? BigInteger.ONE.shiftLeft(power) : BigInteger.TEN.pow(power);
        return count.multiply(NANOSECONDS).divide(perSecond).longValue() + offset * 1_000_000_000L;
    }
}
