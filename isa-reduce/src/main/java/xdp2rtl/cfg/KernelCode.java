package xdp2rtl.cfg;

import java.util.Optional;
import xdp2rtl.linux.Errno;
import xdp2rtl.linux.Helper;
import xdp2rtl.linux.Kfunc;

/// Functions of Linux 6.18 as eBPF; those of C that give an `int` clear the upper half of R0, as machines do. A local
/// call in them is that of the program's function.
final class KernelCode {
    /// BPF_MAX_LOOPS (include/linux/bpf_verifier.h).
    private static final int MOST_TURNS = 1 << 23;

    /// No part of a packet begins behind these.
    private static final int OFFSETS = 0xfff;

    private KernelCode() {}

    /// `inline_bpf_loop` (kernel/bpf/verifier.c), which takes the place of bpf_loop where the function and the flags
    /// are known: it compares all of R1, and gives -E2BIG as a number of 32 bits. With flags it is `bpf_loop`
    /// (kernel/bpf/bpf_iter.c).
    static String loop(long flags) {
        return flags != 0 ? refused() : """
            r6 = r1
            r7 = r3
            r8 = 0
            if r6 > %d goto many
            again:
            if r8 >= r6 goto done
            r1 = r8
            r2 = r7
            call pc+0
            r8 += 1
            if r0 == 0 goto again
            done:
            r0 = r8
            exit
            many:
            w0 = %d
            exit
            """.formatted(MOST_TURNS, Errno.E2BIG.result());
    }

    /// `bpf_for_each_array_elem` (kernel/bpf/arraymap.c).
    static String forEachElement(int entries, long flags) {
        return flags != 0 ? refused() : """
            r6 = r1
            r7 = r3
            r8 = 0
            again:
            *(u32 *)(r10 - 4) = r8
            r1 = r6
            r2 = r10
            r2 += -4
            call map_lookup_elem
            if r0 == 0 goto done
            r8 += 1
            r1 = r6
            r2 = r10
            r2 += -4
            r3 = r0
            r4 = r7
            call pc+0
            if r0 != 0 goto done
            if r8 < %d goto again
            done:
            r0 = r8
            exit
            """.formatted(entries);
    }

