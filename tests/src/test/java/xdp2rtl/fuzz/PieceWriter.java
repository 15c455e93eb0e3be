package xdp2rtl.fuzz;

import static xdp2rtl.fuzz.PieceWords.KEY;
import static xdp2rtl.fuzz.PieceWords.RESTORE;
import static xdp2rtl.fuzz.PieceWords.SLOTS;

import java.util.List;
import java.util.Random;

/// Writes the pieces of a [RandomProgram] as assembly.
final class PieceWriter {
    static final String PROLOGUE = prologue();

    private static final List<String> CONDITIONS = List.of("==", "!=", ">", ">=", "<", "<=", "&", "s>", "s>=", "s<",
            "s<=");
    private static final int[] NUMBERS = {0, 1, 2, 3, 4, 5, 8, 9};

    private final Random random;
    private final boolean moves;
    private final PieceWords words;
    private final LoopPieces loops;
    private final MapPieces maps;
    private final RecordPieces records;
    private final PacketPieces packets;

    /// @param moves whether packets' borders move; else there are dynptrs, which cannot be where they do
    PieceWriter(Random random, boolean moves) {
        this.moves = moves;
        this.random = random;
        words = new PieceWords(random);
        loops = new LoopPieces(words);
        maps = new MapPieces(words);
        records = new RecordPieces(words);
        packets = new PacketPieces(words);
    }

    private static String prologue() {
        var text = new StringBuilder("r6 = r1\nr7 = 0\nr8 = 0x123456789abcdef0 ll\nr9 = 4\n");
        for (int slot = 1; slot <= SLOTS; slot++) {
            text.append("*(u64 *)(r10 - %d) = %d\n".formatted(slot * 8, slot * 1000003));
        }
        return text + RESTORE;
    }

    RandomProgram.Piece piece(int number, int count) {
        String done = "done%d".formatted(words.label());
        return switch (random.nextInt(21)) {
            case 0, 1, 2 -> body(arithmetic(1 + random.nextInt(8)));
            case 3 -> body(branch("piece" + (number + 1 + random.nextInt(Math.max(1, count - number - 1))),
                    number + 1 < count));
            case 4 -> body(stack());
            case 5, 6 -> body(packets.packet(done) + done + ":\n" + RESTORE);
            case 7, 8 -> body(maps.map(done) + done + ":\n" + RESTORE);
            case 20 -> body(records.keyless() + RESTORE);
            case 19 -> body(records.ring(done) + done + ":\n" + RESTORE);
            case 16 -> body(maps.inner(done) + done + ":\n" + RESTORE);
            case 17 -> random.nextBoolean() ? loops.calledBack() : loops.calledForEntries();
            case 18 -> body((random.nextBoolean() ? loops.iterated() : loops.counted()) + RESTORE);
            case 9 -> body(maps.stalePointer(done) + done + ":\n" + RESTORE);
            case 10 -> body((moves ? packets.adjust() : packets.part(done)) + done + ":\n" + RESTORE);
            case 11 -> body(random.nextBoolean() ? maps.redirect() + RESTORE : freedom() + RESTORE);
            case 14 -> body(tailCall() + RESTORE);
            case 12 -> body(packets.checksum(done) + done + ":\n" + RESTORE);
            case 13 ->
                body(random.nextBoolean() ? records.emission() + RESTORE : packets.copy(done) + done + ":\n" + RESTORE);
            default -> random.nextBoolean() ? loops.function() : body(loops.loop());
        };
    }

    private static RandomProgram.Piece body(String text) {
        return new RandomProgram.Piece(text, "");
    }

    /// Goes on behind itself where the table, or this test, has no program for the number.
    private String tailCall() {
        String index = random.nextBoolean() ? "r3 = %d\n".formatted(random.nextInt(5))
                : "r3 = r8\nr3 &= %d\n".formatted(words.pick(List.of(1, 3, 7)));
        return "r1 = r6\nr2 = map[%d] ll\n%scall tail_call\n".formatted(RandomProgram.PROGRAMS, index);
    }

    String ending() {
        var text = new StringBuilder("*(u32 *)(r10 %d) = 0\nr1 = map[%d] ll\nr2 = r10\nr2 += %d\ncall map_lookup_elem\n"
                .formatted(KEY, RandomProgram.RESULT, KEY));
        text.append("if r0 == 0 goto out\n*(u64 *)(r0 + 64) = r8\n*(u64 *)(r0 + 72) = r9\n");
        for (int slot = 0; slot < SLOTS; slot++) {
            text.append("r1 = *(u64 *)(r10 - %d)\n*(u64 *)(r0 + %d) = r1\n".formatted(slot * 8 + 8, slot * 8));
        }
        return text + "out:\n" + words.pick(List.of("r0 = 4\n", "r0 = r9\n", "r0 = r9\nr0 &= 7\n", "r0 = 2\n"))
                + "exit\n";
    }

    private String arithmetic(int count) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(words.operation(NUMBERS));
        }
        return text.toString();
    }

    private String branch(String target, boolean possible) {
        if (!possible) { return "r8 += 1\n"; }
        String c = random.nextBoolean() ? "r" : "w";
        String left = c + words.pick(List.of(8, 9, 0, 3));
        String right = random.nextBoolean() ? c + words.pick(List.of(8, 9, 4)) : "" + words.number();
        return "if %s %s %s goto %s\n".formatted(left, words.pick(CONDITIONS), right, target);
    }

    private String stack() {
        int slot = 1 + random.nextInt(SLOTS);
        int bytes = words.pick(List.of(1, 2, 4, 8));
        int offset = slot * 8 - random.nextInt(8 / bytes) * bytes;
        String place = "(u%d *)(r10 - %d)".formatted(bytes * 8, offset);
        return switch (random.nextInt(5)) {
            case 0 -> "r8 = *%s\n".formatted(place);
            case 1 -> bytes == 8 ? "r8 = *%s\n".formatted(place)
                    : "r9 = *%s\n".formatted(place.replace("(u", "(s"));
            case 2 -> "*%s = %s8\n".formatted(place, bytes == 8 ? "r" : "w");
            case 3 -> "*%s = %d\n".formatted(place, words.number());
            default -> random.nextBoolean() ? words.atomic("r10", -slot * 8) : words.ordered("r10", -offset, bytes);
        };
    }

    private String freedom() {
        return "call %s\nr8 ^= r0\n"
                .formatted(words.pick(List.of("ktime_get_ns", "get_prandom_u32", "get_smp_processor_id",
                        "ktime_get_boot_ns", "jiffies64")));
    }
}
