package xdp2rtl.cfg;

import xdp2rtl.linux.Errno;

/// Functions of Linux 6.18 that move bytes of packets by dynptrs (kernel/bpf/helpers.c), as eBPF: in words, by a buffer on
/// the stack.
final class DynptrCode {
    private DynptrCode() {}

    /// `bpf_dynptr_copy`, with `memmove` where both are parts of one packet: from the end where bytes move up.
    static String copy() {
        return """
            w2 = w2
            w4 = w4
            w5 = w5
            r8 = *(u64 *)(r1 + 0)
            r9 = *(u32 *)(r1 + 8)
            r6 = *(u64 *)(r3 + 0)
            r7 = *(u32 *)(r3 + 8)
            if r5 > r9 goto target
            r9 -= r5
            if r2 > r9 goto target
            if r5 > r7 goto source
            r7 -= r5
            if r4 > r7 goto source
            if r8 == 0 goto none
            if r6 == 0 goto wrong
            r7 = *(u32 *)(r3 + 12)
            r7 += r4
            r8 = *(u32 *)(r1 + 12)
            r8 += r2
            r9 = r5
            if r7 < r8 goto upwards
            %1$supwards:
            r7 += r9
            r8 += r9
            %2$starget:
            if r8 != 0 goto large
            if r6 == 0 goto large
            if r5 > r7 goto large
            r7 -= r5
            if r4 > r7 goto large
            goto wrong
            source:
            if r6 != 0 goto large
            if r8 == 0 goto large
            goto wrong
            none:
            if r6 != 0 goto wrong
            done:
            r0 = 0
            exit
            wrong:
            w0 = %3$d
            exit
            large:
            w0 = %4$d
            exit
            """.formatted(downwards(), upwards(), Errno.EINVAL.result(), Errno.E2BIG.result());
    }

    private static String downwards() {
        return """
            down:
            if r9 < 8 goto downbyte
            %sr7 += 8
            r8 += 8
            r9 -= 8
            goto down
            downbyte:
            if r9 == 0 goto done
            %sr7 += 1
            r8 += 1
            r9 -= 1
            goto downbyte
            """.formatted(move(Long.BYTES), move(1));
    }

    private static String upwards() {
        return """
            up:
            if r9 < 8 goto upbyte
            r7 -= 8
            r8 -= 8
            r9 -= 8
            %sgoto up
            upbyte:
            if r9 == 0 goto done
            r7 -= 1
            r8 -= 1
            r9 -= 1
            %sgoto upbyte
            """.formatted(move(Long.BYTES), move(1));
    }

    /// Bytes of the packet r6 from r7 to r8.
    private static String move(int bytes) {
        return touch("xdp_load_bytes", "r7", bytes) + touch("xdp_store_bytes", "r8", bytes);
    }

    /// Bytes of the packet r6 at a place, from or to the end of the stack.
    private static String touch(String helper, String place, int bytes) {
        return """
            r1 = r6
            r2 = %s
            r3 = r10
            r3 += -8
            r4 = %d
            call %s
            """.formatted(place, bytes, helper);
    }

    /// `bpf_dynptr_memset`.
    static String fill() {
        return """
            w2 = w2
            w3 = w3
            r5 = *(u32 *)(r1 + 8)
            if r3 > r5 goto large
            r5 -= r3
            if r2 > r5 goto large
            if r3 == 0 goto done
            r6 = *(u64 *)(r1 + 0)
            if r6 == 0 goto large
            r7 = *(u32 *)(r1 + 12)
            r7 += r2
            r8 = r3
            r4 &= 255
            r4 *= 16843009
            r5 = r4
            r5 <<= 32
            r4 |= r5
            *(u64 *)(r10 - 8) = r4
            word:
            if r8 < 8 goto byte
            %sr7 += 8
            r8 -= 8
            goto word
            byte:
            if r8 == 0 goto done
            %sr7 += 1
            r8 -= 1
            goto byte
            done:
            r0 = 0
            exit
            large:
            w0 = %d
            exit
            """.formatted(touch("xdp_store_bytes", "r7", Long.BYTES), touch("xdp_store_bytes", "r7", 1),
                Errno.E2BIG.result());
    }
}
