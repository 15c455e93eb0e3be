package xdp2rtl.fuzz;

import static xdp2rtl.fuzz.PieceWords.KEY;
import static xdp2rtl.fuzz.PieceWords.RESTORE;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Writes programs in which a few functions are called from many places: from the program, from each other, in loops, with
/// all kinds of things.
///
/// In a function R6 is what R1 points to, R8 and R9 are numbers, as in the program.
final class CallPieces {
    private static final int FUNCTIONS = 6;
    /// Calls deep; Linux has 8 frames.
    private static final int DEEPEST = 4;
    private static final int[] NUMBERS = {0, 1, 2, 3, 4, 5, 8, 9};
    /// Maps with values of 16 bytes and keys of 4.
    private static final List<Integer> MAPS = List.of(0, 2, 10);

    private final Random random;
    private final PieceWords words;
    private final List<Kind> kinds;

    /// What the first argument of a function is.
    private enum Kind { NUMBER, STACK, CONTEXT, PACKET, VALUE, MOVER }

    CallPieces(Random random) {
        this.random = random;
        words = new PieceWords(random);
        kinds = IntStream.range(0, FUNCTIONS).mapToObj(_ -> words.pick(List.of(Kind.values()))).toList();
    }

    /// Some work, then calls, perhaps in a loop.
    RandomProgram.Piece piece() {
        int function = random.nextInt(FUNCTIONS);
        String call = call(function, Kind.CONTEXT, 64) + RESTORE;
        return new RandomProgram.Piece(switch (random.nextInt(5)) {
            case 0 -> work(1 + random.nextInt(3)) + call + call(random.nextInt(FUNCTIONS), Kind.CONTEXT, 64) + RESTORE;
            case 1 -> "r7 = %d\n".formatted(1 + random.nextInt(4)) + loop(call.replace("r7 = 0\n", ""));
            case 2 -> {
                String other = "other%d".formatted(words.label());
                yield "if r8 %s %d goto %s\n".formatted(words.pick(List.of("&", "==", "s>")), words.number(), other)
                        + call + other + ":\n" + RESTORE;
            }
            default -> work(random.nextInt(2)) + call;
        }, "");
    }

    /// All functions, each of them called twice for certain.
    List<String> functionsAndCalls() {
        String functions = IntStream.range(0, FUNCTIONS).mapToObj(this::function).collect(Collectors.joining());
        var calls = new StringBuilder();
        for (int i = 0; i < 2 * FUNCTIONS; i++) {
            calls.append(call(i / 2, Kind.CONTEXT, 64)).append(RESTORE);
        }
        return List.of(functions, calls.toString());
    }

    private String loop(String body) {
        String again = "turn%d".formatted(words.label());
        return again + ":\n" + body + "r7 += -1\nif r7 != 0 goto %s\n".formatted(again);
    }

    private String work(int count) {
        return IntStream.range(0, count).mapToObj(_ -> words.operation(NUMBERS)).collect(Collectors.joining());
    }

    /// A call where R6 is of a kind, or some work where that has nothing to give.
    /// @param stack bytes of stack that have been written
    private String call(int function, Kind six, int stack) {
        String name = "call fun%d\nr%d %s r0\n".formatted(function, words.pick(List.of(8, 9)),
                words.pick(List.of("^=", "+=")));
        String second = random.nextBoolean() ? "r2 = r9\n" : "r2 = %d\n".formatted(random.nextInt(20));
        boolean context = six == Kind.CONTEXT || six == Kind.MOVER;
        String done = "called%d".formatted(words.label());
        return switch (kinds.get(function)) {
            case NUMBER ->
                (random.nextInt(3) > 0 ? "r1 = r8\n" : "r1 = %d\n".formatted(words.number())) + second + name;
            case STACK -> six == Kind.STACK && random.nextBoolean() ? "r1 = r6\n" + second + name
                    : stack < 16 ? work(1)
                    : "r1 = r10\nr1 += -%d\n".formatted(16 * (1 + random.nextInt(stack / 16))) + second + name;
            case CONTEXT -> context ? "r1 = r6\n" + second + name : work(1);
            case MOVER -> context ? "r1 = r6\nr2 = %d\n".formatted(random.nextInt(17) - 8) + name : work(1);
            case PACKET -> !context ? work(1) : "r1 = *(u32 *)(r6 + 0)\nr3 = r9\n"
                    + switch (random.nextInt(3)) {
                        case 0 -> "r1 += %d\n".formatted(random.nextInt(20));
                        case 1 -> "r4 = r9\nr4 &= 15\nr1 += r4\n";
                        default -> "";
                    } + "r2 = *(u32 *)(r6 + 4)\n" + name;
            case VALUE -> stack < -KEY + 24 && six != Kind.CONTEXT ? work(1)
                    : words.key(RandomProgram.MAPS.get(MAPS.getFirst()))
                            + words.call("map_lookup_elem", words.pick(MAPS))
                            + "if r0 == 0 goto %s\nr1 = r0\n".formatted(done) + second + name + done + ":\n";
        };
    }