    /// `bpf_for_each_hash_elem` (kernel/bpf/hashtab.c): what comes next is known before a turn, so that its function can
    /// take its own key out.
    static String forEachEntry(int keyBytes, long flags) {
        int place = (Long.BYTES + keyBytes + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
        return flags != 0 ? refused() : """
            r6 = r1
            r7 = r3
            r8 = 0
            *(u64 *)(r10 - %1$d) = 0
            again:
            r1 = r6
            r2 = r10
            r2 += -%1$d
            call helper#%2$d
            if r0 == 0 goto done
            r8 += 1
            r1 = r6
            r2 = r10
            r2 += -%3$d
            r3 = r0
            r4 = r7
            call pc+0
            if r0 == 0 goto again
            done:
            r0 = r8
            exit
            """.formatted(place, Helper.NEXT_ENTRY.number(), place - Long.BYTES);
    }

    private static String refused() {
        return "r0 = %d\nexit\n".formatted(Errno.EINVAL.result());
    }

    /// The code of a helper that is a function of eBPF here and calls none of the program's.
    static Optional<String> of(Helper helper) {
        return switch (helper) {
            case DYNPTR_READ -> Optional.of("if r5 != 0 goto wrong\n" + range(3, 4, 2) + """
                r5 = *(u32 *)(r3 + 12)
                r5 += r4
                r3 = r1
                r4 = r2
                r2 = r5
                r1 = r6
                call xdp_load_bytes
                exit
                """ + failures());
            case DYNPTR_WRITE -> Optional.of(range(1, 2, 4) + """
                if r5 != 0 goto wrong
                r5 = *(u32 *)(r1 + 12)
                r2 += r5
                r1 = r6
                call xdp_store_bytes
                exit
                """ + failures());
            // Linux gives slices of packets only.
            case DYNPTR_DATA -> Optional.of("r0 = 0\nexit\n");
            case MAP_LOOKUP_ELEM, MAP_LOOKUP_PERCPU_ELEM, MAP_UPDATE_ELEM, MAP_DELETE_ELEM, KTIME_GET_NS, TRACE_PRINTK,
                    GET_PRANDOM_U32,
                    GET_SMP_PROCESSOR_ID, TAIL_CALL, REDIRECT, PERF_EVENT_OUTPUT, CSUM_DIFF, GET_NUMA_NODE_ID,
                    XDP_ADJUST_HEAD, REDIRECT_MAP, XDP_ADJUST_META, XDP_ADJUST_TAIL, FIB_LOOKUP, MAP_PUSH_ELEM,
                    MAP_POP_ELEM, MAP_PEEK_ELEM, SPIN_LOCK, SPIN_UNLOCK, JIFFIES64, KTIME_GET_BOOT_NS, RINGBUF_OUTPUT,
                    RINGBUF_RESERVE, RINGBUF_SUBMIT, RINGBUF_DISCARD, RINGBUF_QUERY, KTIME_GET_COARSE_NS, CHECK_MTU,
                    FOR_EACH_MAP_ELEM, TRACE_VPRINTK, LOOP, STRNCMP, XDP_GET_BUFF_LEN, XDP_LOAD_BYTES, XDP_STORE_BYTES,
                    KTIME_GET_TAI_NS, NEXT_ENTRY ->
                Optional.empty();
        };
    }

    /// Ends where bytes are not in a dynptr; r6 is its packet then. By the numbers of the registers that hold them.
    private static String range(int dynptr, int offset, int length) {
        return """
            r6 = *(u64 *)(r%1$d + 0)
            if r6 == 0 goto wrong
            r7 = *(u32 *)(r%1$d + 8)
            w%2$d = w%2$d
            if r%3$d > r7 goto large
            r7 -= r%3$d
            if r%2$d > r7 goto large
            """.formatted(dynptr, offset, length);
    }

    private static String failures() {
        return """
            wrong:
            r0 = %d
            exit
            large:
            r0 = %d
            exit
            """.formatted(Errno.EINVAL.result(), Errno.E2BIG.result());
    }

    static String of(Kfunc function) {
        return switch (function) {
            case ITER_NUM_NEW -> """
                r2 <<= 32
                r2 s>>= 32
                r3 <<= 32
                r3 s>>= 32
                if r2 s> r3 goto empty
                r4 = r3
                r4 -= r2
                if r4 s> %d goto many
                r2 += -1
                *(u32 *)(r1 + 0) = r2
                *(u32 *)(r1 + 4) = r3
                r0 = 0
                exit
                empty:
                *(u64 *)(r1 + 0) = 0
                w0 = %d
                exit
                many:
                *(u64 *)(r1 + 0) = 0
                w0 = %d
                exit
                """.formatted(MOST_TURNS, Errno.EINVAL.result(), Errno.E2BIG.result());
            case ITER_NUM_NEXT -> """
                r2 = *(u32 *)(r1 + 0)
                w2 += 1
                r3 = *(u32 *)(r1 + 4)
                if w2 s>= w3 goto done
                *(u32 *)(r1 + 0) = r2
                r0 = r1
                exit
                done:
                *(u64 *)(r1 + 0) = 0
                r0 = 0
                exit
                """;
            case ITER_NUM_DESTROY -> """
                *(u64 *)(r1 + 0) = 0
                exit
                """;
            case RCU_READ_LOCK, RCU_READ_UNLOCK, PREEMPT_DISABLE, PREEMPT_ENABLE -> "exit\n";
            // A structure of the context, or 0, how many bytes there are, and where they begin, numbers of 32 bits.
            case DYNPTR_FROM_XDP -> """
                r6 = r1
                r7 = r3
                if r2 != 0 goto wrong
                call xdp_get_buff_len
                *(u64 *)(r7 + 0) = r6
                *(u32 *)(r7 + 8) = r0
                *(u32 *)(r7 + 12) = 0
                r0 = 0
                exit
                wrong:
                *(u64 *)(r7 + 0) = 0
                *(u32 *)(r7 + 8) = 0
                *(u32 *)(r7 + 12) = 0
                w0 = %d
                exit
                """.formatted(Errno.EINVAL.result());
            case DYNPTR_SIZE -> """
                r2 = *(u64 *)(r1 + 0)
                if r2 == 0 goto none
                r0 = *(u32 *)(r1 + 8)
                exit
                none:
                w0 = %d
                exit
                """.formatted(Errno.EINVAL.result());
            case DYNPTR_IS_NULL -> """
                r2 = *(u64 *)(r1 + 0)
                r0 = 0
                if r2 != 0 goto done
                r0 = 1
                done:
                exit
                """;
            case DYNPTR_IS_RDONLY -> "r0 = 0\nexit\n";
            case DYNPTR_ADJUST -> """
                r4 = *(u64 *)(r1 + 0)
                if r4 == 0 goto wrong
                w2 = w2
                w3 = w3
                if r2 > r3 goto wrong
                r5 = *(u32 *)(r1 + 8)
                if r3 > r5 goto beyond
                r3 -= r2
                *(u32 *)(r1 + 8) = r3
                r5 = *(u32 *)(r1 + 12)
                r5 += r2
                *(u32 *)(r1 + 12) = r5
                r0 = 0
                exit
                wrong:
                w0 = %d
                exit
                beyond:
                w0 = %d
                exit
                """.formatted(Errno.EINVAL.result(), Errno.ERANGE.result());
            case DYNPTR_CLONE -> """
                r3 = *(u64 *)(r1 + 0)
                r4 = *(u32 *)(r1 + 8)
                r5 = *(u32 *)(r1 + 12)
                *(u64 *)(r2 + 0) = r3
                *(u32 *)(r2 + 8) = r4
                *(u32 *)(r2 + 12) = r5
                if r3 == 0 goto wrong
                r0 = 0
                exit
                wrong:
                w0 = %d
                exit
                """.formatted(Errno.EINVAL.result());
            case DYNPTR_COPY -> DynptrCode.copy();
            case DYNPTR_MEMSET -> DynptrCode.fill();
            case DYNPTR_SLICE, DYNPTR_SLICE_RDWR -> """
                r6 = *(u64 *)(r1 + 0)
                if r6 == 0 goto none
                r7 = *(u32 *)(r1 + 8)
                w2 = w2
                w4 = w4
                if r4 > r7 goto none
                r7 -= r4
                if r2 > r7 goto none
                r5 = *(u32 *)(r1 + 12)
                r5 &= %d
                r2 += r5
                r0 = *(u32 *)(r6 + 0)
                r5 = *(u32 *)(r6 + 4)
                r0 += r2
                r1 = r0
                r1 += r4
                if r1 > r5 goto none
                exit
                none:
                r0 = 0
                exit
                """.formatted(OFFSETS);
            case XDP_METADATA_RX_TIMESTAMP, XDP_METADATA_RX_HASH, XDP_METADATA_RX_VLAN_TAG ->
                "w0 = %d\nexit\n".formatted(Errno.EOPNOTSUPP.result());
        };
    }
}
