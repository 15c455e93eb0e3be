package xdp2rtl.capture;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// An interface of a pcapng section. Source: draft-ietf-opsawg-pcapng, section 4.2.
///
/// @param name          option if_name; may be empty
/// @param linkType      LINKTYPE_ number
/// @param snapLength    bytes of a packet that it keeps; 0: all
/// @param resolution    what its timestamps count: negative powers of 10, or of 2 with bit 7 set (option if_tsresol)
/// @param offset        seconds to add (option if_tsoffset)
/// @param checkSequence bytes of the check sequence at the end of each packet (option if_fcslen), where packets do not
/// say so themselves
record CaptureInterface(String name, int linkType, long snapLength, int resolution, long offset, int checkSequence) {
    private static final BigInteger NANOSECONDS = BigInteger.valueOf(1_000_000_000L);
    private static final int MICROSECONDS = 6;
    /// What xdpdump calls the interface of the packets that a program gives back.
    private static final Pattern XDPDUMP_EXIT = Pattern.compile(".*\\(\\)@fexit");

    /// Why no program is given the packets of an interface.
    record Obstacle(String why, String remedy) {}

    /// From the body of an interface description block.
    static CaptureInterface parse(CaptureBytes bytes, ByteBuffer body) {
        if (body.remaining() < 8) {
            throw bytes.refusal("an interface description of %d bytes".formatted(body.remaining()));
        }
        int linkType = body.getShort() & 0xffff;
        body.getShort();
        long snapLength = body.getInt() & 0xffff_ffffL;
        var options = BlockOptions.parse(bytes, "an interface", body);
        return new CaptureInterface(
                options.bytes(2).map(text -> new String(text, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", ""))
                        .orElse(""),
                linkType,
                snapLength, options.fixed(9, 1).map(value -> value.get() & 0xff).orElse(MICROSECONDS),
                options.fixed(14, 8).map(ByteBuffer::getLong).orElse(0L),
                options.fixed(13, 1).map(value -> value.get() & 0xff).orElse(0));
    }

    /// Empty if its packets are what programs are given.
    Optional<Obstacle> obstacle() {
        if (linkType != LinkType.ETHERNET) {
            return Optional.of(new Obstacle("the link type is %s; %s".formatted(LinkType.text(linkType), LinkType.WHY),
                    LinkType.REMEDY));
        }
        return XDPDUMP_EXIT.matcher(name).matches()
                ? Optional.of(new Obstacle("xdpdump saw what a program gave back, not what came in",
                        "Capture with `xdpdump --rx-capture entry`"))
                : Optional.empty();
    }

    /// A timestamp of this interface in nanoseconds since 1970, rounded down.
    BigInteger nanoseconds(int high, int low) {
        var count = BigInteger.valueOf(high & 0xffff_ffffL).shiftLeft(32).or(BigInteger.valueOf(low & 0xffff_ffffL));
        int power = resolution & 0x7f;
        var perSecond = (resolution & 0x80) != 0 ? BigInteger.ONE.shiftLeft(power) : BigInteger.TEN.pow(power);
        return count.multiply(NANOSECONDS).divide(perSecond).add(BigInteger.valueOf(offset).multiply(NANOSECONDS));
    }
}
