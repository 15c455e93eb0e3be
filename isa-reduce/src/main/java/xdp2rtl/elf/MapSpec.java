package xdp2rtl.elf;

import java.util.Optional;
import java.util.OptionalInt;

import xdp2rtl.linux.MapFlags;
import xdp2rtl.linux.MapKind;
import xdp2rtl.linux.MapTrait;
import xdp2rtl.linux.MapType;
import xdp2rtl.linux.UnsupportedMap;

/// A map as its object declares it. Sizes are in bytes; `flags` are the kernel's BPF_F_ map flags.
///
/// Global data is a single-entry ARRAY map whose value is a section. `contents` is then what the section holds at the
/// start (zeroes for .bss, `valueSize` bytes in all); other maps start empty and have no contents. `readOnly` is set
/// for .rodata, whose contents the program cannot change. `inner` describes the maps that a map of maps holds; `names`
/// are the programs or maps that its entries can name, where that is known. `lock` is where in a value a `struct
/// bpf_spin_lock` lies that programs can take; its [#LOCK_BYTES] bytes are no part of what the map holds. `extra` is
/// the kernel's map_extra. `types` are those of its keys and values, where the object has them.
public record MapSpec(String name, MapType type, int keySize, int valueSize, int maxEntries, int flags,
        boolean readOnly, Optional<Bytes> contents, Optional<MapSpec> inner, Optional<NameTable> names,
        OptionalInt lock, int extra, Optional<MapTypes> types) {
    public static final int LOCK_BYTES = 4;

    /// A map that names nothing, without a lock.
    public MapSpec(String name, MapType type, int keySize, int valueSize, int maxEntries, int flags, boolean readOnly,
            Optional<Bytes> contents, Optional<MapSpec> inner) {
        this(name, type, keySize, valueSize, maxEntries, flags, readOnly, contents, inner, Optional.empty(),
                OptionalInt.empty(), 0, Optional.empty());
    }

    /// No name in C.
    private static final String TRACE = ".trace_pipe";

    /// A map without flags or contents; sizes in bytes.
    public static MapSpec of(String name, MapType type, int keySize, int valueSize, int maxEntries) {
        return new MapSpec(name, type, keySize, valueSize, maxEntries, 0, false, Optional.empty(),
                Optional.empty());
    }

    /// A section of global data: an array of one value.
    public static MapSpec globalData(String name, Bytes contents, boolean readOnly) {
        return new MapSpec(name, MapKind.ARRAY, 4, contents.length(), 1, readOnly ? MapFlags.RDONLY_PROG : 0, readOnly,
                Optional.of(contents), Optional.empty());
    }

    /// The ring of what a program prints, which it names nowhere.
    static MapSpec trace() {
        return of(TRACE, MapKind.PERF_EVENT_ARRAY, 4, 4, 1);
    }

    public boolean isTrace() { return name.equals(TRACE); }

    /// Whether it takes records for the host.
    public boolean holdsEvents() {
        return type.has(MapTrait.EVENTS) || isRing();
    }

    /// Whether all CPUs share the ring of its records.
    public boolean isRing() { return type.has(MapTrait.RING); }

    /// The same with other flags.
    public MapSpec withFlags(int other) {
        return new MapSpec(name, type, keySize, valueSize, maxEntries, other, readOnly, contents, inner, names, lock,
                extra, types);
    }

    /// The same with another number of entries.
    public MapSpec withEntries(int entries) {
        return new MapSpec(name, type, keySize, valueSize, entries, flags, readOnly, contents, inner, names, lock,
                extra, types);
    }

    /// The same, with the sizes that loaders in Go give to a PERF_EVENT_ARRAY or PROG_ARRAY that is defined without any.
    MapSpec withUsualSizes() {
        boolean usual = type.has(MapTrait.EVENTS) || type.has(MapTrait.PROGRAMS);
        return !usual || keySize != 0 || valueSize != 0 ? this
                : new MapSpec(name, type, Integer.BYTES, Integer.BYTES, maxEntries, flags, readOnly, contents, inner,
                        names, lock, extra, types);
    }

    /// The same, able to name these.
    public MapSpec withNames(NameTable table) {
        return new MapSpec(name, type, keySize, valueSize, maxEntries, flags, readOnly, contents, inner,
                Optional.of(table), lock, extra, types);
    }

    /// The same with a lock in its values.
    /// @param offset from 0, a multiple of 4
    public MapSpec withLock(int offset) {
        return new MapSpec(name, type, keySize, valueSize, maxEntries, flags, readOnly, contents, inner, names,
                OptionalInt.of(offset), extra, types);
    }

    /// The same with another map_extra.
    public MapSpec withExtra(int number) {
        return new MapSpec(name, type, keySize, valueSize, maxEntries, flags, readOnly, contents, inner, names, lock,
                number, types);
    }

    /// The same with other types, or without.
    public MapSpec withTypes(Optional<MapTypes> other) {
        return new MapSpec(name, type, keySize, valueSize, maxEntries, flags, readOnly, contents, inner, names, lock,
                extra, other);
    }

    /// Whether loaders tell the kernel its types; those of other maps are not asked for (`bpf_object__create_map` of
    /// libbpf).
    boolean mayHaveTypes() {
        return !holdsTargets() && !holdsNames() && !holdsEvents() && !isKeyless();
    }

    /// Whether it holds values without keys, in an order.
    public boolean isLine() { return type.has(MapTrait.LINE); }

    /// Whether it only tells whether a value may have been put in.
    public boolean isFilter() { return type.has(MapTrait.FILTER); }

    /// Whether its values have no keys. What it holds is listed with numbers from 0 in their place: the value that is
    /// taken out next comes first.
    public boolean isKeyless() { return isLine() || isFilter(); }

    /// Whether bytes of a value, from one to another, have a part of the lock among them.
    public boolean touchesLock(long first, long last) {
        return lock.isPresent() && first < lock.getAsInt() + LOCK_BYTES && lock.getAsInt() <= last;
    }

    /// The same under another name.
    public MapSpec withName(String other) {
        return new MapSpec(other, type, keySize, valueSize, maxEntries, flags, readOnly, contents, inner, names, lock,
                extra, types);
    }

    /// The same, of maps like this one.
    public MapSpec withInner(MapSpec template) {
        return new MapSpec(name, type, keySize, valueSize, maxEntries, flags, readOnly, contents, Optional.of(template),
                names, lock, extra, types);
    }

    /// The programs that a map of programs can hold, where that is known.
    public Optional<NameTable> programs() {
        return names.filter(_ -> holdsPrograms());
    }

    /// The maps that a map of maps can hold; empty if nobody names one.
    public Optional<NameTable> instances() {
        return names.filter(_ -> holdsMaps());
    }

    /// Whether it can be held by a map of maps that is made after the other (`bpf_map_meta_equal`,
    /// kernel/bpf/map_in_map.c; arrays have `array_map_meta_equal`).
    public boolean isLike(MapSpec template) {
        boolean anySize = !isArray() || (template.flags & MapFlags.INNER_MAP) != 0;
        return type == template.type && keySize == template.keySize && valueSize == template.valueSize
                && flags == template.flags
                && lock.equals(template.lock) && (anySize || maxEntries == template.maxEntries);
    }

    public boolean isGlobalData() { return contents.isPresent(); }

    /// Its kind. Only for maps that are supported.
    public MapKind kind() {
        return switch (type) {
            case MapKind kind -> kind;
            case UnsupportedMap unsupported ->
                throw new IllegalStateException("map " + name + " of type " + unsupported.text());
        };
    }

    /// Whether its key is a 32-bit index.
    public boolean isIndexed() { return type.has(MapTrait.INDEXED); }

    /// Whether a new key takes the place of another one when it is full.
    public boolean evicts() {
        return type.has(MapTrait.EVICTS);
    }

    /// Whether its keys are prefixes.
    public boolean holdsPrefixes() {
        return type.has(MapTrait.PREFIXES);
    }

    /// Whether all keys are always there: indexes from 0.
    public boolean isArray() { return type.has(MapTrait.COMPLETE); }

    /// Whether an entry has a value for each CPU.
    public boolean isPerCpu() { return type.has(MapTrait.PER_CPU); }

    /// Whether packets are sent to what its entries name.
    public boolean holdsTargets() {
        return type.has(MapTrait.TARGETS);
    }

    /// Whether its entries name programs.
    public boolean holdsPrograms() {
        return type.has(MapTrait.PROGRAMS);
    }

    /// Whether its entries name maps.
    public boolean holdsMaps() {
        return type.has(MapTrait.MAPS);
    }

    /// Whether its entries name something of the object.
    public boolean holdsNames() {
        return holdsPrograms() || holdsMaps();
    }

    /// Whether its values are devices that packets are sent to.
    public boolean holdsDevices() {
        return type.has(MapTrait.DEVICES);
    }
}
