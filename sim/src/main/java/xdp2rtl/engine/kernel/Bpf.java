package xdp2rtl.engine.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

import xdp2rtl.elf.MapSpec;
import xdp2rtl.linux.Errno;

/// The commands of bpf(2) that the engine uses. Offsets are those of `union bpf_attr` (include/uapi/linux/bpf.h).
final class Bpf {
    private static final int MAP_CREATE = 0;
    private static final int MAP_LOOKUP = 1;
    private static final int MAP_UPDATE = 2;
    private static final int MAP_NEXT_KEY = 4;
    private static final int PROGRAM_LOAD = 5;
    private static final int PROGRAM_TEST_RUN = 10;
    private static final int OBJECT_INFO = 15;
    private static final int BTF_LOAD = 18;
    private static final int MAP_LOOKUP_AND_DELETE = 21;
    private static final int MAP_FREEZE = 22;
    private static final int MAP_LOOKUP_BATCH = 24;
    /// Of `struct bpf_func_info`: the first slot of a function, its type.
    private static final int FUNCTION_INFO = 8;
    /// Of `struct bpf_prog_info`, as far as the engine asks.
    private static final int PROGRAM_INFO = 152;
    private static final int XDP = 6;
    /// BPF_F_XDP_HAS_FRAGS.
    private static final int HAS_FRAGMENTS = 1 << 5;
    private static final int ATTRIBUTES = 120;

    private final CLibrary library;
    private final Arena arena;
    private final MemorySegment attributes;

    Bpf(CLibrary library, Arena arena) {
        this.library = library;
        this.arena = arena;
        this.attributes = arena.allocate(ATTRIBUTES, 8);
    }

    int createMap(MapSpec map) throws LinuxError {
        return createMap(map, 0);
    }

    /// @param types of keys and values, as loaded
    int createMap(MapSpec map, int types, LockTypes numbers) throws LinuxError {
        describe(map);
        setInt(48, types);
        setInt(52, numbers.key());
        setInt(56, numbers.value());
        return (int) library.bpf(MAP_CREATE, attributes);
    }

    /// @param inner the descriptor of a map like those that a map of maps holds
    int createMap(MapSpec map, int inner) throws LinuxError {
        describe(map);
        setInt(20, inner);
        return (int) library.bpf(MAP_CREATE, attributes);
    }

    private void describe(MapSpec map) {
        attributes.fill((byte) 0);
        setInt(0, map.type().number());
        setInt(4, map.keySize());
        setInt(8, map.valueSize());
        setInt(12, map.maxEntries());
        setInt(16, map.flags());
        setLong(64, map.extra());
    }

    void update(int map, MemorySegment key, MemorySegment value, long flags) throws LinuxError {
        mapCommand(MAP_UPDATE, map, key, value, flags);
    }

    /// False if the map has no such key.
    boolean lookup(int map, MemorySegment key, MemorySegment value) throws LinuxError {
        return foundBy(MAP_LOOKUP, map, key, value);
    }

    /// False if there is none.
    boolean lookupAndDelete(int map, MemorySegment key, MemorySegment value) throws LinuxError {
        return foundBy(MAP_LOOKUP_AND_DELETE, map, key, value);
    }

    /// False after the last key; NULL gives the first.
    boolean nextKey(int map, MemorySegment key, MemorySegment next) throws LinuxError {
        return foundBy(MAP_NEXT_KEY, map, key, next);
    }

    /// Reads many entries at once; gives how many.
    /// @param last   the key before the first; NULL at the start
    /// @param next   is given the last key that was read
    /// @param values of entries, one behind the other
    int lookupBatch(int map, MemorySegment last, MemorySegment next, MemorySegment keys, MemorySegment values, int most)
            throws LinuxError {
        attributes.fill((byte) 0);
        setLong(0, last.address());
        setLong(8, next.address());
        setLong(16, keys.address());
        setLong(24, values.address());
        setInt(32, most);
        setInt(36, map);
        try {
            library.bpf(MAP_LOOKUP_BATCH, attributes);
        } catch (LinuxError e) {
            // There are no more behind these.
            if (!e.is(Errno.ENOENT)) { throw e; }
        }
        return attributes.get(JAVA_INT_UNALIGNED, 32);
    }

    private boolean foundBy(int command, int map, MemorySegment key, MemorySegment out) throws LinuxError {
        try {
            mapCommand(command, map, key, out, 0);
            return true;
        } catch (LinuxError e) {
            if (e.is(Errno.ENOENT)) { return false; }
            throw e;
        }
    }

    private void mapCommand(int command, int map, MemorySegment key, MemorySegment value, long flags)
            throws LinuxError {
        attributes.fill((byte) 0);
        setInt(0, map);
        setLong(8, key.address());
        setLong(16, value.address());
        setLong(24, flags);
        library.bpf(command, attributes);
    }

    /// From now on nothing outside of programs can change the map, and the verifier knows its contents.
    void freeze(int map) throws LinuxError {
        attributes.fill((byte) 0);
        setInt(0, map);
        library.bpf(MAP_FREEZE, attributes);
    }

