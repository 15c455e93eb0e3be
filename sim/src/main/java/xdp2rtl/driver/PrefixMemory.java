package xdp2rtl.driver;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Bytes;
import xdp2rtl.maps.PrefixTable;

/// A table of prefixes in a map memory. Programs change values in it, and nothing else; so the rest can be read while packets run.
public final class PrefixMemory {
    private final PrefixTable table;
    private final MapMemoryAccess memory;

    public PrefixMemory(PrefixTable table, MapMemoryAccess memory) {
        this.table = table;
        this.memory = memory;
    }

    /// A prefix with its value.
    public record Entry(Prefix prefix, Bytes value) {}

    /// A prefix that is in the table.
    ///
    /// @param number of its element
    private record Element(int number, Prefix prefix) {}

    /// Builds the table in a memory that holds zeroes.
    /// @param entries no two of which have equal prefixes
    public void fill(List<Entry> entries) {
        var elements = new ArrayList<Element>();
        for (Entry entry : entries) {
            var element = new Element(elements.size(), entry.prefix);
            elements.add(element);
            write(element, entry.value).forEach(memory::write);
        }
        index(elements).forEach((address, word) -> {
            if (word != 0) {
                memory.write(address, word);
            }
        });
    }

    /// Everything in it, in any order.
    public List<Entry> read() {
        return elements().stream().map(element -> new Entry(element.prefix, value(valueAddress(element.number)))).toList();
    }

    /// The value of the longest prefix that contains another one, or is equal to it.
    public Optional<Bytes> lookup(Prefix prefix) {
        int address = find(prefix);
        return address == 0 ? Optional.empty() : Optional.of(value(address));
    }

    public boolean contains(Prefix prefix) {
        int address = find(prefix);
        return address != 0 && length(address) == prefix.length();
    }

    /// The words, by address, that give a prefix a value. All of them must appear at once to programs.
    /// @return nothing if there is no room
    public Optional<SortedMap<Integer, Long>> put(Prefix prefix, Bytes value) {
        List<Element> elements = new ArrayList<>(elements());
        int number = elements.stream().filter(element -> element.prefix.isEqualTo(prefix)).findFirst().map(Element::number)
            .orElseGet(() -> free(elements));
        if (number == table.capacity()) {
            return Optional.empty();
        }
        elements.removeIf(element -> element.number == number);
        var element = new Element(number, prefix);
        elements.add(element);
        SortedMap<Integer, Long> words = write(element, value);
        words.putAll(changed(index(elements)));
        return Optional.of(words);
    }

    private static int free(List<Element> elements) {
        int number = 0;
        for (Element element : elements) {
            if (element.number > number) {
                break;
            }
            number++;
        }
        return number;
    }

    /// The words, by address, that take a prefix out; none if it is not there. All of them must appear at once to programs.
    public SortedMap<Integer, Long> remove(Prefix prefix) {
        List<Element> elements = new ArrayList<>(elements());
        Predicate<Element> gone = element -> element.prefix.isEqualTo(prefix);
        var words = new TreeMap<Integer, Long>();
        elements.stream().filter(gone).forEach(element -> words.put(table.element(element.number), 0L));
        elements.removeIf(gone);
        words.putAll(changed(index(elements)));
        return words;
    }

    /// What is in use, by number.
    private List<Element> elements() {
        var elements = new ArrayList<Element>();
        for (int number = 0; number < table.capacity(); number++) {
            int address = valueAddress(number);
            if (memory.read(address - Long.BYTES) >>> Integer.SIZE != 0) {
                elements.add(new Element(number, new Prefix(length(address), Words.read(memory, keyAddress(number), table.keyBytes()))));
            }
        }
        return elements;
    }

    /// Value and key of an element.
    private SortedMap<Integer, Long> write(Element element, Bytes value) {
        var words = new TreeMap<Integer, Long>();
        put(words, valueAddress(element.number), value.toArray());
        put(words, keyAddress(element.number), element.prefix.bytes().toArray());
        return words;
    }

    private static void put(SortedMap<Integer, Long> words, int address, byte[] bytes) {
        for (int from = 0; from < bytes.length; from += Long.BYTES) {
            words.put(address + from, Words.word(bytes, from));
        }
    }

