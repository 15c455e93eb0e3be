package xdp2rtl.fuzz;

import java.util.List;
import java.util.Random;
import xdp2rtl.elf.MapSpec;

/// What pieces are made of: operations, accesses, keys and values in the places where helpers find them.
final class PieceWords {
    static final int SLOTS = 8;
    /// Where keys and values for helpers are built, below the slots: 24 bytes each.
    static final int KEY = -96;
    static final int VALUE = -128;

    /// What holds between pieces.
    static final String RESTORE = "r0 = 0\nr1 = r8\nr2 = r9\nr3 = 3\nr4 = -4\nr5 = r8\nr7 = 0\n";

    private static final List<String> BINARY = List.of("+=", "-=", "*=", "/=", "s/=", "|=", "&=", "<<=", ">>=", "s>>=",
            "%=", "s%=", "^=", "=");
    private static final List<Integer> BORDERS = List.of(0, 1, -1, 2, 7, 0x7f, 0x80, 0xff, 0xffff, 0x8000, 0x7fffffff,
            0x80000000, 0x12345678, -3);

    final Random random;
    private int labels;

    PieceWords(Random random) { this.random = random; }

    /// A number that no label has yet.
    int label() { return labels++; }

    String operation(int[] registers) {
        boolean wide = random.nextBoolean();
        String c = wide ? "r" : "w";
        int dst = registers[random.nextInt(registers.length)];
        int src = registers[random.nextInt(registers.length)];
        return switch (random.nextInt(8)) {
            case 0 -> "r%d = %s%d r%d\n".formatted(dst, pick(List.of("le", "be", "bswap")), pick(List.of(16, 32, 64)),
                    dst);
            case 1 -> "%s%d = -%s%d\n".formatted(c, dst, c, dst);
            case 2 -> "%s%d = (s%d)%s%d\n".formatted(c, dst, pick(wide ? List.of(8, 16, 32) : List.of(8, 16)), c, src);
            case 3, 4 -> "%s%d %s %s%d\n".formatted(c, dst, pick(BINARY), c, src);
            case 5 -> "r%d = 0x%x ll\n".formatted(dst, random.nextLong());
            default -> {
                String operator = pick(BINARY);
                int value = operator.contains("<<") || operator.contains(">>") ? random.nextInt(wide ? 64 : 32)
                        : number();
                boolean divides = operator.contains("/") || operator.contains("%");
                yield "%s%d %s %d\n".formatted(c, dst, operator, divides && value == 0 ? 1 : value);
            }
        };
    }

    int number() {
        return random.nextBoolean() ? pick(BORDERS) : random.nextInt();
    }

    String atomic(String base, int offset) {
        boolean wide = random.nextBoolean();
        String c = wide ? "r" : "w";
        String place = "(u%d *)(%s %s %d)".formatted(wide ? 64 : 32, base, offset < 0 ? "-" : "+", Math.abs(offset));
        return switch (random.nextInt(4)) {
            case 0 -> "lock *%s %s %s8\n".formatted(place, pick(List.of("+=", "|=", "&=", "^=")), c);
            case 1 ->
                "%s9 = atomic_fetch_%s(%s, %s9)\n".formatted(c, pick(List.of("add", "or", "and", "xor")), place, c);
            case 2 -> "%s8 = xchg(%s, %s8)\n".formatted(c, place, c);
            default -> base.equals("r0") ? "lock *%s += %s9\n".formatted(place, c)
                    : "r0 = r8\n%s0 = cmpxchg(%s, %s0, %s9)\nr9 ^= r0\n".formatted(c, place, c, c);
        };
    }

    /// Aligned, for Linux takes no other.
    String ordered(String base, int offset, int bytes) {
        String place = "(u%d *)(%s %s %d)".formatted(bytes * 8, base, offset < 0 ? "-" : "+", Math.abs(offset));
        String c = bytes == 8 ? "r" : "w";
        return random.nextBoolean() ? "%s5 = load_acquire(%s)\nr8 ^= r5\n".formatted(c, place)
                : "store_release(%s, %s%d)\n".formatted(place, c, pick(List.of(8, 9)));
    }

    String access(String base, int offset, int bytes) {
        String place = "(u%d *)(%s + %d)".formatted(bytes * 8, base, offset);
        String c = bytes == 8 ? "r" : "w";
        return switch (random.nextInt(4)) {
            case 0 -> "r5 = *%s\nr8 ^= r5\n".formatted(place);
            case 1 -> bytes == 8 ? "r9 = *%s\n".formatted(place) : "r9 = *%s\n".formatted(place.replace("(u", "(s"));
            case 2 -> "*%s = %s%d\n".formatted(place, c, pick(List.of(8, 9)));
            default -> "*%s = %d\n".formatted(place, number());
        };
    }

    /// Loads, adds and stores, as counters do.
    String addition(String base, int offset, int bytes) {
        String place = "(u%d *)(%s + %d)".formatted(bytes * 8, base, offset);
        String c = bytes == 8 ? "r" : "w";
        return "r5 = *%s\n%s5 %s\n*%s = %s5\n".formatted(place, c, switch (random.nextInt(3)) {
            case 0 -> "+= %s%d".formatted(c, pick(List.of(8, 9)));
            case 1 -> "-= %d".formatted(number());
            default -> "+= %d".formatted(number());
        }, place, c);
    }

    String key(MapSpec map) {
        var text = new StringBuilder();
        for (int at = 0; at < 24; at += 8) {
            text.append("*(u64 *)(r10 %d) = 0\n".formatted(KEY + at));
        }
        if (map.holdsPrefixes()) { return text + prefix(); }
        if (random.nextBoolean()) {
            return text + "*(u8 *)(r10 %d) = %d\n".formatted(KEY, random.nextInt(map.maxEntries() + 2));
        }
        return text + "r1 = r8\nr1 &= 7\n*(u8 *)(r10 %d) = w1\n".formatted(KEY);
    }

    private String prefix() {
        String length = random.nextInt(4) == 0 ? "r1 = r9\nr1 &= 63\n*(u8 *)(r10 %d) = w1\n".formatted(KEY)
                : "*(u32 *)(r10 %d) = %d\n".formatted(KEY, pick(List.of(32, 32, 32, 31, 16, 9, 8, 1, 0, 33, -1)));
        return length + (random.nextBoolean()
                ? "*(u32 *)(r10 %d) = %d\n".formatted(KEY + 4, pick(List.of(0, 255, 511, 0x1ff, 0x100, 0x80)))
                : "*(u32 *)(r10 %d) = w8\n".formatted(KEY + 4));
    }

    String value() {
        var text = new StringBuilder();
        for (int at = 0; at < 24; at += 8) {
            text.append("*(u64 *)(r10 %d) = %s\n".formatted(VALUE + at, pick(List.of("r8", "r9", "-1", "5"))));
        }
        return text.toString();
    }

    String call(String helper, int map) {
        return call(helper, "map[%d] ll".formatted(map));
    }

    String call(String helper, String map) {
        return "r1 = %s\nr2 = r10\nr2 += %d\n".formatted(map, KEY)
                + (helper.equals("map_update_elem") ? "r3 = r10\nr3 += %d\nr4 = %d\n".formatted(VALUE, flags()) : "")
                + "call " + helper + "\n";
    }

    private int flags() {
        return random.nextInt(3) == 0 ? pick(List.of(3, 4, 5, 6, 8, -1)) : random.nextInt(3);
    }

    <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