    private String function(int number) {
        Kind kind = kinds.get(number);
        var text = new StringBuilder("fun%d:\n".formatted(number));
        String skip = "skip%d".formatted(words.label());
        int offset = random.nextInt(20);
        text.append(switch (kind) {
            case NUMBER -> "r6 = 0\nr8 = r1\nr9 = r2\n" + RESTORE;
            case STACK -> "r6 = r1\nr8 = *(u64 *)(r6 + 0)\nr9 = r2\n" + RESTORE + words.access("r6", 8, 8);
            case VALUE -> "r6 = r1\nr8 = 7\nr9 = r2\n" + RESTORE
                    + (random.nextBoolean() ? "lock *(u64 *)(r6 + 0) += r8\n" : words.access("r6", 8, 8));
            case PACKET ->
                "r6 = r1\nr8 = r3\nr9 = r3\nr4 = r1\nr4 += %d\nif r4 > r2 goto %s\n".formatted(offset + 8, skip)
                        + words.access("r6", offset, words.pick(List.of(1, 2, 4, 8))) + skip + ":\n" + RESTORE;
            case CONTEXT -> "r6 = r1\nr8 = r2\nr9 = r2\n" + packet(skip, offset);
            case MOVER -> "r6 = r1\nr9 = r2\ncall %s\nr8 = r0\n".formatted(
                    words.pick(List.of("xdp_adjust_head", "xdp_adjust_tail"))) + packet(skip, offset);
        });
        boolean scratch = random.nextBoolean();
        text.append(scratch ? "*(u64 *)(r10 - 8) = r8\n*(u64 *)(r10 - 16) = r9\n" : "");
        text.append(random.nextInt(3) == 0 ? "r7 = %d\n".formatted(1 + random.nextInt(3)) + loop(work(1))
                : work(1 + random.nextInt(5)));
        List<Integer> later = new ArrayList<>(IntStream.range(number + 1, FUNCTIONS).boxed().toList());
        for (int i = 0; i < 2 && number < DEEPEST - 1 && !later.isEmpty(); i++) {
            text.append(random.nextInt(3) > 0 ? RESTORE + call(words.pick(later), kind, scratch ? 16 : 0) + RESTORE
                    : "");
        }
        text.append(scratch ? "r5 = *(u64 *)(r10 - %d)\nr8 ^= r5\n".formatted(8 * (1 + random.nextInt(2))) : "");
        text.append(kind == Kind.STACK ? "*(u64 *)(r6 + 8) = r8\n" : "");
        return text + "r0 = r8\nr0 += r9\nexit\n";
    }

    private String packet(String skip, int offset) {
        return "r1 = *(u32 *)(r6 + 0)\nr2 = *(u32 *)(r6 + 4)\nr3 = r1\nr3 += %d\nif r3 > r2 goto %s\n".formatted(
                offset + 8,
                skip) + words.access("r1", offset, words.pick(List.of(1, 2, 4, 8))) + skip + ":\n" + RESTORE;
    }
}
