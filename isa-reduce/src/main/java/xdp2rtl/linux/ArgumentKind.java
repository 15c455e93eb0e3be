package xdp2rtl.linux;

import java.util.List;
import java.util.stream.Stream;

/// What a helper takes in a register (`enum bpf_arg_type` of Linux, include/linux/bpf.h). Which kinds of map it takes,
/// Linux says in `check_map_func_compatibility` (kernel/bpf/verifier.c).
public enum ArgumentKind {
    /// The program's context (ARG_PTR_TO_CTX).
    CONTEXT,
    /// A map in which programs can look keys up (ARG_CONST_MAP_PTR).
    READABLE_MAP,
    /// A map whose entries programs can update and delete.
    WRITABLE_MAP,
    /// A map of targets to send packets to.
    TARGET_MAP,
    /// A map of programs to go on with.
    PROGRAM_MAP,
    /// A map with values for each CPU.
    PERCPU_MAP,
    /// Memory with a key of the map (ARG_PTR_TO_MAP_KEY).
    MAP_KEY,
    /// Memory with a value of the map (ARG_PTR_TO_MAP_VALUE).
    MAP_VALUE,
    /// A map of rings of records for the host.
    EVENT_MAP,
    /// A map that is a ring of records for the host.
    RING_MAP,
    /// The first byte of a record's memory (ARG_PTR_TO_RINGBUF_MEM | OBJ_RELEASE).
    RECORD,
    /// How many bytes a record has; a constant (ARG_CONST_ALLOC_SIZE_OR_ZERO).
    RECORD_SIZE,
    /// A map of values without keys.
    KEYLESS_MAP,
    /// The same, from which values can be taken out.
    LINE_MAP,
    /// Memory for a value of the map, which is written (ARG_PTR_TO_MAP_VALUE | MEM_UNINIT | MEM_WRITE); a filter's is
    /// read (`resolve_map_arg_type`).
    TAKEN_VALUE,
    /// The lock in a value of a map (ARG_PTR_TO_SPIN_LOCK).
    LOCK,
    /// A number (ARG_ANYTHING; here an address is not one).
    SCALAR,
    /// Memory of as many bytes as the next argument says, which is not looked at if they are none
    /// (ARG_PTR_TO_MEM | PTR_MAYBE_NULL | MEM_RDONLY).
    BYTES_OR_NULL,
    /// Memory of as many bytes, at least one, as the next argument says (ARG_PTR_TO_MEM | MEM_RDONLY).
    BYTES,
    /// The same, which is written (ARG_PTR_TO_UNINIT_MEM).
    BUFFER,
    /// A text that is constant and ends with a zero (ARG_PTR_TO_CONST_STR).
    TEXT,
    /// Memory with a format for [PrintFormat], of as many bytes.
    FORMAT,
    /// The number of these bytes (ARG_CONST_SIZE, ARG_CONST_SIZE_OR_ZERO).
    SIZE,
    /// Memory of 4 bytes that is read and written (ARG_PTR_TO_FIXED_SIZE_MEM | MEM_WRITE | MEM_ALIGNED).
    CHANGED_U32,
    /// A `struct bpf_fib_lookup` that is read and written, of as many bytes as the next argument says (ARG_PTR_TO_MEM |
    /// MEM_WRITE).
    CHANGED_LOOKUP,
    /// The number of these bytes (ARG_CONST_SIZE); a constant.
    LOOKUP_SIZE,
    /// A number whose bits say how to look up, of which some are not supported; a constant.
    LOOKUP_FLAGS,
    /// A map whose entries a function of the program is called for (`map_for_each_callback` of Linux).
    WALKED_MAP,
    /// The place of a walk through such a map, 8 bytes, 0 in front of the first entry; and behind it memory for a key.
    WALK_PLACE,
    /// A function of the program (ARG_PTR_TO_FUNC).
    FUNCTION,
    /// What that function is given: memory on the stack, or none (ARG_PTR_TO_STACK_OR_NULL).
    FUNCTION_CONTEXT,
    /// 8 bytes of the stack, aligned, that a `struct bpf_iter_num` has to itself.
    ITERATOR,
    /// 16 bytes of the stack, aligned, that a `struct bpf_dynptr` has to itself.
    DYNPTR,
    /// Memory for what is not in one piece, of as many bytes as the next argument says, or none. All is in one piece
    /// here.
    SLICE_BUFFER,
    /// The number of these bytes; a constant.
    CONSTANT_SIZE,
    /// Memory of 2 bytes that is read and written.
    CHANGED_U16,
    /// Memory of 8 bytes that is read and written.
    CHANGED_U64;

    /// How many bytes the helper reads and writes there.
    public int changedBytes() {
        return switch (this) {
            case CHANGED_U16 -> Short.BYTES;
            case CHANGED_U32 -> Integer.BYTES;
            case CHANGED_U64, ITERATOR -> Long.BYTES;
            case DYNPTR -> 2 * Long.BYTES;
            case CHANGED_LOOKUP -> FibLookup.BYTES;
            case CONTEXT, READABLE_MAP, WRITABLE_MAP, PERCPU_MAP, TARGET_MAP, PROGRAM_MAP, EVENT_MAP, RING_MAP, RECORD,
                    RECORD_SIZE,
                    KEYLESS_MAP, LINE_MAP, TAKEN_VALUE, TEXT, MAP_KEY, MAP_VALUE, LOCK, SCALAR, BYTES_OR_NULL, BYTES,
                    BUFFER,
                    FORMAT, SIZE, LOOKUP_SIZE, LOOKUP_FLAGS, WALKED_MAP, WALK_PLACE, FUNCTION, FUNCTION_CONTEXT,
                    SLICE_BUFFER,
                    CONSTANT_SIZE ->
                0;
        };
    }

    /// The kinds of map that are taken; none if it is not about maps.
    public List<MapKind> maps() {
        return Stream.of(MapKind.values()).filter(kind -> switch (this) {
            case READABLE_MAP -> kind.has(MapTrait.READABLE);
            case WRITABLE_MAP -> kind.has(MapTrait.UPDATABLE);
            case PERCPU_MAP -> kind.has(MapTrait.PER_CPU);
            case TARGET_MAP -> kind.has(MapTrait.TARGETS);
            case PROGRAM_MAP -> kind.has(MapTrait.PROGRAMS);
            case EVENT_MAP -> kind.has(MapTrait.EVENTS);
            case WALKED_MAP -> kind.has(MapTrait.UPDATABLE);
            case RING_MAP -> kind.has(MapTrait.RING);
            case LINE_MAP -> kind.has(MapTrait.LINE);
            case KEYLESS_MAP -> kind.has(MapTrait.LINE) || kind.has(MapTrait.FILTER);
            case CONTEXT, MAP_KEY, MAP_VALUE, LOCK, SCALAR, BYTES_OR_NULL, BYTES, BUFFER, FORMAT, SIZE, CHANGED_U32,
                    CHANGED_LOOKUP, LOOKUP_SIZE, LOOKUP_FLAGS, WALK_PLACE, FUNCTION, FUNCTION_CONTEXT, ITERATOR,
                    CHANGED_U16,
                    CHANGED_U64, DYNPTR, SLICE_BUFFER, CONSTANT_SIZE, RECORD, RECORD_SIZE, TAKEN_VALUE, TEXT ->
                false;
        }).toList();
    }
}
