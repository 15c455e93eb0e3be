package xdp2rtl.linux;

import static xdp2rtl.linux.ArgumentKind.BUFFER;
import static xdp2rtl.linux.ArgumentKind.BYTES;
import static xdp2rtl.linux.ArgumentKind.BYTES_OR_NULL;
import static xdp2rtl.linux.ArgumentKind.CHANGED_LOOKUP;
import static xdp2rtl.linux.ArgumentKind.CHANGED_U32;
import static xdp2rtl.linux.ArgumentKind.CONSTANT_SIZE;
import static xdp2rtl.linux.ArgumentKind.CONTEXT;
import static xdp2rtl.linux.ArgumentKind.DYNPTR;
import static xdp2rtl.linux.ArgumentKind.EVENT_MAP;
import static xdp2rtl.linux.ArgumentKind.FORMAT;
import static xdp2rtl.linux.ArgumentKind.FUNCTION;
import static xdp2rtl.linux.ArgumentKind.FUNCTION_CONTEXT;
import static xdp2rtl.linux.ArgumentKind.LINE_MAP;
import static xdp2rtl.linux.ArgumentKind.RECORD;
import static xdp2rtl.linux.ArgumentKind.RECORD_SIZE;
import static xdp2rtl.linux.ArgumentKind.RING_MAP;
import static xdp2rtl.linux.ArgumentKind.TARGET_MAP;
import static xdp2rtl.linux.ArgumentKind.WALKED_MAP;
import static xdp2rtl.linux.ArgumentKind.LOCK;
import static xdp2rtl.linux.ArgumentKind.KEYLESS_MAP;
import static xdp2rtl.linux.ArgumentKind.TAKEN_VALUE;
import static xdp2rtl.linux.ArgumentKind.LOOKUP_FLAGS;
import static xdp2rtl.linux.ArgumentKind.LOOKUP_SIZE;
import static xdp2rtl.linux.ArgumentKind.MAP_KEY;
import static xdp2rtl.linux.ArgumentKind.MAP_VALUE;
import static xdp2rtl.linux.ArgumentKind.PERCPU_MAP;
import static xdp2rtl.linux.ArgumentKind.PROGRAM_MAP;
import static xdp2rtl.linux.ArgumentKind.READABLE_MAP;
import static xdp2rtl.linux.ArgumentKind.SCALAR;
import static xdp2rtl.linux.ArgumentKind.SIZE;
import static xdp2rtl.linux.ArgumentKind.TEXT;
import static xdp2rtl.linux.ArgumentKind.WALK_PLACE;
import static xdp2rtl.linux.ArgumentKind.WRITABLE_MAP;
import static xdp2rtl.linux.HelperEffect.CALLS_FUNCTION;
import static xdp2rtl.linux.HelperEffect.CALLS_PROGRAM;
import static xdp2rtl.linux.HelperEffect.CHANGES_MAP;
import static xdp2rtl.linux.HelperEffect.ENDS_RECORD;
import static xdp2rtl.linux.HelperEffect.EMITS;
import static xdp2rtl.linux.HelperEffect.LOCKS;
import static xdp2rtl.linux.HelperEffect.MOVES_PACKET;
import static xdp2rtl.linux.HelperEffect.NOTHING;
import static xdp2rtl.linux.HelperEffect.REDIRECTS;
import static xdp2rtl.linux.HelperEffect.UNLOCKS;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The helpers that programs may call here, by number: what each gives, does and takes, as its `struct bpf_func_proto`
/// says. Whatever else must be known of a helper is a switch over this type, without `default`.
///
/// Sources: kernel/bpf/helpers.c and net/core/filter.c of Linux 6.18.
public enum Helper implements HelperId {
    MAP_LOOKUP_ELEM(1, ResultKind.MAP_VALUE_OR_NULL, NOTHING, READABLE_MAP, MAP_KEY),
    MAP_UPDATE_ELEM(2, ResultKind.SCALAR, CHANGES_MAP, WRITABLE_MAP, MAP_KEY, MAP_VALUE, SCALAR),
    MAP_DELETE_ELEM(3, ResultKind.SCALAR, CHANGES_MAP, WRITABLE_MAP, MAP_KEY),
    KTIME_GET_NS(5, ResultKind.SCALAR, NOTHING),
    TRACE_PRINTK(6, ResultKind.TEXT_LENGTH, EMITS, FORMAT, SIZE),
    GET_PRANDOM_U32(7, ResultKind.U32, NOTHING),
    GET_SMP_PROCESSOR_ID(8, ResultKind.U32, NOTHING),
    TAIL_CALL(12, ResultKind.NOTHING, CALLS_PROGRAM, CONTEXT, PROGRAM_MAP, SCALAR),
    REDIRECT(23, ResultKind.ACTION, REDIRECTS, SCALAR, SCALAR),
    PERF_EVENT_OUTPUT(25, ResultKind.SCALAR, EMITS, CONTEXT, EVENT_MAP, SCALAR, BYTES_OR_NULL, SIZE),
    CSUM_DIFF(28, ResultKind.SCALAR, NOTHING, BYTES_OR_NULL, SIZE, BYTES_OR_NULL, SIZE, SCALAR),
    GET_NUMA_NODE_ID(42, ResultKind.SCALAR, NOTHING),
    XDP_ADJUST_HEAD(44, ResultKind.SCALAR, MOVES_PACKET, CONTEXT, SCALAR),
    REDIRECT_MAP(51, ResultKind.ACTION, REDIRECTS, TARGET_MAP, SCALAR, SCALAR),
    XDP_ADJUST_META(54, ResultKind.SCALAR, MOVES_PACKET, CONTEXT, SCALAR),
    XDP_ADJUST_TAIL(65, ResultKind.SCALAR, MOVES_PACKET, CONTEXT, SCALAR),
    FIB_LOOKUP(69, ResultKind.SCALAR, NOTHING, CONTEXT, CHANGED_LOOKUP, LOOKUP_SIZE, LOOKUP_FLAGS),
    MAP_PUSH_ELEM(87, ResultKind.SCALAR, CHANGES_MAP, KEYLESS_MAP, MAP_VALUE, SCALAR),
    MAP_POP_ELEM(88, ResultKind.SCALAR, CHANGES_MAP, LINE_MAP, TAKEN_VALUE),
    MAP_PEEK_ELEM(89, ResultKind.SCALAR, NOTHING, KEYLESS_MAP, TAKEN_VALUE),
    SPIN_LOCK(93, ResultKind.NOTHING, LOCKS, LOCK),
    SPIN_UNLOCK(94, ResultKind.NOTHING, UNLOCKS, LOCK),
    JIFFIES64(118, ResultKind.SCALAR, NOTHING),
    KTIME_GET_BOOT_NS(125, ResultKind.SCALAR, NOTHING),
    RINGBUF_OUTPUT(130, ResultKind.SCALAR, CHANGES_MAP, RING_MAP, BYTES_OR_NULL, SIZE, SCALAR),
    RINGBUF_RESERVE(131, ResultKind.RECORD_OR_NULL, CHANGES_MAP, RING_MAP, RECORD_SIZE, SCALAR),
    RINGBUF_SUBMIT(132, ResultKind.NOTHING, ENDS_RECORD, RECORD, SCALAR),
    RINGBUF_DISCARD(133, ResultKind.NOTHING, ENDS_RECORD, RECORD, SCALAR),
    RINGBUF_QUERY(134, ResultKind.SCALAR, NOTHING, RING_MAP, SCALAR),
    KTIME_GET_COARSE_NS(160, ResultKind.SCALAR, NOTHING),
    CHECK_MTU(163, ResultKind.SCALAR, NOTHING, CONTEXT, SCALAR, CHANGED_U32, SCALAR, SCALAR),
    FOR_EACH_MAP_ELEM(164, ResultKind.SCALAR, CALLS_FUNCTION, WALKED_MAP, FUNCTION, FUNCTION_CONTEXT, SCALAR),
    TRACE_VPRINTK(177, ResultKind.TEXT_LENGTH, EMITS, FORMAT, SIZE, BYTES_OR_NULL, SIZE),
    LOOP(181, ResultKind.SCALAR, CALLS_FUNCTION, SCALAR, FUNCTION, FUNCTION_CONTEXT, SCALAR),
    STRNCMP(182, ResultKind.SCALAR, NOTHING, BYTES, SIZE, TEXT),
    XDP_GET_BUFF_LEN(188, ResultKind.PACKET_LENGTH, NOTHING, CONTEXT),
    XDP_LOAD_BYTES(189, ResultKind.SCALAR, NOTHING, CONTEXT, SCALAR, BUFFER, SIZE),
    XDP_STORE_BYTES(190, ResultKind.SCALAR, NOTHING, CONTEXT, SCALAR, BYTES, SIZE),
    MAP_LOOKUP_PERCPU_ELEM(195, ResultKind.MAP_VALUE_OR_NULL, NOTHING, PERCPU_MAP, MAP_KEY, SCALAR),
    DYNPTR_READ(201, ResultKind.SCALAR, NOTHING, BUFFER, SIZE, DYNPTR, SCALAR, SCALAR),
    DYNPTR_WRITE(202, ResultKind.SCALAR, NOTHING, DYNPTR, SCALAR, BYTES, SIZE, SCALAR),
    DYNPTR_DATA(203, ResultKind.SCALAR, NOTHING, DYNPTR, SCALAR, CONSTANT_SIZE),
    KTIME_GET_TAI_NS(208, ResultKind.SCALAR, NOTHING),
    /// What takes a turn of FOR_EACH_MAP_ELEM over a hash map, where that is code (`cfg.KernelCode`); no program can
    /// call it.
    NEXT_ENTRY(0, ResultKind.MAP_VALUE_OR_NULL, NOTHING, WALKED_MAP, WALK_PLACE);

