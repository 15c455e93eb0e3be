package xdp2rtl.fuzz;

import java.util.List;
import java.util.Random;

import xdp2rtl.elf.MapSpec;
import xdp2rtl.linux.MapTrait;

/// Writes the pieces of a [RandomProgram] as assembly.
final class PieceWriter {
    private static final int SLOTS = 8;
    /// Where keys and values for helpers are built, below the slots: 24 bytes each.
    private static final int KEY = -96;
    private static final int VALUE = -128;

    static final String PROLOGUE = prologue();

    private static final List<String> BINARY = List.of("+=", "-=", "*=", "/=", "s/=", "|=", "&=", "<<=", ">>=", "s>>=",
            "%=", "s%=", "^=", "=");
    private static final List<String> CONDITIONS = List.of("==", "!=", ">", ">=", "<", "<=", "&", "s>", "s>=", "s<",
            "s<=");
    private static final List<Integer> BORDERS = List.of(0, 1, -1, 2, 7, 0x7f, 0x80, 0xff, 0xffff, 0x8000, 0x7fffffff,
            0x80000000, 0x12345678, -3);
    /// `%d %x`, `%lu %8X` and `%5d|`, little-endian, with zeroes behind them.
    private static final List<Long> FORMATS = List.of(0x7825206425L, 0x58382520756c25L, 0x7c643525L);
    private static final int[] NUMBERS = {0, 1, 2, 3, 4, 5, 8, 9};

    private final Random random;
    private int labels;

    PieceWriter(Random random) {
        this.random = random;
    }

    private static String prologue() {
        var text = new StringBuilder("r6 = r1\nr7 = 0\nr8 = 0x123456789abcdef0 ll\nr9 = 4\n");
        for (int slot = 1; slot <= SLOTS; slot++) {
            text.append("*(u64 *)(r10 - %d) = %d\n".formatted(slot * 8, slot * 1000003));
        }
        return text + RESTORE;
    }

    /// What holds between pieces.
    private static final String RESTORE = "r0 = 0\nr1 = r8\nr2 = r9\nr3 = 3\nr4 = -4\nr5 = r8\nr7 = 0\n";

    RandomProgram.Piece piece(int number, int count) {
        String done = "done%d".formatted(labels++);
        return switch (random.nextInt(19)) {
            case 0, 1, 2 -> body(arithmetic(1 + random.nextInt(8)));
            case 3 -> body(branch("piece" + (number + 1 + random.nextInt(Math.max(1, count - number - 1))),
                    number + 1 < count));
            case 4 -> body(stack());
            case 5, 6 -> body(packet(done) + done + ":\n" + RESTORE);
            case 7, 8 -> body(map(done) + done + ":\n" + RESTORE);
            case 16 -> body(inner(done) + done + ":\n" + RESTORE);
            case 17 -> random.nextBoolean() ? calledBack() : calledForEntries();
            case 18 -> body((random.nextBoolean() ? iterated() : counted()) + RESTORE);
            case 9 -> body(stalePointer(done) + done + ":\n" + RESTORE);
            case 10 -> body(adjust() + RESTORE);
            case 11 -> body(random.nextBoolean() ? redirect() + RESTORE : freedom() + RESTORE);
            case 14 -> body(tailCall() + RESTORE);
            case 12 -> body(checksum(done) + done + ":\n" + RESTORE);
            case 13 -> body(random.nextBoolean() ? emission() + RESTORE : copy(done) + done + ":\n" + RESTORE);
            default -> random.nextBoolean() ? call() : body(loop());
        };
    }

    private static RandomProgram.Piece body(String text) {
        return new RandomProgram.Piece(text, "");
    }

    /// Goes on behind itself where the table, or this test, has no program for the number.
    private String tailCall() {
        String index = random.nextBoolean() ? "r3 = %d\n".formatted(random.nextInt(5))
                : "r3 = r8\nr3 &= %d\n".formatted(pick(List.of(1, 3, 7)));
        return "r1 = r6\nr2 = map[%d] ll\n%scall tail_call\n".formatted(RandomProgram.PROGRAMS, index);
    }

