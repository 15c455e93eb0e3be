package xdp2rtl.flow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BinaryOperator;
import java.util.function.IntFunction;
import xdp2rtl.flow.ByteOrigin.Known;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Width;

/// What is known of a value, byte by byte.
///
/// @param bytes 8 of them, the lowest first
record Word(List<ByteOrigin> bytes) {
    static final int BYTES = 8;
    static final Word OTHER = new Word(Collections.nCopies(BYTES, ByteOrigin.OTHER));

    Word { bytes = List.copyOf(bytes); }

    static Word of(long number) {
        var bytes = new ArrayList<ByteOrigin>();
        for (int i = 0; i < BYTES; i++) {
            bytes.add(new Known((int) (number >>> Byte.SIZE * i) & 0xff));
        }
        return new Word(bytes);
    }

    /// A value of a few bytes, zero- or sign-extended.
    static Word of(List<ByteOrigin> low, boolean signed) {
        var bytes = new ArrayList<>(low);
        ByteOrigin above = signed && low.size() < BYTES ? sign(low.getLast()) : ByteOrigin.ZERO;
        while (bytes.size() < BYTES) {
            bytes.add(above);
        }
        return new Word(bytes);
    }

    /// A value that is 0 or 1.
    static Word truth() { return of(List.of(ByteOrigin.OTHER), false); }

    private static ByteOrigin sign(ByteOrigin top) {
        return top instanceof Known(int value) ? new Known(value >= 0x80 ? 0xff : 0) : ByteOrigin.OTHER;
    }

    OptionalLong constant() {
        long number = 0;
        for (int i = 0; i < BYTES; i++) {
            if (!(bytes.get(i) instanceof Known(int value))) { return OptionalLong.empty(); }
            number |= (long) value << Byte.SIZE * i;
        }
        return OptionalLong.of(number);
    }

    /// What an operation makes of two words.
    static Word apply(AluOp op, Width width, Word left, Word right) {
        OptionalLong known = op.fold(width, left.constant(), right.constant());
        if (known.isPresent()) { return of(known.getAsLong()); }
        boolean wide = width == Width.W64;
        Word result = switch (op) {
            case ADD -> left.plus(right);
            case SUB -> right.constant().equals(OptionalLong.of(0)) ? left : OTHER;
            case RSUB -> left.constant().equals(OptionalLong.of(0)) ? right : OTHER;
            case AND -> left.with(right, Word::and);
            case OR -> left.with(right, Word::or);
            case XOR -> left.with(right, Word::xor);
            case LSH -> shift(right, width).map(amount -> left.shifted(amount));
            case RSH -> shift(right, width).map(amount -> (wide ? left : left.low(4)).shifted(-amount));
            case ARSH -> shift(right, width).map(
                    amount -> (wide ? left : of(left.bytes.subList(0, 4), true)).shiftedSigned(amount));
            case MOV -> right;
            case SEXT8 -> of(left.bytes.subList(0, 1), true);
            case SEXT16 -> of(left.bytes.subList(0, 2), true);
            case SEXT32 -> of(left.bytes.subList(0, 4), true);
            case SWAP16 -> left.swapped(2);
            case SWAP32 -> left.swapped(4);
            case SWAP64 -> left.swapped(8);
            case PAIR -> left.low(4).with(right.shifted(Integer.SIZE), Word::or);
            case PAIR16 -> left.with(right.shifted(Short.SIZE), Word::or);
            case ROR32 -> shift(right, Width.W32).map(left::turned);
            case ADDC32, FOLD, NFOLD -> OTHER;
        };
        return wide ? result : result.low(4);
    }

    /// A shift by whole bytes, or nothing that is known.
    private record Amount(OptionalLong bits) {
        Word map(IntFunction<Word> made) {
            return bits.isPresent() && bits.getAsLong() % Byte.SIZE == 0 ? made.apply((int) bits.getAsLong()) : OTHER;
        }
    }

    private static Amount shift(Word by, Width width) {
        OptionalLong amount = by.constant();
        return new Amount(amount.isPresent() ? OptionalLong.of(amount.getAsLong() & width.bits() - 1) : amount);
    }

    /// The lowest bytes, zeroes above.
    Word low(int count) { return of(bytes.subList(0, count), false); }

    /// @param bits to the left, a multiple of 8; negative to the right
    private Word shifted(int bits) {
        var moved = new ArrayList<ByteOrigin>();
        for (int i = 0; i < BYTES; i++) {
            int from = i - bits / Byte.SIZE;
            moved.add(from >= 0 && from < BYTES ? bytes.get(from) : ByteOrigin.ZERO);
        }
        return new Word(moved);
    }

    private Word shiftedSigned(int bits) { return of(bytes.subList(bits / Byte.SIZE, BYTES), true); }

    private Word swapped(int count) { return of(bytes.subList(0, count).reversed(), false); }

    private Word turned(int bits) {
        var turned = new ArrayList<>(bytes.subList(0, 4));
        Collections.rotate(turned, -bits / Byte.SIZE);
        return of(turned, false);
    }

    private Word with(Word other, BinaryOperator<ByteOrigin> made) {
        var both = new ArrayList<ByteOrigin>();
        for (int i = 0; i < BYTES; i++) {
            both.add(made.apply(bytes.get(i), other.bytes.get(i)));
        }
        return new Word(both);
    }

    private static ByteOrigin and(ByteOrigin a, ByteOrigin b) {
        if (a instanceof Known(int x) && b instanceof Known(int y)) { return new Known(x & y); }
        if (a.isZero() || b.isZero()) { return ByteOrigin.ZERO; }
        return a.equals(new Known(0xff)) ? b : b.equals(new Known(0xff)) ? a : ByteOrigin.OTHER;
    }

    private static ByteOrigin or(ByteOrigin a, ByteOrigin b) {
        if (a instanceof Known(int x) && b instanceof Known(int y)) { return new Known(x | y); }
        return a.isZero() ? b : b.isZero() ? a : ByteOrigin.OTHER;
    }

    private static ByteOrigin xor(ByteOrigin a, ByteOrigin b) {
        if (a instanceof Known(int x) && b instanceof Known(int y)) { return new Known(x ^ y); }
        return a.isZero() ? b : b.isZero() ? a : ByteOrigin.OTHER;
    }

    /// Bytes from the first on at which a carry may come are not known.
    private Word plus(Word other) {
        var sum = new ArrayList<ByteOrigin>();
        int carry = 0;
        for (int i = 0; i < BYTES; i++) {
            ByteOrigin a = bytes.get(i);
            ByteOrigin b = other.bytes.get(i);
            if (a instanceof Known(int x) && b instanceof Known(int y)) {
                sum.add(new Known(x + y + carry & 0xff));
                carry = x + y + carry >> Byte.SIZE;
            } else if (carry == 0 && (a.isZero() || b.isZero())) {
                sum.add(a.isZero() ? b : a);
            } else {
                sum.addAll(Collections.nCopies(BYTES - i, ByteOrigin.OTHER));
                break;
            }
        }
        return new Word(sum);
    }
}
