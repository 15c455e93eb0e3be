package xdp2rtl.engine.interpreter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.linux.Errno;
import xdp2rtl.linux.UpdateFlags;
import xdp2rtl.port.MapContents;

/// LPM_TRIE (kernel/bpf/lpm_trie.c), as a list in which every lookup goes through all prefixes. An entry that is
/// replaced or deleted keeps its cell, since programs may keep a pointer to its value.
final class PrefixModel implements MapModel {
    private static final int LENGTH_BYTES = 4;

    private final MapSpec spec;
    private final Cells values;
    private final List<Element> elements = new ArrayList<>();
    private int cells;

    private record Element(byte[] key, int cell) {
        long length() {
            return PrefixModel.length(key);
        }

        /// Whether the bits that count are the first ones of a key.
        boolean matches(byte[] other) {
            for (int bit = 0; bit < length(); bit++) {
                if (bit(key, bit) != bit(other, bit)) { return false; }
            }
            return true;
        }

        private static int bit(byte[] key, int number) {
            return key[LENGTH_BYTES + number / 8] >> 7 - number % 8 & 1;
        }
    }

    PrefixModel(MapSpec spec, MapContents initial) {
        this.spec = spec;
        this.values = MapModel.cells(spec);
        for (MapContents.Entry entry : initial.entries()) {
            add(entry.key().toArray(), entry.value(0).toArray());
        }
    }

    private static long length(byte[] key) {
        return MapContents.index(key);
    }

    private boolean isTooLong(byte[] key) {
        return length(key) > 8L * (spec.keySize() - LENGTH_BYTES);
    }

    private void add(byte[] key, byte[] value) {
        values.put(cells, value);
        elements.add(new Element(key, cells++));
    }

    @Override public Cells values() {
        return values;
    }

    @Override public OptionalInt lookup(byte[] key) {
        if (isTooLong(key)) { return OptionalInt.empty(); }
        Optional<Element> longest = Optional.empty();
        for (Element element : elements) {
            boolean longer = longest.isEmpty() || element.length() > longest.get().length();
            if (longer && element.length() <= length(key) && element.matches(key)) {
                longest = Optional.of(element);
            }
        }
        return longest.isEmpty() ? OptionalInt.empty() : OptionalInt.of(values.reserve(longest.get().cell));
    }

    /// The entry of exactly this prefix.
    private Optional<Element> find(byte[] key) {
        return elements.stream().filter(element -> element.length() == length(key) && element.matches(key)).findFirst();
    }

    @Override public long update(byte[] key, byte[] value, long flags) {
        if (Long.compareUnsigned(flags, UpdateFlags.EXIST) > 0 || isTooLong(key)) { return Errno.EINVAL.result(); }
        Optional<Element> old = find(key);
        if (old.isPresent() && flags == UpdateFlags.NOEXIST) { return Errno.EEXIST.result(); }
        if (old.isEmpty() && flags == UpdateFlags.EXIST) { return Errno.ENOENT.result(); }
        if (old.isEmpty() && elements.size() == spec.maxEntries()) { return Errno.ENOSPC.result(); }
        old.ifPresent(elements::remove);
        add(key, value);
        return 0;
    }

    @Override public long delete(byte[] key) {
        if (isTooLong(key)) { return Errno.EINVAL.result(); }
        Optional<Element> old = find(key);
        old.ifPresent(elements::remove);
        return old.isPresent() ? 0 : Errno.ENOENT.result();
    }

    @Override public MapContents contents() {
        return new MapContents(elements.stream()
                .map(element -> MapContents.Entry.of(Bytes.of(element.key), Bytes.of(values.get(element.cell))))
                .toList())
                .canonical(spec);
    }
}
