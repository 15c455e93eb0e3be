package xdp2rtl.flow;

import java.util.List;
import java.util.Random;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.linux.MapKind;

/// The text of a random program that makes keys of 12 bytes out of the packet and uses maps with them.
///
/// R6 is the packet, of which 64 bytes are there at the start, R9 the context, R7 the interface. A key is at R10 - 16.
final class KeyProgram {
    static final List<MapSpec> MAPS = List.of(MapSpec.of("one", MapKind.LRU_HASH, 12, 8, 512),
            MapSpec.of("two", MapKind.LRU_HASH, 12, 8, 512), MapSpec.of("read", MapKind.HASH, 12, 8, 16),
            MapSpec.of("ports", MapKind.ARRAY, 4, 8, 65536));
    private static final int[] PLACES = {0, 6, 12, 14, 22, 23, 26, 28, 30, 32, 34, 36, 38, 50, 60};

    private final Random random;
    private final StringBuilder text = new StringBuilder(
            "r9 = r1\nr7 = *(u32 *)(r1 +12)\nr6 = *(u32 *)(r1 +0)\nr2 = *(u32 *)(r1 +4)\nr3 = r6\nr3 += 64\nif r3 > r2 goto end\n");
    private int labels;

    KeyProgram(Random random) { this.random = random; }

    String text() {
        text.append("*(u64 *)(r10 -16) = 0\n*(u64 *)(r10 -8) = 0\n*(u64 *)(r10 -24) = 1\n");
        int shape = random.nextInt(4);
        for (int calls = 1 + random.nextInt(3); calls > 0; calls--) {
            if (random.nextInt(6) == 0) {
                change();
            }
            key(shape);
            call();
        }
        return text.append("end:\nr0 = 1\nexit").toString();
    }

    /// Something before the key: the packet is written, or its head moves.
    private void change() {
        switch (random.nextInt(3)) {
            case 0 -> text.append("*(u16 *)(r6 +%d) = r7\n".formatted(place()));
            case 1 -> text.append(
                    "r1 = *(u8 *)(r6 +13)\nr2 = r6\nr2 += r1\nr3 = *(u32 *)(r9 +4)\nr4 = r2\nr4 += 2\nif r4 > r3 goto end\n"
                            + "*(u8 *)(r2 +0) = 3\n");
            default -> {
                int by = random.nextBoolean() ? 8 : -8;
                text.append(
                        ("r1 = r9\nr2 = %d\ncall xdp_adjust_head\nif r0 != 0 goto end\nr6 = *(u32 *)(r9 +0)\nr2 = *(u32 *)(r9 +4)\n"
                                + "r3 = r6\nr3 += 64\nif r3 > r2 goto end\n").formatted(by));
            }
        }
    }

    /// Most programs make all their keys alike: of addresses and ports, so that maps have something in common.
    private void key(int shape) {
        switch (shape) {
            case 0 -> flow(false);
            case 1 -> either();
            case 2 -> sorted();
            default -> pieces();
        }
        if (random.nextInt(4) == 0) {
            piece();
        }
    }

    private void flow(boolean turned) {
        word(26, turned ? -12 : -16);
        word(30, turned ? -16 : -12);
        half(34, turned ? -6 : -8);
        half(36, turned ? -8 : -6);
    }

    /// By the interface, or by a byte of the packet.
    private void either() {
        String other = label();
        String done = label();
        text.append(random.nextBoolean() ? "if r7 == 1 goto %s\n".formatted(other)
                : "r1 = *(u8 *)(r6 +13)\nif r1 == 1 goto %s\n".formatted(other));
        flow(false);
        text.append("goto %s\n%s:\n".formatted(done, other));
        flow(true);
        text.append(done).append(":\n");
    }

