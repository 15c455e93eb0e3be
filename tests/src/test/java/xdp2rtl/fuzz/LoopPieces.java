package xdp2rtl.fuzz;

import static xdp2rtl.fuzz.PieceWords.KEY;
import static xdp2rtl.fuzz.PieceWords.RESTORE;
import static xdp2rtl.fuzz.PieceWords.VALUE;

import java.util.List;
import java.util.Random;

/// Pieces with loops and functions: those of the program, and those that the kernel calls or counts.
final class LoopPieces {
    private final PieceWords words;
    private final Random random;

    LoopPieces(PieceWords words) {
        this.words = words;
        random = words.random;
    }

    /// A function that bpf_loop calls, with two words of the stack.
    RandomProgram.Piece calledBack() {
        String name = "function%d".formatted(words.label());
        String turns = random.nextBoolean() ? "r1 = r8\nr1 &= %d\n".formatted(words.pick(List.of(1, 7, 15)))
                : "r1 = %s\n".formatted(words.pick(List.of("0", "1", "9", "8388609", "0x100000003 ll")));
        int flags = random.nextInt(8) == 0 ? 1 : 0;
        String body = "*(u64 *)(r10 %d) = r9\n*(u64 *)(r10 %d) = r8\n".formatted(KEY, KEY + 8) + turns
                + "r2 = code[%s] ll\nr3 = r10\nr3 += %d\nr4 = %d\ncall loop\nr8 = r0\nr9 = *(u64 *)(r10 %d)\n"
                        .formatted(name, KEY, flags, KEY);
        return new RandomProgram.Piece(body + RESTORE, name + ":\nr7 = r2\nr9 = r1\nr8 = *(u64 *)(r7 + 0)\n"
                + words.operation(new int[]{8, 9}) + words.operation(new int[]{8, 9})
                + "r9 += r8\n*(u64 *)(r7 + 0) = r9\n*(u64 *)(r7 + 8) = r8\n" + continued());
    }

    /// A function that is called for the entries of an array.
    RandomProgram.Piece calledForEntries() {
        String name = "function%d".formatted(words.label());
        String body = "*(u64 *)(r10 %d) = r9\n".formatted(KEY)
                + "r1 = map[%d] ll\nr2 = code[%s] ll\nr3 = r10\nr3 += %d\nr4 = %d\ncall for_each_map_elem\n".formatted(
                        random.nextInt(2), name, KEY, random.nextInt(8) == 0 ? 4 : 0)
                + "r8 ^= r0\nr9 = *(u64 *)(r10 %d)\n".formatted(KEY);
        return new RandomProgram.Piece(body + RESTORE,
                name + ":\nr6 = r3\nr7 = r4\nr8 = *(u64 *)(r7 + 0)\nr9 = *(u32 *)(r2 + 0)\n"
                        + words.operation(new int[]{8, 9}) + words.access("r6", 8 * random.nextInt(2), 8)
                        + "r9 += r8\n*(u64 *)(r7 + 0) = r9\n" + continued());
    }

    /// Ends a function that is called again or not. A result that Linux must follow would keep the turns apart.
    private String continued() {
        String end = "end%d".formatted(words.label());
        return "r0 = 0\n" + (random.nextBoolean() ? "" : "if r9 & %d goto %s\nr0 = 1\n%s:\n".formatted(
                words.pick(List.of(1, 3, 64)), end, end)) + "exit\n";
    }

    String iterated() {
        int label = words.label();
        String again = "again%d".formatted(label);
        String end = "end%d".formatted(label);
        String iterator = "r1 = r10\nr1 += %d\n".formatted(VALUE);
        String from = words.pick(List.of("0", "-3", "0x7ffffffe", "-2147483648", "r9"));
        String to = words.pick(List.of("5", "0", "-1", "0x7fffffff", "r8"));
        return iterator + "r2 = %s\nr3 = %s\n%scall bpf_iter_num_new\nr8 ^= r0\n".formatted(from, to,
                random.nextBoolean() ? "r3 &= 7\n" : "")
                + "r7 = 6\n%s:\n%scall bpf_iter_num_next\nif r0 == 0 goto %s\n".formatted(again, iterator, end)
                + "r5 = *(u32 *)(r0 + 0)\nr9 += r5\n" + words.operation(new int[]{8, 9})
                + "r7 += -1\nif r7 != 0 goto %s\n%s:\n%scall bpf_iter_num_destroy\n".formatted(again, end, iterator);
    }

    /// Turns that Linux counts, but never so many.
    String counted() {
        int label = words.label();
        String again = "again%d".formatted(label);
        String end = "end%d".formatted(label);
        return "r7 = %d\n%s:\nmay_goto %s\n".formatted(1 + random.nextInt(9), again, end)
                + words.operation(new int[]{8, 9}) + words.operation(new int[]{8, 9})
                + "r7 += -1\nif r7 != 0 goto %s\n%s:\n".formatted(again, end);
    }

    RandomProgram.Piece function() {
        String name = "function%d".formatted(words.label());
        int[] registers = {0, 1, 2, 3, 4, 5, 8, 9};
        var text = new StringBuilder(name + ":\nr0 = 1\nr8 = r1\nr9 = r2\n*(u64 *)(r10 - 8) = r3\n");
        for (int i = 0; i < 1 + random.nextInt(6); i++) {
            text.append(words.operation(registers));
        }
        text.append("r1 = *(u64 *)(r10 - 8)\nr0 += r1\nexit\n");
        return new RandomProgram.Piece("call %s\nr8 = r0\n".formatted(name) + RESTORE, text.toString());
    }

    String loop() {
        String again = "again%d".formatted(words.label());
        return "r7 = %d\n%s:\n".formatted(1 + random.nextInt(9), again) + words.operation(new int[]{8, 9})
                + words.operation(new int[]{8, 9}) + "r7 += -1\nif r7 != 0 goto %s\n".formatted(again);
    }
}