    private final int number;
    private final ResultKind result;
    private final HelperEffect effect;
    private final List<ArgumentKind> arguments;

    Helper(int number, ResultKind result, HelperEffect effect, ArgumentKind... arguments) {
        this.number = number;
        this.result = result;
        this.effect = effect;
        this.arguments = List.of(arguments);
    }

    @Override public int number() { return number; }

    @Override public String text() { return name().toLowerCase(Locale.ROOT); }

    /// What is in R0 afterwards.
    public ResultKind result() { return result; }

    /// What else it does.
    public HelperEffect effect() { return effect; }

    /// What it takes in R1 and up.
    public List<ArgumentKind> arguments() { return arguments; }

    /// Whether programs cannot call it.
    public boolean isInternal() { return number == 0; }

    /// Those that programs can call.
    public static List<Helper> ofLinux() {
        return Stream.of(values()).filter(helper -> !helper.isInternal()).toList();
    }

    /// Whether it makes a text of a format.
    public boolean prints() { return result == ResultKind.TEXT_LENGTH; }

    /// The supported helper of a number.
    public static Optional<Helper> of(int number) {
        return Stream.of(values()).filter(helper -> helper.number == number).findFirst();
    }

    /// The names of all, for messages.
    public static String list() {
        return ofLinux().stream().map(Helper::text).collect(Collectors.joining(", "));
    }
}