    String ending() {
        var text = new StringBuilder("*(u32 *)(r10 %d) = 0\nr1 = map[%d] ll\nr2 = r10\nr2 += %d\ncall map_lookup_elem\n"
                .formatted(KEY, RandomProgram.RESULT, KEY));
        text.append("if r0 == 0 goto out\n*(u64 *)(r0 + 64) = r8\n*(u64 *)(r0 + 72) = r9\n");
        for (int slot = 0; slot < SLOTS; slot++) {
            text.append("r1 = *(u64 *)(r10 - %d)\n*(u64 *)(r0 + %d) = r1\n".formatted(slot * 8 + 8, slot * 8));
        }
        return text + "out:\n" + pick(List.of("r0 = 4\n", "r0 = r9\n", "r0 = r9\nr0 &= 7\n", "r0 = 2\n")) + "exit\n";
    }

    private String arithmetic(int count) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(operation(NUMBERS));
        }
        return text.toString();
    }

    private String operation(int[] registers) {
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

    private int number() {
        return random.nextBoolean() ? pick(BORDERS) : random.nextInt();
    }

    private String branch(String target, boolean possible) {
        if (!possible) { return "r8 += 1\n"; }
        String c = random.nextBoolean() ? "r" : "w";
        String left = c + pick(List.of(8, 9, 0, 3));
        String right = random.nextBoolean() ? c + pick(List.of(8, 9, 4)) : "" + number();
        return "if %s %s %s goto %s\n".formatted(left, pick(CONDITIONS), right, target);
    }

    private String stack() {
        int slot = 1 + random.nextInt(SLOTS);
        int bytes = pick(List.of(1, 2, 4, 8));
        int offset = slot * 8 - random.nextInt(8 / bytes) * bytes;
        String place = "(u%d *)(r10 - %d)".formatted(bytes * 8, offset);
        return switch (random.nextInt(5)) {
            case 0 -> "r8 = *%s\n".formatted(place);
            case 1 -> bytes == 8 ? "r8 = *%s\n".formatted(place)
                    : "r9 = *%s\n".formatted(place.replace("(u", "(s"));
            case 2 -> "*%s = %s8\n".formatted(place, bytes == 8 ? "r" : "w");
            case 3 -> "*%s = %d\n".formatted(place, number());
            default -> random.nextBoolean() ? atomic("r10", -slot * 8) : ordered("r10", -offset, bytes);
        };
    }

    private String atomic(String base, int offset) {
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
    private String ordered(String base, int offset, int bytes) {
        String place = "(u%d *)(%s %s %d)".formatted(bytes * 8, base, offset < 0 ? "-" : "+", Math.abs(offset));
        String c = bytes == 8 ? "r" : "w";
        return random.nextBoolean() ? "%s5 = load_acquire(%s)\nr8 ^= r5\n".formatted(c, place)
                : "store_release(%s, %s%d)\n".formatted(place, c, pick(List.of(8, 9)));
    }

    /// A function that bpf_loop calls, with two words of the stack.
    private RandomProgram.Piece calledBack() {
        String name = "function%d".formatted(labels++);
        String turns = random.nextBoolean() ? "r1 = r8\nr1 &= %d\n".formatted(pick(List.of(1, 7, 15)))
                : "r1 = %s\n".formatted(pick(List.of("0", "1", "9", "8388609", "0x100000003 ll")));
        int flags = random.nextInt(8) == 0 ? 1 : 0;
        String body = "*(u64 *)(r10 %d) = r9\n*(u64 *)(r10 %d) = r8\n".formatted(KEY, KEY + 8) + turns
                + "r2 = code[%s] ll\nr3 = r10\nr3 += %d\nr4 = %d\ncall loop\nr8 = r0\nr9 = *(u64 *)(r10 %d)\n"
                        .formatted(name, KEY, flags, KEY);
        return new RandomProgram.Piece(body + RESTORE, name + ":\nr7 = r2\nr9 = r1\nr8 = *(u64 *)(r7 + 0)\n"
                + operation(new int[]{8, 9}) + operation(new int[]{8, 9})
                + "r9 += r8\n*(u64 *)(r7 + 0) = r9\n*(u64 *)(r7 + 8) = r8\n" + continued());
    }

    /// A function that is called for the entries of an array.
    private RandomProgram.Piece calledForEntries() {
        String name = "function%d".formatted(labels++);
        String body = "*(u64 *)(r10 %d) = r9\n".formatted(KEY)
                + "r1 = map[%d] ll\nr2 = code[%s] ll\nr3 = r10\nr3 += %d\nr4 = %d\ncall for_each_map_elem\n".formatted(
                        random.nextInt(2), name, KEY, random.nextInt(8) == 0 ? 4 : 0)
                + "r8 ^= r0\nr9 = *(u64 *)(r10 %d)\n".formatted(KEY);
        return new RandomProgram.Piece(body + RESTORE,
                name + ":\nr6 = r3\nr7 = r4\nr8 = *(u64 *)(r7 + 0)\nr9 = *(u32 *)(r2 + 0)\n"
                        + operation(new int[]{8, 9}) + access("r6", 8 * random.nextInt(2), 8)
                        + "r9 += r8\n*(u64 *)(r7 + 0) = r9\n" + continued());
    }

    /// Ends a function that is called again or not. A result that Linux must follow would keep the turns apart.
    private String continued() {
        String end = "end%d".formatted(labels++);
        return "r0 = 0\n" + (random.nextBoolean() ? "" : "if r9 & %d goto %s\nr0 = 1\n%s:\n".formatted(
                pick(List.of(1, 3, 64)), end, end)) + "exit\n";
    }

    private String iterated() {
        String again = "again%d".formatted(labels);
        String end = "end%d".formatted(labels++);
        String iterator = "r1 = r10\nr1 += %d\n".formatted(VALUE);
        String from = pick(List.of("0", "-3", "0x7ffffffe", "-2147483648", "r9"));
        String to = pick(List.of("5", "0", "-1", "0x7fffffff", "r8"));
        return iterator + "r2 = %s\nr3 = %s\n%scall bpf_iter_num_new\nr8 ^= r0\n".formatted(from, to,
                random.nextBoolean() ? "r3 &= 7\n" : "")
                + "r7 = 6\n%s:\n%scall bpf_iter_num_next\nif r0 == 0 goto %s\n".formatted(again, iterator, end)
                + "r5 = *(u32 *)(r0 + 0)\nr9 += r5\n" + operation(new int[]{8, 9})
                + "r7 += -1\nif r7 != 0 goto %s\n%s:\n%scall bpf_iter_num_destroy\n".formatted(again, end, iterator);
    }

    /// Turns that Linux counts, but never so many.
    private String counted() {
        String again = "again%d".formatted(labels);
        String end = "end%d".formatted(labels++);
        return "r7 = %d\n%s:\nmay_goto %s\n".formatted(1 + random.nextInt(9), again, end)
                + operation(new int[]{8, 9}) + operation(new int[]{8, 9})
                + "r7 += -1\nif r7 != 0 goto %s\n%s:\n".formatted(again, end);
    }

    /// Accesses behind a bounds check, of the packet or of the metadata.
    private String packet(String done) {
        boolean meta = random.nextInt(5) == 0;
        int room = 1 + random.nextInt(meta ? 8 : 40);
        var text = new StringBuilder(
                "r2 = *(u32 *)(r6 + %d)\nr3 = *(u32 *)(r6 + %d)\nr4 = r2\nr4 += %d\nif r4 > r3 goto %s\n"
                        .formatted(meta ? 8 : 0, meta ? 0 : 4, room, done));
        for (int i = 0; i < 3; i++) {
            int bytes = pick(List.of(1, 2, 4, 8));
            if (bytes <= room) {
                text.append(access("r2", random.nextInt(room - bytes + 1), bytes));
            }
        }
        return text.toString();
    }

    private String access(String base, int offset, int bytes) {
        String place = "(u%d *)(%s + %d)".formatted(bytes * 8, base, offset);
        String c = bytes == 8 ? "r" : "w";
        return switch (random.nextInt(4)) {
            case 0 -> "r5 = *%s\nr8 ^= r5\n".formatted(place);
            case 1 -> bytes == 8 ? "r9 = *%s\n".formatted(place) : "r9 = *%s\n".formatted(place.replace("(u", "(s"));
            case 2 -> "*%s = %s%d\n".formatted(place, c, pick(List.of(8, 9)));
            default -> "*%s = %d\n".formatted(place, number());
        };
    }

    private String key(MapSpec map) {
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

    private String value() {
        var text = new StringBuilder();
        for (int at = 0; at < 24; at += 8) {
            text.append("*(u64 *)(r10 %d) = %s\n".formatted(VALUE + at, pick(List.of("r8", "r9", "-1", "5"))));
        }
        return text.toString();
    }

    private String call(String helper, int map) {
        return call(helper, "map[%d] ll".formatted(map));
    }

    private String call(String helper, String map) {
        return "r1 = %s\nr2 = r10\nr2 += %d\n".formatted(map, KEY)
                + (helper.equals("map_update_elem") ? "r3 = r10\nr3 += %d\nr4 = %d\n".formatted(VALUE, flags()) : "")
                + "call " + helper + "\n";
    }

    private int flags() {
        return random.nextInt(3) == 0 ? pick(List.of(3, 4, 5, 6, 8, -1)) : random.nextInt(3);
    }

    private String map(String done) {
        int number = random.nextInt(RandomProgram.EVENTS);
        MapSpec map = RandomProgram.MAPS.get(number);
        String key = key(map);
        if (!map.type().has(MapTrait.READABLE)) { return redirect(number); }
        int kind = random.nextInt(map.type().has(MapTrait.UPDATABLE) ? 5 : 1);
        if (kind >= 3) { return key + value() + call("map_update_elem", number) + "r8 += r0\n"; }
        if (kind == 2) { return key + call("map_delete_elem", number) + "r9 += r0\n"; }
        var text = new StringBuilder(key + call("map_lookup_elem", number) + "if r0 == 0 goto " + done + "\n");
        if (map.holdsTargets()) { return text + (map.holdsDevices() ? "r8 = *(u32 *)(r0 + 0)\n" : "r8 += 1\n"); }
        for (int i = 0; i < 3; i++) {
            int bytes = pick(List.of(1, 2, 4, 8));
            text.append(random.nextInt(3) == 0 ? atomic("r0", 8 * random.nextInt(2)) : random.nextInt(4) == 0
                    ? ordered("r0", bytes * random.nextInt(16 / bytes), bytes)
                    : access("r0", random.nextInt(16 - bytes + 1), bytes));
        }
        return text.toString();
    }

    /// Looks a map up in a map, and does something to it.
    private String inner(String done) {
        int outer = pick(List.copyOf(RandomProgram.OUTER.keySet()));
        MapSpec map = RandomProgram.MAPS.get(RandomProgram.OUTER.get(outer));
        String tested = "if r0 == 0 goto " + done + "\n";
        var text = new StringBuilder(
                key(RandomProgram.MAPS.get(outer)) + call("map_lookup_elem", outer) + tested + "r7 = r0\n");
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            text.append(key(map)).append(switch (random.nextInt(3)) {
                case 0 -> call("map_delete_elem", "r7") + "r9 += r0\n";
                case 1 -> value() + call("map_update_elem", "r7") + "r8 += r0\n";
                default -> call("map_lookup_elem", "r7") + tested + access("r0", 8, 8) + atomic("r0", 0);
            });
        }
        return text.toString();
    }

    /// Keeps a pointer to an element that leaves the map, writes through it, and looks who sees that.
    private String stalePointer(String done) {
        int number = pick(List.of(2, 3, 5, 0));
        MapSpec map = RandomProgram.MAPS.get(number);
        var text = new StringBuilder(
                key(map) + call("map_lookup_elem", number) + "if r0 == 0 goto " + done + "\nr7 = r0\n");
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            text.append(switch (random.nextInt(3)) {
                case 0 -> (random.nextBoolean() ? key(map) : "") + call("map_delete_elem", number);
                case 1 -> value() + call("map_update_elem", number);
                default -> key(map) + value() + call("map_update_elem", number);
            }).append("r9 += r0\n*(u64 *)(r7 + 0) = r9\n");
        }
        return text + "r8 = *(u64 *)(r7 + 8)\n";
    }

    private String adjust() {
        return switch (random.nextInt(3)) {
            case 0 -> move("xdp_adjust_head", List.of(-1, -4, -20, -216, -217, -220, 1, 4, 14, 20, 50, 1500));
            case 1 -> move("xdp_adjust_tail", List.of(-1, -4, -20, -50, 1, 20, 100, 2000, 3400, 3500, -1500));
            default -> move("xdp_adjust_meta", List.of(-4, -8, -32, -216, -252, -256, -3, 4, 8, 0, 300));
        };
    }

    private String move(String helper, List<Integer> deltas) {
        int delta = random.nextInt(8) == 0 ? number() : pick(deltas);
        return "r1 = r6\nr2 = %d\ncall %s\nr8 += r0\n".formatted(delta, helper);
    }

    private String redirect() {
        if (random.nextBoolean()) {
            return "r1 = %d\nr2 = %d\ncall redirect\nr9 += r0\n".formatted(pick(List.of(0, 1, 5, 7, -1)),
                    random.nextInt(5) == 0 ? 1 : 0);
        }
        return redirect(pick(List.of(4, 6, 7, 8)));
    }

    private String redirect(int map) {
        String key = random.nextBoolean() ? "r2 = %d\n".formatted(random.nextInt(6)) : "r2 = r8\n";
        return "r1 = map[%d] ll\n".formatted(map) + key + "r3 = %d\ncall redirect_map\nr9 += r0\n".formatted(
                pick(List.of(0, 0, 0, 1, 2, 3, 4, 8, 24, 16, 32)));
    }

    private String freedom() {
        return "call %s\nr8 ^= r0\n".formatted(pick(List.of("ktime_get_ns", "get_prandom_u32", "get_smp_processor_id",
                "ktime_get_boot_ns", "jiffies64")));
    }

    private String checksum(String done) {
        int from = 4 * random.nextInt(9);
        int to = random.nextBoolean() ? 4 * random.nextInt(9) : random.nextInt(33);
        boolean packet = to > 0 && random.nextBoolean();
        String target = packet ? """
                r3 = *(u32 *)(r6 + 0)
                r4 = *(u32 *)(r6 + 4)
                r5 = r3
                r5 += %d
                if r5 > r4 goto %s
                """.formatted(to, done) : "r3 = r10\nr3 += -64\n";
        return target + "r1 = r10\nr1 += -40\nr2 = %d\nr4 = %d\nr5 = %s\ncall csum_diff\nr8 += r0\n".formatted(from, to,
                pick(List.of("0", "r8", "r9", "-1")));
    }

    /// A record of slots and perhaps of the packet, or a text with two numbers.
    private String emission() {
        if (random.nextInt(3) == 0) {
            return "r1 = 0x%x ll\n*(u64 *)(r10 %d) = r1\n".formatted(pick(FORMATS), VALUE)
                    + "r1 = r10\nr1 += %d\nr2 = 8\nr3 = r8\nr4 = r9\nr5 = 0\ncall trace_printk\n".formatted(VALUE);
        }
        return "r1 = r6\nr2 = map[%d] ll\nr3 = 0x%x ll\nr4 = r10\nr4 += %d\nr5 = %d\ncall perf_event_output\nr8 += r0\n"
                .formatted(
                        RandomProgram.EVENTS,
                        pick(List.of(0xffff_ffffL, 0xe_ffff_ffffL, 0x40_ffff_ffffL, 2L, 1L << 60)), -SLOTS * 8,
                        1 + random.nextInt(SLOTS * 8));
    }

    /// Between the packet and the slots, of a length that is known or not.
    private String copy(String done) {
        String helper = pick(List.of("xdp_load_bytes", "xdp_store_bytes"));
        String length = random.nextBoolean() ? "r4 = %d\n".formatted(1 + random.nextInt(SLOTS * 8))
                : "r4 = r9\nr4 &= 63\nif r4 == 0 goto %s\n".formatted(done);
        return "r1 = r6\nr2 = %s\n".formatted(pick(List.of("0", "1", "14", "30", "60", "-1", "65535", "r8", "r9")))
                + "r3 = r10\nr3 += %d\n".formatted(-SLOTS * 8) + length + "call %s\nr8 += r0\n".formatted(helper);
    }

    private RandomProgram.Piece call() {
        String name = "function%d".formatted(labels++);
        int[] registers = {0, 1, 2, 3, 4, 5, 8, 9};
        var text = new StringBuilder(name + ":\nr0 = 1\nr8 = r1\nr9 = r2\n*(u64 *)(r10 - 8) = r3\n");
        for (int i = 0; i < 1 + random.nextInt(6); i++) {
            text.append(operation(registers));
        }
        text.append("r1 = *(u64 *)(r10 - 8)\nr0 += r1\nexit\n");
        return new RandomProgram.Piece("call %s\nr8 = r0\n".formatted(name) + RESTORE, text.toString());
    }

    private String loop() {
        String again = "again%d".formatted(labels++);
        return "r7 = %d\n%s:\n".formatted(1 + random.nextInt(9), again) + operation(new int[]{8, 9})
                + operation(new int[]{8, 9}) + "r7 += -1\nif r7 != 0 goto %s\n".formatted(again);
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
