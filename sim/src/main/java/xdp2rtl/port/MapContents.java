package xdp2rtl.port;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import xdp2rtl.diagnostic.CountText;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.NameTable;
import xdp2rtl.linux.MapKind;
import xdp2rtl.linux.Obstacle;
import xdp2rtl.linux.UnsupportedMap;

/// The entries of a map. Where values have no keys, keys are numbers from 0, the first of what is taken out next.
/// Filters never tell what is in them: of these only what is put in at the start is listed. In array maps an index that
/// is not listed is zero, in maps of targets it is empty.
public record MapContents(List<Entry> entries) {
    public static final MapContents EMPTY = new MapContents(List.of());

    /// One entry. `values` has one value, or one for each CPU from 0 in per-CPU maps, where CPUs beyond the list are
    /// zero.
    public record Entry(Bytes key, List<Bytes> values) {
        public Entry {
            values = List.copyOf(values);
        }

        public static Entry of(Bytes key, Bytes value) {
            return new Entry(key, List.of(value));
        }

        boolean isZero() { return values.stream().allMatch(value -> value.equals(Bytes.of(new byte[value.length()]))); }

        /// Whether several CPUs have one value; a list of one is for CPU 0 only.
        boolean isEqualEverywhere() { return values.size() > 1 && values.stream().allMatch(values.getFirst()::equals); }

        Entry onCpus(int cpus) {
            return isEqualEverywhere() ? new Entry(key, Collections.nCopies(cpus, values.getFirst())) : this;
        }

        /// The value on a CPU.
        public Bytes value(int cpu) {
            return cpu < values.size() ? values.get(cpu) : Bytes.of(new byte[values.getFirst().length()]);
        }
    }

    public MapContents {
        entries = List.copyOf(entries);
    }

    /// The same contents in the one form that engines give back: sorted by index or key bytes, and in array maps
    /// without entries that are zero on every CPU.
    public MapContents canonical(MapSpec map) {
        Comparator<Entry> order = map.isIndexed() || map.isKeyless()
                ? Comparator.comparingLong(entry -> index(entry.key()))
                : (a, b) -> Arrays.compareUnsigned(a.key().toArray(), b.key().toArray());
        return new MapContents(entries.stream().filter(entry -> !map.isArray() || !entry.isZero())
                .sorted(order).toList());
    }

    /// For a machine of so many CPUs. The values of another machine are taken as what somebody gave all its CPUs
    /// (bpf(2) leaves none without a value): where all of an entry are equal, every CPU gets that one. Where they
    /// differ they are counts, and CPUs beyond them begin with zero.
    public MapContents onCpus(MapSpec map, int cpus) {
        return map.isPerCpu() ? new MapContents(entries.stream().map(entry -> entry.onCpus(cpus)).toList()) : this;
    }

    /// What somebody should know whose values are not for so many CPUs; empty if there is nothing.
    public Optional<String> cpuNote(MapSpec map, int cpus) {
        List<Entry> others = entries.stream()
                .filter(entry -> map.isPerCpu() && entry.values().size() != cpus && !entry.isZero()).toList();
        if (others.isEmpty()) { return Optional.empty(); }
        int given = others.getFirst().values().size();
        long equal = others.stream().filter(Entry::isEqualEverywhere).count();
        var parts = new ArrayList<String>();
        if (equal > 0) {
            parts.add("%s equal on every CPU, and every context gets that".formatted(
                    CountText.of(equal, "entry has a value that is", "entries have values that are")));
        }
        if (equal < others.size()) {
            parts.add("%s, and contexts from %d on begin with zero".formatted(
                    CountText.of(others.size() - equal, "entry has values that differ",
                            "entries have values that differ"),
                    given));
        }
        return Optional
                .of("map %s has values of %s, and the core %s: %s".formatted(map.name(), CountText.of(given, "CPU"),
                        CountText.of(cpus, "context"), String.join("; ", parts)));
    }

    /// A little-endian 32-bit key as a number.
    public static long index(Bytes key) {
        return index(key.toArray());
    }

