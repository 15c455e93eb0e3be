package xdp2rtl.fib;

import java.math.BigInteger;
import java.util.Optional;

/// All addresses that begin with the same bits.
///
/// @param first  the least of them
/// @param length how many bits are the same
public record Prefix(IpAddress first, int length) {

    /// What `10.0.0.0/8`, `10.0.0.1` or, for all, `default` says; empty if it is none, or has bits behind its length.
    public static Optional<Prefix> parse(String text, IpFamily family) {
        if (text.equals("default")) { return Optional.of(new Prefix(new IpAddress(family, BigInteger.ZERO), 0)); }
        int slash = text.indexOf('/');
        String digits = slash < 0 ? String.valueOf(family.bits()) : text.substring(slash + 1);
        int length = digits.matches("\\d{1,3}") ? Integer.parseInt(digits) : Integer.MAX_VALUE;
        return IpAddress.parse(slash < 0 ? text : text.substring(0, slash))
                .filter(address -> address.family() == family && length <= family.bits())
                .map(address -> new Prefix(address, length))
                .filter(prefix -> of(prefix.first, prefix.length).equals(prefix));
    }

    /// All that begin with as many bits of an address.
    public static Prefix of(IpAddress address, int length) {
        int rest = address.family().bits() - length;
        return new Prefix(new IpAddress(address.family(), address.value().shiftRight(rest).shiftLeft(rest)), length);
    }

    public IpFamily family() { return first.family(); }

    public boolean contains(IpAddress address) {
        return address.family() == family() && of(address, length).equals(this);
    }

    public boolean contains(Prefix other) {
        return other.length >= length && contains(other.first);
    }

    /// The number behind the last address.
    public BigInteger end() {
        return first.value().add(BigInteger.ONE.shiftLeft(family().bits() - length));
    }

    @Override public String toString() { return first + "/" + length; }
}
