package xdp2rtl.engine.interpreter;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.linux.MapFlags;
import xdp2rtl.linux.MapKind;
import xdp2rtl.linux.UnsupportedMap;
import xdp2rtl.port.MapContents;

/// A map as programs on CPU 0 see it, with the values of the first so many CPUs. Keys and values come with the map's own sizes.
sealed interface MapModel
        permits ArrayModel, HashModel, PrefixModel, OuterModel, TargetModel, ClosedModel {
    static MapModel of(MapSpec spec, MapContents initial) { return of(spec, initial, 1); }

    /// @param cpus whose values programs can look up
    static MapModel of(MapSpec spec, MapContents initial, int cpus) {
        return switch (spec.type()) {
            case MapKind.ARRAY, MapKind.PERCPU_ARRAY -> new ArrayModel(spec, initial, spec.isPerCpu() ? cpus : 1);
            case MapKind.HASH, MapKind.PERCPU_HASH, MapKind.LRU_HASH, MapKind.LRU_PERCPU_HASH ->
                new HashModel(spec, initial, spec.isPerCpu() ? cpus : 1);
            case MapKind.LPM_TRIE -> new PrefixModel(spec, initial);
            case MapKind.DEVMAP, MapKind.DEVMAP_HASH, MapKind.CPUMAP, MapKind.XSKMAP -> new TargetModel(spec, initial);
            case MapKind.PROG_ARRAY -> new ProgramModel(spec, initial);
            case MapKind.ARRAY_OF_MAPS, MapKind.HASH_OF_MAPS -> new OuterModel(spec, initial);
            case MapKind.PERF_EVENT_ARRAY -> new EventModel(spec);
            case MapKind.RINGBUF -> new RingModel(spec);
            case MapKind.QUEUE, MapKind.STACK -> new LineModel(spec, initial);
            case MapKind.BLOOM_FILTER -> new FilterModel(spec, initial);
            case UnsupportedMap _ -> throw new IllegalArgumentException("no model of a map of type " + spec.type());
        };
    }

    /// The memory that [#lookup] points into.
    Cells values();

    /// The memory that pointers into the map lead to.
    default MemoryRegion memory() {
        return values();
    }

    /// The offset of a key's value in [#values()]; empty if there is none.
    OptionalInt lookup(byte[] key);

    /// The same of a CPU.
    default OptionalInt lookup(byte[] key, int cpu) {
        throw new Stop("looks up the value of a CPU in a map that has none for each");
    }

    /// 0, or a negative error number and nothing is changed.
    long update(byte[] key, byte[] value, long flags);

    /// 0, or a negative error number and nothing is changed.
    long delete(byte[] key);

    /// Whether it has dropped a key for want of room.
    default boolean hasEvicted() {
        return false;
    }

    /// What it holds now, in canonical form.
    MapContents contents();

    /// Puts a value into a map without keys: 0, or a negative error number and nothing is changed.
    default long push(byte[] value, long flags) {
        throw new Stop("puts a value into a map that has keys");
    }

    /// What a filter tells of a value: 0, or a negative error number.
    default long tellOf(byte[] value) {
        throw new Stop("looks for a value in a map that is no filter");
    }

    /// The keys of the map one after the other, while it may change; then nothing.
    default Supplier<Optional<byte[]>> walk(WalkOrder order) {
        throw new Stop("goes over the entries of a map that Linux does not go over");
    }

    /// The last of the walks that have begun is over.
    default void endWalk() {}

    /// All walks are over.
    default void endWalks() {}

    /// Whether another key than the one that a function was called for has come, gone or got another element meanwhile:
    /// whether a walk still meets it, Linux leaves open.
    default boolean isDisturbed() { return false; }

    /// The value that is taken out next; empty if there is none.
    default Optional<byte[]> next(boolean removed) {
        throw new Stop("takes a value out of a map that has keys");
    }

    /// Value memory with the rights that the map's flags leave to programs.
    static Cells cells(MapSpec spec) {
        boolean readable = (spec.flags() & MapFlags.WRONLY_PROG) == 0;
        boolean writable = (spec.flags() & MapFlags.RDONLY_PROG) == 0 && !spec.readOnly();
        return new Cells("a value of map " + spec.name(), spec.valueSize(), readable, writable);
    }
}