    /// The little-endian 32-bit number that the bytes begin with.
    public static long index(byte[] bytes) {
        return (bytes[0] & 0xffL) | (bytes[1] & 0xffL) << 8 | (bytes[2] & 0xffL) << 16 | (bytes[3] & 0xffL) << 24;
    }

    /// The interface that a value of a device map names, 0 for none; empty for maps of other kinds, whose values can
    /// be shorter than an interface index. What reads a value as an interface asks here.
    public static OptionalInt device(MapSpec map, Bytes value) {
        return map.holdsDevices() ? OptionalInt.of((int) index(value)) : OptionalInt.empty();
    }

    /// The program or map that a value of a map of such names; empty for maps of other kinds, and for 0.
    public static Optional<String> name(MapSpec map, Bytes value) {
        return map.holdsNames() ? map.names().flatMap(table -> table.name((int) index(value))) : Optional.empty();
    }

    /// The value of a map of programs or of maps that stands for one of them.
    /// @param where it is named, for messages
    /// @throws InputError if the map cannot hold it
    public static Bytes named(String where, MapSpec map, String name) {
        OptionalInt number = map.names().map(table -> table.number(name)).orElse(OptionalInt.empty());
        return key(number.orElseThrow(() -> new InputError(where,
                map.holdsMaps() ? "map `%s` is not compiled in for map %s".formatted(name, map.name())
                        : "program `%s` is not linked in for map %s".formatted(name, map.name()),
                map.holdsMaps() ? "where maps lie is decided then" : "what a tail call can lead to is compiled in",
                choice(map))));
    }

    private static String choice(MapSpec map) {
        List<String> names = map.names().map(NameTable::names).orElse(List.of());
        return names.isEmpty() ? "None can be chosen" : "Choose one of " + String.join(", ", names);
    }

    /// What a map holds before anything is given: the programs or maps that the object puts there.
    public static MapContents initial(MapSpec map) {
        return new MapContents(map.names().stream().flatMap(table -> table.values().entrySet().stream())
                .map(value -> Entry.of(key(value.getKey()), named("map " + map.name(), map, value.getValue())))
                .toList());
    }

    /// A number as a little-endian 32-bit key.
    public static Bytes key(int index) {
        return Bytes.of(new byte[]{(byte) index, (byte) (index >> 8), (byte) (index >> 16), (byte) (index >> 24)});
    }

