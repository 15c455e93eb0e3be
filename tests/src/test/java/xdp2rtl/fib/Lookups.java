package xdp2rtl.fib;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import xdp2rtl.elf.Bytes;
import xdp2rtl.linux.FibLookup;

/// Asks engines for routes: packets carry the parameters of bpf_fib_lookup, and afterwards what it made of them.
final class Lookups {
    private static final int HEADER = 14;
    private static final int RESULT = HEADER + FibLookup.BYTES;

    private Lookups() {}

    /// @param fields the 64 bytes afterwards
    record Reply(long result, ByteBuffer fields) {
        int u16(int offset) { return Short.toUnsignedInt(fields.getShort(offset)); }

        int u32(int offset) { return fields.getInt(offset); }

        IpAddress address(int offset, IpFamily family) {
            byte[] bytes = new byte[family.bits() / Byte.SIZE];
            fields.get(offset, bytes);
            return IpAddress.of(bytes);
        }
    }

    /// A program that looks a route up.
    static String program(int flags, int size) {
        String in = words(i -> "r0 = *(u64 *)(r6 +%d)\n*(u64 *)(r10 %d) = r0\n".formatted(HEADER + 8 * i,
                8 * i - FibLookup.BYTES));
        String out = words(i -> "r1 = *(u64 *)(r10 %d)\n*(u64 *)(r6 +%d) = r1\n".formatted(8 * i - FibLookup.BYTES,
                HEADER + 8 * i));
        return """
            r6 = *(u32 *)(r1 +0)
            r2 = *(u32 *)(r1 +4)
            r3 = r6
            r3 += %d
            if r3 > r2 goto end
            %sr2 = r10
            r2 += -64
            r3 = %d
            r4 = %d
            call fib_lookup
            *(u64 *)(r6 +%d) = r0
            %send:
            r0 = 2
            exit
            """.formatted(RESULT + 8, in, size, flags, RESULT, out);
    }

    private static String words(IntFunction<String> text) {
        return IntStream.range(0, FibLookup.BYTES / 8).mapToObj(text).collect(Collectors.joining());
    }

    /// Parameters with something in every byte.
    static ByteBuffer parameters(int ifindex, IpAddress source, IpAddress destination, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(FibLookup.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < FibLookup.BYTES; i++) {
            bytes.put(i, (byte) (0xa0 + i));
        }
        return bytes.put(FibLookup.FAMILY, (byte) destination.family().number()).put(1, (byte) 6)
                .put(FibLookup.METRIC, (byte) 0)
                .putShort(FibLookup.LENGTH, (short) length).putInt(FibLookup.IFINDEX, ifindex)
                .put(FibLookup.SOURCE, source.bytes()).put(FibLookup.DESTINATION, destination.bytes());
    }

    static List<Reply> ask(NetworkState network, int flags, int size, List<ByteBuffer> questions) {
        return AgreementOnNetworks.run(program(flags, size), network, packets(questions)).stream().map(packet -> {
            ByteBuffer all = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN);
            return new Reply(all.getLong(RESULT), all.slice(HEADER, FibLookup.BYTES).order(ByteOrder.LITTLE_ENDIAN));
        }).toList();
    }

    static List<byte[]> packets(List<ByteBuffer> questions) {
        return questions.stream().map(question -> {
            byte[] packet = new byte[RESULT + 8];
            question.get(0, packet, HEADER, FibLookup.BYTES);
            return packet;
        }).toList();
    }

    static IpAddress ip(String text) { return IpAddress.parse(text).orElseThrow(); }

    static Link link(int ifindex, int mtu, boolean forwards) {
        return new Link(ifindex, "eth" + ifindex, mtu, Bytes.of(new byte[]{2, 0, 0, 0, 1, (byte) ifindex}), false,
                forwards, forwards);
    }
}
