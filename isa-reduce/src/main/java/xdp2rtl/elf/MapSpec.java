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
/// Global data is a single-entry ARRAY map whose value is a section. `contents` is then what the section
/// holds at the start (zeroes for .bss, `valueSize` bytes in all); other maps start empty and have no
/// contents. `readOnly` is set for .rodata, whose contents the program cannot change. `inner` describes the
/// maps that a map of maps holds, `programs` what a map of programs can hold, where that is known. `lock` is where
/// in a value a `struct bpf_spin_lock` lies that programs can take; its [#LOCK_BYTES] bytes are no part of what the map holds.
public record MapSpec(String name, MapType type, int keySize, int valueSize, int maxEntries, int flags,
                      boolean readOnly, Optional<Bytes> contents, Optional<MapSpec> inner, Optional<ProgramTable> programs,
                      OptionalInt lock) {
    public static final int LOCK_BYTES = 4;

    /// A map of no programs, without a lock.
    public MapSpec(String name, MapType type, int keySize, int valueSize, int maxEntries, int flags, boolean readOnly,
                   Optional<Bytes> contents, Optional<MapSpec> inner) {
        this(name, type, keySize, valueSize, maxEntries, flags, readOnly, contents, inner, Optional.empty(), OptionalInt.empty());
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

    public boolean isTrace() {
        return name.equals(TRACE);
    }

    /// Whether it takes records for the host.
    public boolean holdsEvents() {
        return type.has(MapTrait.EVENTS);
    }

    /// The same with other flags.
    public MapSpec withFlags(int other) {
        return new MapSpec(name, type, keySize, valueSize, maxEntries, other, readOnly, contents, inner, programs, lock);
    }

    /// The same with another number of entries.
    public MapSpec withEntries(int entries) {
        return new MapSpec(name, type, keySize, valueSize, entries, flags, readOnly, contents, inner, programs, lock);
    }

    /// The same, able to hold these programs.
    public MapSpec withPrograms(ProgramTable table) {
        return new MapSpec(name, type, keySize, valueSize, maxEntries, flags, readOnly, contents, inner, Optional.of(table), lock);
    }

    /// The same with a lock in its values.
    /// @param offset from 0, a multiple of 4
    public MapSpec withLock(int offset) {
        return new MapSpec(name, type, keySize, valueSize, maxEntries, flags, readOnly, contents, inner, programs, OptionalInt.of(offset));
    }

    /// Whether bytes of a value, from one to another, have a part of the lock among them.
    public boolean touchesLock(long first, long last) {
        return lock.isPresent() && first < lock.getAsInt() + LOCK_BYTES && lock.getAsInt() <= last;
    }

    public boolean isGlobalData() {
        return contents.isPresent();
    }

    /// Its kind. Only for maps that are supported.
    public MapKind kind() {
        return switch (type) {
            case MapKind kind -> kind;
            case UnsupportedMap unsupported -> throw new IllegalStateException("map " + name + " of type " + unsupported.text());
        };
    }

    /// Whether its key is a 32-bit index.
    public boolean isIndexed() {
        return type.has(MapTrait.INDEXED);
    }

    /// Whether a new key takes the place of another one when it is full.
    public boolean evicts() {
        return type.has(MapTrait.EVICTS);
    }

    /// Whether its keys are prefixes.
    public boolean holdsPrefixes() {
        return type.has(MapTrait.PREFIXES);
    }

    /// Whether all keys are always there: indexes from 0.
    public boolean isArray() {
        return type.has(MapTrait.COMPLETE);
    }

    /// Whether an entry has a value for each CPU.
    public boolean isPerCpu() {
        return type.has(MapTrait.PER_CPU);
    }

    /// Whether packets are sent to what its entries name.
    public boolean holdsTargets() {
        return type.has(MapTrait.TARGETS);
    }

    /// Whether its entries name programs.
    public boolean holdsPrograms() {
        return type.has(MapTrait.PROGRAMS);
    }

    /// Whether its values are devices that packets are sent to.
    public boolean holdsDevices() {
        return type.has(MapTrait.DEVICES);
    }
}