    /// @param source what the contents come from, for messages
    /// @throws InputError if the map cannot hold these contents at the start
    public void check(String source, MapSpec map) {
        if (map.readOnly() && !entries.isEmpty()) {
            throw new InputError(source, "map " + map.name() + " is read-only data of the program",
                    "what it holds is compiled in", "Change it in the C source");
        }
        if (entries.size() > map.maxEntries()) {
            throw new InputError(source, "%d entries for map %s, which holds %d".formatted(entries.size(),
                    map.name(), map.maxEntries()));
        }
        Set<Bytes> keys = new HashSet<>();
        Set<Bytes> prefixes = new HashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            String where = source + ": entry " + i;
            checkSizes(where, map, entry);
            if (!keys.add(entry.key())) { throw new InputError(where, "key " + entry.key() + " is there twice"); }
            if (map.isIndexed() && index(entry.key()) >= map.maxEntries()) {
                throw new InputError(where, "index %d is outside of map %s, which has %d entries".formatted(
                        index(entry.key()), map.name(), map.maxEntries()));
            }
            if (map.holdsPrefixes()) {
                checkPrefix(where, map, entry.key(), prefixes);
            }
            checkTarget(where, map, entry.values().getFirst());
        }
    }

    private static void checkSizes(String where, MapSpec map, Entry entry) {
        if (entry.key().length() != (map.isKeyless() ? Integer.BYTES : map.keySize())) {
            throw new InputError(where, "the key has %d bytes; keys of map %s have %d".formatted(
                    entry.key().length(), map.name(), map.keySize()));
        }
        if (entry.values().isEmpty() || !map.isPerCpu() && entry.values().size() != 1) {
            throw new InputError(where, "%d values; map %s has %s".formatted(entry.values().size(), map.name(),
                    map.isPerCpu() ? "one for each CPU" : "one for each key"));
        }
        for (Bytes value : entry.values()) {
            if (value.length() != map.valueSize()) {
                throw new InputError(where, "the value has %d bytes; values of map %s have %d".formatted(
                        value.length(), map.name(), map.valueSize()));
            }
            map.lock().ifPresent(lock -> checkLock(where, map, value, lock));
        }
    }

    /// Linux shows zeroes there, and takes none of what it is given.
    private static void checkLock(String where, MapSpec map, Bytes value, int lock) {
        if (value.number(lock, MapSpec.LOCK_BYTES, false) != 0) {
            throw new InputError(where,
                    "bytes %d to %d of the value are not zero".formatted(lock, lock + MapSpec.LOCK_BYTES - 1),
                    "they are the lock of map " + map.name() + ", which is no part of what it holds", "Give zeroes");
        }
    }

    /// Bits of a whole key of a map of prefixes.
    public static int prefixBits(MapSpec map) {
        return Byte.SIZE * (map.keySize() - Integer.BYTES);
    }

    /// @param others the prefixes before it, with zeroes behind their lengths
    private static void checkPrefix(String where, MapSpec map, Bytes key, Set<Bytes> others) {
        if (index(key) > prefixBits(map)) {
            throw new InputError(where, "the prefix has %d bits; keys of map %s have %d".formatted(index(key),
                    map.name(), prefixBits(map)));
        }
        byte[] bytes = key.toArray();
        for (int bit = (int) index(key); bit < prefixBits(map); bit++) {
            bytes[Integer.BYTES + bit / Byte.SIZE] &= (byte) ~(1 << Byte.SIZE - 1 - bit % Byte.SIZE);
        }
        if (!others.add(Bytes.of(bytes))) {
            throw new InputError(where, "prefix %s is there twice".formatted(Bytes.of(bytes)));
        }
    }

    private static void checkTarget(String where, MapSpec map, Bytes value) {
        switch (map.type()) {
            case MapKind.DEVMAP, MapKind.DEVMAP_HASH -> checkTarget(where, value, "interface 0 does not exist");
            case MapKind.CPUMAP -> checkTarget(where, value, "a CPU's queue of 0 packets is none");
            case MapKind.PROG_ARRAY, MapKind.ARRAY_OF_MAPS, MapKind.HASH_OF_MAPS -> {
                if (name(map, value).isEmpty()) {
                    throw new InputError(where,
                            map.holdsMaps() ? "the value is no map that is compiled in"
                                    : "the value is no program that is linked in",
                            "", choice(map));
                }
            }
            case MapKind.PERF_EVENT_ARRAY, MapKind.RINGBUF ->
                throw new InputError(where, "map %s takes records for the host, and holds none".formatted(map.name()),
                        "", "`run --list`, `diff` and `host events` show them");
            case MapKind.XSKMAP, MapKind.HASH, MapKind.ARRAY, MapKind.PERCPU_HASH, MapKind.PERCPU_ARRAY,
                    MapKind.LRU_HASH,
                    MapKind.LRU_PERCPU_HASH, MapKind.LPM_TRIE, MapKind.QUEUE, MapKind.STACK, MapKind.BLOOM_FILTER ->
                {}
            case UnsupportedMap _ -> {}
        }
    }

    /// Struct bpf_devmap_val or bpf_cpumap_val: a number, then the descriptor of a program that we do not run.
    private static void checkTarget(String where, Bytes value, String zero) {
        if (index(value) == 0) { throw new InputError(where, zero, "", "Leave the entry out"); }
        byte[] bytes = value.toArray();
        for (int i = 4; i < bytes.length; i++) {
            if (bytes[i] != 0) {
                throw new InputError(where, "the entry names a program to run on the way out",
                        Obstacle.DEVICE_PROGRAMS.why(), Obstacle.DEVICE_PROGRAMS.remedy());
            }
        }
    }
}