    /// The lower address first; ports with their address, or not.
    private void sorted() {
        String done = label();
        text.append(
                "r3 = *(u32 *)(r6 +26)\nr4 = *(u32 *)(r6 +30)\nr5 = *(u16 *)(r6 +34)\nr8 = *(u16 *)(r6 +36)\nif r3 < r4 goto %s\n"
                        .formatted(done));
        text.append("r1 = r3\nr3 = r4\nr4 = r1\n");
        if (random.nextBoolean()) {
            text.append("r1 = r5\nr5 = r8\nr8 = r1\n");
        }
        text.append(done).append(
                ":\n*(u32 *)(r10 -16) = r3\n*(u32 *)(r10 -12) = r4\n*(u16 *)(r10 -8) = r5\n*(u16 *)(r10 -6) = r8\n");
    }

    private void pieces() {
        for (int count = 1 + random.nextInt(4); count > 0; count--) {
            piece();
        }
    }

    /// Some bytes into the key, by one of the ways in which C does it.
    private void piece() {
        int at = -16 + 2 * random.nextInt(5);
        switch (random.nextInt(7)) {
            case 0 -> word(place(), at);
            case 1 -> half(place(), at);
            case 2 ->
                text.append("r1 = *(u32 *)(r6 +%d)\nr1 = be32 r1\n*(u32 *)(r10 %d) = r1\n".formatted(place(), at));
            case 3 ->
                text.append("r1 = *(u8 *)(r6 +%d)\nr2 = *(u8 *)(r6 +%d)\nr2 <<= 8\nr1 |= r2\n*(u16 *)(r10 %d) = r1\n"
                        .formatted(place(), place(), at));
            case 4 ->
                text.append("r1 = *(u16 *)(r6 +%d)\nr2 = *(u16 *)(r6 +%d)\nr1 <<= 16\nr1 += r2\n*(u32 *)(r10 %d) = r1\n"
                        .formatted(place(), place(), at));
            case 5 ->
                text.append("r1 = *(u64 *)(r6 +%d)\nr1 >>= %d\nr2 = %d\nr1 &= r2\n*(u32 *)(r10 %d) = r1\n".formatted(
                        random.nextInt(56), 8 * random.nextInt(5), random.nextBoolean() ? -1 : 0xffff, at));
            default ->
                text.append("r1 = *(u32 *)(r6 +%d)\nr1 ^= %d\nr1 s>>= %d\n*(u32 *)(r10 %d) = r1\n".formatted(place(),
                        random.nextInt(2), random.nextInt(2) * 8, at));
        }
    }

    private void word(int from, int to) {
        text.append("r1 = *(u32 *)(r6 +%d)\n*(u32 *)(r10 %d) = r1\n".formatted(from, to));
    }

    private void half(int from, int to) {
        text.append("r1 = *(u16 *)(r6 +%d)\n*(u16 *)(r10 %d) = r1\n".formatted(from, to));
    }

    private void call() {
        int map = random.nextInt(4) == 0 ? 3 : random.nextInt(3);
        text.append("r2 = r10\nr2 += -16\nr3 = r10\nr3 += -24\nr4 = 0\nr1 = map[%d] ll\n".formatted(map));
        if (map == 3 && random.nextInt(3) > 0) {
            text.append("r5 = *(u16 *)(r10 -16)\n*(u32 *)(r10 -16) = r5\n");
        }
        if (map == 2 || map == 3 || random.nextInt(3) == 0) {
            String none = label();
            text.append("call map_lookup_elem\nif r0 == 0 goto %s\nr1 = *(u64 *)(r0 +0)\n".formatted(none));
            text.append(map == 2 ? "" : "r1 *= 3\n*(u64 *)(r0 +0) = r1\n").append(none).append(":\n");
        } else {
            text.append(random.nextInt(4) == 0 ? "call map_delete_elem\n" : "call map_update_elem\n");
        }
    }

    private String label() { return "l" + labels++; }

    private int place() { return PLACES[random.nextInt(PLACES.length)]; }
}