    /// What the verifier writes of a program: its course, or a few figures at the end.
    enum LogLevel {
        COURSE(1), FIGURES(4);

        private final int number;

        LogLevel(int number) {
            this.number = number;
        }
    }

    /// What a program is loaded for (`enum bpf_attach_type`): an interface, where nobody asks; an entry of a device
    /// map.
    enum Attachment {
        INTERFACE(0), DEVMAP_ENTRY(33);

        private final int number;

        Attachment(int number) {
            this.number = number;
        }
    }

    /// The descriptor of types.
    int loadTypes(byte[] btf) throws LinuxError {
        MemorySegment bytes = copyOf(btf);
        attributes.fill((byte) 0);
        setLong(0, bytes.address());
        setInt(16, btf.length);
        return (int) library.bpf(BTF_LOAD, attributes);
    }

    /// @param types     their descriptor
    /// @param functions by first slot, the number of each function's type
    /// @param fragments whether it takes packets in fragments
    /// @param log       where the verifier writes
    int load(MemorySegment code, int slots, MemorySegment license, int types, SortedMap<Integer, Integer> functions,
            Attachment attachment, boolean fragments, LogLevel level, MemorySegment log) throws LinuxError {
        MemorySegment info = allocate((long) FUNCTION_INFO * functions.size());
        int at = 0;
        for (var function : functions.entrySet()) {
            info.set(JAVA_INT_UNALIGNED, at, function.getKey());
            info.set(JAVA_INT_UNALIGNED, at + 4L, function.getValue());
            at += FUNCTION_INFO;
        }
        attributes.fill((byte) 0);
        setInt(0, XDP);
        setInt(4, slots);
        setLong(8, code.address());
        setLong(16, license.address());
        setInt(24, level.number);
        setInt(28, (int) log.byteSize());
        setLong(32, log.address());
        setInt(44, fragments ? HAS_FRAGMENTS : 0);
        setInt(68, attachment.number);
        setInt(72, types);
        setInt(76, FUNCTION_INFO);
        setLong(80, info.address());
        setInt(88, functions.size());
        return (int) library.bpf(PROGRAM_LOAD, attributes);
    }

    /// The types of the functions that a loaded program still has, in the order of their slots.
    /// @param most that it can have
    List<Integer> functionTypes(int program, int most) throws LinuxError {
        MemorySegment functions = allocate((long) FUNCTION_INFO * most);
        MemorySegment info = allocate(PROGRAM_INFO);
        info.fill((byte) 0);
        info.set(JAVA_INT_UNALIGNED, 132, FUNCTION_INFO);
        info.set(JAVA_LONG_UNALIGNED, 136, functions.address());
        info.set(JAVA_INT_UNALIGNED, 144, most);
        attributes.fill((byte) 0);
        setInt(0, program);
        setInt(4, PROGRAM_INFO);
        setLong(8, info.address());
        library.bpf(OBJECT_INFO, attributes);
        var types = new ArrayList<Integer>();
        for (int i = 0; i < info.get(JAVA_INT_UNALIGNED, 144); i++) {
            types.add(functions.get(JAVA_INT_UNALIGNED, (long) FUNCTION_INFO * i + 4));
        }
        return types;
    }

    /// What a test run gave back beside the bytes in its buffers.
    record TestRun(int result, int length) {}

    /// Runs a program once on `length` bytes of `in`; the packet, metadata first, comes out in `out`.
    TestRun testRun(int program, MemorySegment in, int length, MemorySegment out, MemorySegment contextIn,
            MemorySegment contextOut) throws LinuxError {
        attributes.fill((byte) 0);
        setInt(0, program);
        setInt(8, length);
        setInt(12, (int) out.byteSize());
        setLong(16, in.address());
        setLong(24, out.address());
        setInt(32, 1);
        setInt(40, (int) contextIn.byteSize());
        setInt(44, (int) contextOut.byteSize());
        setLong(48, contextIn.address());
        setLong(56, contextOut.address());
        library.bpf(PROGRAM_TEST_RUN, attributes);
        return new TestRun(attributes.get(JAVA_INT_UNALIGNED, 4), attributes.get(JAVA_INT_UNALIGNED, 12));
    }

    void close(int descriptor) throws LinuxError {
        library.close(descriptor);
    }

    MemorySegment allocate(long bytes) {
        return arena.allocate(Math.max(1, bytes), 8);
    }

    MemorySegment copyOf(byte[] bytes) {
        MemorySegment segment = allocate(bytes.length);
        MemorySegment.copy(MemorySegment.ofArray(bytes), 0, segment, 0, bytes.length);
        return segment;
    }

    private void setInt(long offset, int value) {
        attributes.set(JAVA_INT_UNALIGNED, offset, value);
    }

    private void setLong(long offset, long value) {
        attributes.set(JAVA_LONG_UNALIGNED, offset, value);
    }
}