    /// The root, the ranges, and the first words of elements.
    private SortedMap<Integer, Long> index(List<Element> elements) {
        var ranges = new PrefixRanges(elements.stream()
            .map(element -> new PrefixRanges.Named(valueAddress(element.number), element.prefix)).toList());
        var words = new TreeMap<Integer, Long>();
        for (Element element : elements) {
            int address = valueAddress(element.number);
            words.put(address - Long.BYTES, pair(ranges.around().get(address), element.prefix.length() + 1));
        }
        ranges(words, ranges.longest());
        return words;
    }

    private void ranges(SortedMap<Integer, Long> words, NavigableMap<BigInteger, Integer> longest) {
        int count = longest.size();
        int window = Integer.highestOneBit(count);
        int stride = table.rangeStride();
        words.put(table.root(), pair(table.firstRange() + (count - window) * stride, window / 2 * stride));
        words.put(table.root() + Long.BYTES, (long) count);
        int address = table.firstRange();
        for (var range : longest.entrySet()) {
            BigInteger bits = range.getKey().shiftLeft(Byte.SIZE * (stride - table.keyBytes()))
                .or(BigInteger.valueOf(Integer.toUnsignedLong(range.getValue())));
            for (int at = stride - Long.BYTES; at >= 0; at -= Long.BYTES) {
                words.put(address + at, bits.longValue());
                bits = bits.shiftRight(Long.SIZE);
            }
            address += stride;
        }
    }

    /// Those words that the memory does not hold yet.
    private SortedMap<Integer, Long> changed(SortedMap<Integer, Long> words) {
        words.entrySet().removeIf(word -> memory.read(word.getKey()) == word.getValue());
        return words;
    }

    /// The value address of the longest prefix around a prefix; 0 if there is none.
    private int find(Prefix prefix) {
        int count = (int) memory.read(table.root() + Long.BYTES);
        if (count < 1 || count > 2L * table.capacity() + 1) {
            throw damaged("counts %d ranges".formatted(count));
        }
        int low = 0;
        int high = count;
        while (high - low > 1) {
            int middle = low + (high - low) / 2;
            if (prefix.number().compareTo(firstKey(middle)) >= 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        int address = (int) memory.read(range(low) + table.rangeStride() - Long.BYTES);
        while (address != 0 && length(address) > prefix.length()) {
            address = (int) memory.read(check(address) - Long.BYTES);
        }
        return address == 0 ? 0 : check(address);
    }

    private BigInteger firstKey(int number) {
        BigInteger bits = BigInteger.ZERO;
        for (int at = 0; at < table.rangeStride(); at += Long.BYTES) {
            long word = memory.read(range(number) + at);
            bits = bits.shiftLeft(Long.SIZE).or(new BigInteger(Long.toUnsignedString(word)));
        }
        return bits.shiftRight(Byte.SIZE * (table.rangeStride() - table.keyBytes()));
    }

    private int range(int number) {
        return table.firstRange() + number * table.rangeStride();
    }

    private int length(int valueAddress) {
        int length = (int) (memory.read(check(valueAddress) - Long.BYTES) >>> Integer.SIZE) - 1;
        if (length < 0 || length > table.keyBits()) {
            throw damaged("has a prefix of %d bits".formatted(length));
        }
        return length;
    }

    /// An address that is one of the table's values.
    private int check(int valueAddress) {
        int from = valueAddress - valueAddress(0);
        if (from < 0 || from % table.elementStride() != 0 || from / table.elementStride() >= table.capacity()) {
            throw damaged("leads to 0x%x, where no value of it is".formatted(valueAddress));
        }
        return valueAddress;
    }

    private static InputError damaged(String what) {
        return new InputError("map memory", "a table of prefixes " + what, "something has written over it", "Load the program again");
    }

    private Bytes value(int address) {
        return Words.read(memory, address, table.valueBytes());
    }

    private int valueAddress(int number) {
        return table.element(number) + Long.BYTES;
    }

    private int keyAddress(int number) {
        return table.element(number + 1) - Math.ceilDiv(table.keyBytes(), Long.BYTES) * Long.BYTES;
    }

    private static long pair(int low, int high) {
        return Integer.toUnsignedLong(low) | (long) high << Integer.SIZE;
    }
}
