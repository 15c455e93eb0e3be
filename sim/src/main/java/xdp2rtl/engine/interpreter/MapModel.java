package xdp2rtl.engine.interpreter;

import java.util.OptionalInt;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.port.MapContents;

/// A map as programs on CPU 0 see it. Keys and values come with the map's own sizes.
sealed interface MapModel permits ArrayModel, HashModel, DeviceModel {
    long ANY = 0;
    long NO_EXIST = 1;
    long EXIST = 2;
    long LOCK = 4;

    long READ_ONLY_FOR_PROGRAMS = 1 << 7;
    long WRITE_ONLY_FOR_PROGRAMS = 1 << 8;

    static MapModel of(MapSpec spec, MapContents initial) {
        return switch (spec.type()) {
            case ARRAY, PERCPU_ARRAY -> new ArrayModel(spec, initial);
            case HASH, PERCPU_HASH -> new HashModel(spec, initial);
            case DEVMAP -> new DeviceModel(spec, initial);
            case UNSPEC, PROG_ARRAY, PERF_EVENT_ARRAY, STACK_TRACE, CGROUP_ARRAY, LRU_HASH, LRU_PERCPU_HASH,
                 LPM_TRIE, ARRAY_OF_MAPS, HASH_OF_MAPS, SOCKMAP, CPUMAP, XSKMAP, SOCKHASH, CGROUP_STORAGE,
                 REUSEPORT_SOCKARRAY, PERCPU_CGROUP_STORAGE, QUEUE, STACK, SK_STORAGE, DEVMAP_HASH, STRUCT_OPS,
                 RINGBUF, INODE_STORAGE, TASK_STORAGE, BLOOM_FILTER, USER_RINGBUF, CGRP_STORAGE, ARENA ->
                    throw new IllegalArgumentException("no model of a map of type " + spec.type());
        };
    }

    /// The memory that [#lookup] points into.
    Cells values();

    /// The offset of a key's value in [#values()]; empty if there is none.
    OptionalInt lookup(byte[] key);

    /// 0, or a negative error number and nothing is changed.
    long update(byte[] key, byte[] value, long flags);

    /// 0, or a negative error number and nothing is changed.
    long delete(byte[] key);

    /// What it holds now, in canonical form.
    MapContents contents();

    /// Value memory with the rights that the map's flags leave to programs.
    static Cells cells(MapSpec spec) {
        boolean readable = (spec.flags() & WRITE_ONLY_FOR_PROGRAMS) == 0;
        boolean writable = (spec.flags() & READ_ONLY_FOR_PROGRAMS) == 0 && !spec.readOnly();
        return new Cells("a value of map " + spec.name(), spec.valueSize(), readable, writable);
    }
}
