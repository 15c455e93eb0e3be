package xdp2rtl.driver;

import java.math.BigInteger;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.maps.PrefixTable;

/// The way of a host to a prefix in a [PrefixTable]: among the ranges, without the nodes. What is written over map
/// memory from outside could lead anywhere, so each step is checked.
final class PrefixWay {
    private final PrefixTable table;
    private final MapMemoryAccess memory;

    PrefixWay(PrefixTable table, MapMemoryAccess memory) {
        this.table = table;
        this.memory = memory;
    }

    /// The copy of the ranges that is in use.
    /// @throws InputError if there is none
    int copy() {
        int copy = (int) (counts() >>> Integer.SIZE);
        if (copy != 0 && copy != 1) { throw damaged("names copy %d".formatted(copy)); }
        return copy;
    }

    private long counts() {
        return memory.read(table.root() + Long.BYTES);
    }

    /// The value address of the longest prefix around a prefix; 0 if there is none.
    int find(Prefix prefix) {
        int count = (int) counts();
        if (count < 1 || count > table.ranges()) { throw damaged("counts %d ranges".formatted(count)); }
        int copy = copy();
        int low = 0;
        int high = count;
        while (high - low > 1) {
            int middle = low + (high - low) / 2;
            if (prefix.number().compareTo(firstKey(table.range(copy, middle))) >= 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        int address = (int) memory.read(table.range(copy, low) + table.rangeStride() - Long.BYTES);
        while (address != 0 && length(address) > prefix.length()) {
            address = (int) memory.read(address - Long.BYTES);
        }
        return address;
    }

    private BigInteger firstKey(int range) {
        BigInteger bits = BigInteger.ZERO;
        for (int at = 0; at < table.rangeStride(); at += Long.BYTES) {
            bits = bits.shiftLeft(Long.SIZE).or(new BigInteger(Long.toUnsignedString(memory.read(range + at))));
        }
        return bits.shiftRight(Byte.SIZE * (table.rangeStride() - table.keyBytes()));
    }

    /// The length of the prefix of an element.
    int length(int valueAddress) {
        int from = valueAddress - table.element(0) - Long.BYTES;
        if (from < 0 || from % table.elementStride() != 0 || from / table.elementStride() >= table.capacity()) {
            throw damaged("leads to 0x%x, where no value of it is".formatted(valueAddress));
        }
        int length = (int) (memory.read(valueAddress - Long.BYTES) >>> Integer.SIZE) - 1;
        if (length < 0 || length > table.keyBits()) { throw damaged("has a prefix of %d bits".formatted(length)); }
        return length;
    }

    private static InputError damaged(String what) {
        return new InputError("map memory", "a table of prefixes " + what, "something has written over it",
                "Load the program again");
    }
}
