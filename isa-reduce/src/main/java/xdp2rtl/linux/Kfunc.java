package xdp2rtl.linux;

import static xdp2rtl.linux.ArgumentKind.CHANGED_U16;
import static xdp2rtl.linux.ArgumentKind.CHANGED_U32;
import static xdp2rtl.linux.ArgumentKind.CHANGED_U64;
import static xdp2rtl.linux.ArgumentKind.CONSTANT_SIZE;
import static xdp2rtl.linux.ArgumentKind.CONTEXT;
import static xdp2rtl.linux.ArgumentKind.DYNPTR;
import static xdp2rtl.linux.ArgumentKind.ITERATOR;
import static xdp2rtl.linux.ArgumentKind.SCALAR;
import static xdp2rtl.linux.ArgumentKind.SLICE_BUFFER;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The functions of the kernel (kfuncs) that programs may call here, by name: objects declare them (`__ksym`), and each
/// kernel has its own numbers for them.
///
/// Those that give metadata of the receiving device are what they are for a device that has none: they write nothing,
/// and give -EOPNOTSUPP (`bpf_xdp_metadata_rx_timestamp` and others, net/core/xdp.c).
///
/// Sources: kernel/bpf/bpf_iter.c, kernel/bpf/helpers.c, net/core/filter.c and net/core/xdp.c of Linux 6.18.
public enum Kfunc {
    ITER_NUM_NEW(ITERATOR, SCALAR, SCALAR),
    ITER_NUM_NEXT(ITERATOR),
    ITER_NUM_DESTROY(ITERATOR),
    /// Nobody on the card waits for the end of a run, or takes its context away: these do nothing.
    RCU_READ_LOCK,
    RCU_READ_UNLOCK,
    PREEMPT_DISABLE,
    PREEMPT_ENABLE,
    DYNPTR_FROM_XDP(CONTEXT, SCALAR, DYNPTR),
    DYNPTR_SIZE(DYNPTR),
    DYNPTR_IS_NULL(DYNPTR),
    DYNPTR_IS_RDONLY(DYNPTR),
    DYNPTR_ADJUST(DYNPTR, SCALAR, SCALAR),
    DYNPTR_CLONE(DYNPTR, DYNPTR),
    DYNPTR_COPY(DYNPTR, SCALAR, DYNPTR, SCALAR, SCALAR),
    DYNPTR_MEMSET(DYNPTR, SCALAR, SCALAR, SCALAR),
    DYNPTR_SLICE(DYNPTR, SCALAR, SLICE_BUFFER, CONSTANT_SIZE),
    DYNPTR_SLICE_RDWR(DYNPTR, SCALAR, SLICE_BUFFER, CONSTANT_SIZE),
    XDP_METADATA_RX_TIMESTAMP(CONTEXT, CHANGED_U64),
    XDP_METADATA_RX_HASH(CONTEXT, CHANGED_U32, CHANGED_U32),
    XDP_METADATA_RX_VLAN_TAG(CONTEXT, CHANGED_U16, CHANGED_U16);

    private final List<ArgumentKind> arguments;

    Kfunc(ArgumentKind... arguments) {
        this.arguments = List.of(arguments);
    }

    /// The kernel's name, such as `bpf_iter_num_new`.
    public String text() { return "bpf_" + name().toLowerCase(Locale.ROOT); }

    /// What it takes in R1 and up.
    public List<ArgumentKind> arguments() { return arguments; }

    /// Whether Linux takes it only in programs that are bound to a device (`bpf_dev_bound_kfunc_check`,
    /// kernel/bpf/offload.c).
    public boolean asksDevice() {
        return switch (this) {
            case XDP_METADATA_RX_TIMESTAMP, XDP_METADATA_RX_HASH, XDP_METADATA_RX_VLAN_TAG -> true;
            case ITER_NUM_NEW, ITER_NUM_NEXT, ITER_NUM_DESTROY, RCU_READ_LOCK, RCU_READ_UNLOCK, PREEMPT_DISABLE,
                    PREEMPT_ENABLE, DYNPTR_FROM_XDP, DYNPTR_SIZE, DYNPTR_IS_NULL,
                    DYNPTR_IS_RDONLY, DYNPTR_ADJUST, DYNPTR_CLONE, DYNPTR_COPY,
                    DYNPTR_MEMSET, DYNPTR_SLICE, DYNPTR_SLICE_RDWR ->
                false;
        };
    }

    /// Whether what it does shows where a packet is cut into fragments.
    public boolean needsOnePiece() {
        return switch (this) {
            case DYNPTR_SLICE, DYNPTR_SLICE_RDWR, DYNPTR_COPY -> true;
            case ITER_NUM_NEW, ITER_NUM_NEXT, ITER_NUM_DESTROY, RCU_READ_LOCK, RCU_READ_UNLOCK, PREEMPT_DISABLE,
                    PREEMPT_ENABLE, DYNPTR_FROM_XDP, DYNPTR_SIZE, DYNPTR_IS_NULL, DYNPTR_IS_RDONLY, DYNPTR_ADJUST,
                    DYNPTR_CLONE, DYNPTR_MEMSET, XDP_METADATA_RX_TIMESTAMP, XDP_METADATA_RX_HASH,
                    XDP_METADATA_RX_VLAN_TAG ->
                false;
        };
    }

    /// The function of a [#text].
    public static Optional<Kfunc> named(String text) {
        return Stream.of(values()).filter(function -> function.text().equals(text)).findFirst();
    }

    /// The names of all, for messages.
    public static String list() {
        return Stream.of(values()).map(Kfunc::text).collect(Collectors.joining(", "));
    }
}
