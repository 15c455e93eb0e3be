package xdp2rtl.cfg;

import xdp2rtl.linux.Errno;
import xdp2rtl.linux.Kfunc;

/// Functions of Linux 6.18 as eBPF; those of C that give an `int` clear the upper half of R0, as machines do. A local
/// call in them is that of the program's function.
final class KernelCode {
    /// BPF_MAX_LOOPS (include/linux/bpf_verifier.h).
    private static final int MOST_TURNS = 1 << 23;

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

    private static String refused() {
        return "r0 = %d\nexit\n".formatted(Errno.EINVAL.result());
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
            // A structure of the context, or 0, and how many bytes there are.
            case DYNPTR_FROM_XDP -> """
                r6 = r1
                r7 = r3
                if r2 != 0 goto wrong
                call xdp_get_buff_len
                *(u64 *)(r7 + 0) = r6
                *(u64 *)(r7 + 8) = r0
                r0 = 0
                exit
                wrong:
                *(u64 *)(r7 + 0) = 0
                *(u64 *)(r7 + 8) = 0
                w0 = %d
                exit
                """.formatted(Errno.EINVAL.result());
            case DYNPTR_SIZE -> """
                r2 = *(u64 *)(r1 + 0)
                if r2 == 0 goto none
                r0 = *(u64 *)(r1 + 8)
                exit
                none:
                w0 = %d
                exit
                """.formatted(Errno.EINVAL.result());
            case DYNPTR_SLICE, DYNPTR_SLICE_RDWR -> """
                r6 = *(u64 *)(r1 + 0)
                if r6 == 0 goto none
                r7 = *(u64 *)(r1 + 8)
                w2 = w2
                w4 = w4
                if r4 > r7 goto none
                r7 -= r4
                if r2 > r7 goto none
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
                """;
            case XDP_METADATA_RX_TIMESTAMP, XDP_METADATA_RX_HASH, XDP_METADATA_RX_VLAN_TAG ->
                "w0 = %d\nexit\n".formatted(Errno.EOPNOTSUPP.result());
        };
    }
}
