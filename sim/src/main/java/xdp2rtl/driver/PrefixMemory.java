package xdp2rtl.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import xdp2rtl.elf.Bytes;
import xdp2rtl.maps.PrefixTable;

/// A table of prefixes in a map memory. Programs change values in it, and nothing else; so the rest can be read while
/// packets run.
public final class PrefixMemory {
    private final PrefixTable table;
    private final MapMemoryAccess memory;
    private final PrefixWay way;

    public PrefixMemory(PrefixTable table, MapMemoryAccess memory) {
        this.table = table;
        this.memory = memory;
        this.way = new PrefixWay(table, memory);
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
        var words = new TreeMap<Integer, Long>();
        for (Entry entry : entries) {
            var element = new Element(elements.size(), entry.prefix);
            elements.add(element);
            words.putAll(words(element, entry.value));
        }
        words.putAll(heads(elements));
        PrefixIndex index = index(elements, 0);
        words.putAll(index.words());
        words.put(table.root() + Long.BYTES, index.counts());
        words.values().removeIf(word -> word == 0);
        words.forEach(memory::write);
    }

    /// Everything in it, in any order.
    public List<Entry> read() {
        return elements().stream().map(element -> new Entry(element.prefix, value(valueAddress(element.number))))
                .toList();
    }

    /// The value of the longest prefix that contains another one, or is equal to it.
    public Optional<Bytes> lookup(Prefix prefix) {
        int address = way.find(prefix);
        return address == 0 ? Optional.empty() : Optional.of(value(address));
    }

    public boolean contains(Prefix prefix) {
        int address = way.find(prefix);
        return address != 0 && way.length(address) == prefix.length();
    }

    /// Gives a prefix a value.
    /// @return nothing if there is no room
    public Optional<PrefixChange> put(Prefix prefix, Bytes value) {
        List<Element> elements = elements();
        int number =
                elements.stream().filter(element -> element.prefix.isEqualTo(prefix)).findFirst().map(Element::number)
                        .orElseGet(() -> free(elements));
        if (number == table.capacity()) { return Optional.empty(); }
        var element = new Element(number, prefix);
        elements.removeIf(other -> other.number == number);
        elements.add(element);
        return Optional.of(change(elements, words(element, value)));
    }

    /// The first element that is not in use, by elements in use in their order.
    private static int free(List<Element> elements) {
        int number = 0;
        while (number < elements.size() && elements.get(number).number == number) {
            number++;
        }
        return number;
    }

    /// Takes a prefix out, if it is there.
    public PrefixChange remove(Prefix prefix) {
        List<Element> elements = elements();
        var words = new TreeMap<Integer, Long>();
        elements.stream().filter(element -> element.prefix.isEqualTo(prefix))
                .forEach(element -> words.put(table.element(element.number), 0L));
        elements.removeIf(element -> element.prefix.isEqualTo(prefix));
        return change(elements, words);
    }

    /// @param words of an element that changes, which somebody may have a pointer to
    private PrefixChange change(List<Element> elements, SortedMap<Integer, Long> words) {
        PrefixIndex index = index(elements, 1 - way.copy());
        SortedMap<Integer, Long> heads = heads(elements);
        heads.entrySet().removeIf(word -> memory.read(word.getKey()) == word.getValue());
        words.putAll(heads);
        words.put(table.root(), index.words().remove(table.root()));
        words.put(table.root() + Long.BYTES, index.counts());
        return new PrefixChange(index.words(), words);
    }

    private PrefixIndex index(List<Element> elements, int copy) {
        return new PrefixIndex(table, copy, ranges(elements).longest());
    }

    private PrefixRanges ranges(List<Element> elements) {
        return new PrefixRanges(elements.stream()
                .map(element -> new PrefixRanges.Named(valueAddress(element.number), element.prefix)).toList());
    }

    /// The first words of elements.
    private SortedMap<Integer, Long> heads(List<Element> elements) {
        SortedMap<Integer, Integer> around = ranges(elements).around();
        var words = new TreeMap<Integer, Long>();
        elements.forEach(element -> words.put(table.element(element.number),
                Integer.toUnsignedLong(around.get(valueAddress(element.number)))
                        | (long) (element.prefix.length() + 1) << Integer.SIZE));
        return words;
    }

    /// What is in use, by number.
    private List<Element> elements() {
        var elements = new ArrayList<Element>();
        for (int number = 0; number < table.capacity(); number++) {
            if (memory.read(table.element(number)) >>> Integer.SIZE != 0) {
                Bytes key = Words.read(memory, keyAddress(number), table.keyBytes());
                elements.add(new Element(number, new Prefix(way.length(valueAddress(number)), key)));
            }
        }
        return elements;
    }

    /// Value and key of an element.
    private SortedMap<Integer, Long> words(Element element, Bytes value) {
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

    private Bytes value(int address) {
        return Words.read(memory, address, table.valueBytes());
    }

    private int valueAddress(int number) {
        return table.element(number) + Long.BYTES;
    }

    private int keyAddress(int number) {
        return table.element(number + 1) - Math.ceilDiv(table.keyBytes(), Long.BYTES) * Long.BYTES;
    }
}
