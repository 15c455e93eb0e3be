package xdp2rtl.fuzz;

import static xdp2rtl.fuzz.PieceWords.SLOTS;
import static xdp2rtl.fuzz.PieceWords.VALUE;

import java.util.List;
import java.util.Random;

/// Pieces that leave something in a map without keys or for the host.
final class RecordPieces {
    /// `%d %x`, `%lu %8X` and `%5d|`, little-endian, with zeroes behind them.
    private static final List<Long> FORMATS = List.of(0x7825206425L, 0x58382520756c25L, 0x7c643525L);

    /// `%s %u`, likewise.
    private static final long OF_TEXT = 0x7525207325L;

    private final PieceWords words;
    private final Random random;

    RecordPieces(PieceWords words) {
        this.words = words;
        random = words.random;
    }

    /// A record of slots and perhaps of the packet, or a text with two numbers, or with eight bytes.
    String emission() {
        if (random.nextInt(6) == 0) {
            return "r1 = 0x%x ll\n*(u64 *)(r10 %d) = r1\n*(u64 *)(r10 %d) = r8\n*(u64 *)(r10 %d) = %d\n"
                    .formatted(OF_TEXT, VALUE, VALUE + 16, VALUE + 24, random.nextInt(200))
                    + "r1 = r10\nr1 += %d\nr2 = 8\nr3 = r10\nr3 += %d\nr4 = r9\nr5 = 0\ncall trace_printk\n"
                            .formatted(VALUE, VALUE + 16 + random.nextInt(9));
        }
        if (random.nextInt(3) == 0) {
            return "r1 = 0x%x ll\n*(u64 *)(r10 %d) = r1\n".formatted(words.pick(FORMATS), VALUE)
                    + "r1 = r10\nr1 += %d\nr2 = 8\nr3 = r8\nr4 = r9\nr5 = 0\ncall trace_printk\n".formatted(VALUE);
        }
        return "r1 = r6\nr2 = map[%d] ll\nr3 = 0x%x ll\nr4 = r10\nr4 += %d\nr5 = %d\ncall perf_event_output\nr8 += r0\n"
                .formatted(
                        RandomProgram.EVENTS,
                        words.pick(List.of(0xffff_ffffL, 0xe_ffff_ffffL, 0x40_ffff_ffffL, 2L, 1L << 60)), -SLOTS * 8,
                        1 + random.nextInt(SLOTS * 8));
    }

    /// Puts a value without a key into a map, or takes one out, or looks for one.
    String keyless() {
        var text = new StringBuilder();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int map = RandomProgram.QUEUE + random.nextInt(3);
            text.append(random.nextBoolean() ? words.value() : "")
                    .append("r1 = map[%d] ll\nr2 = r10\nr2 += %d\n".formatted(map,
                            VALUE));
            text.append(switch (random.nextInt(4)) {
                case 0, 1 -> "r3 = %d\ncall map_push_elem\n".formatted(words.pick(List.of(0, 0, 2, 2, 1, 3, 4, -1)));
                case 2 -> map == RandomProgram.FILTER ? "call map_peek_elem\n" : "call map_pop_elem\n";
                default -> "call map_peek_elem\n";
            }).append("r9 += r0\nr0 = *(u64 *)(r10 %d)\nr8 ^= r0\n".formatted(VALUE + 8));
        }
        return text.toString();
    }

    /// A record in a ring, copied or written in its place, or what the ring says of itself.
    String ring(String done) {
        String map = "r1 = map[%d] ll\n".formatted(RandomProgram.RING);
        return switch (random.nextInt(4)) {
            case 0 ->
                map + "r2 = %s\ncall ringbuf_query\nr8 += r0\n"
                        .formatted(words.pick(List.of("0", "1", "2", "3", "r9")));
            case 1 -> map + "r2 = r10\nr2 += %d\nr3 = %d\nr4 = %s\ncall ringbuf_output\nr9 += r0\n".formatted(
                    -SLOTS * 8, random.nextInt(SLOTS * 8 + 1), words.pick(List.of("0", "1", "2", "4", "r8")));
            default -> map + reserved(done);
        };
    }

    private String reserved(String done) {
        int size = random.nextInt(6) == 0 ? words.pick(List.of(0, 2000, 4088, 5000)) : 8 + random.nextInt(60);
        var text = new StringBuilder("r2 = %d\nr3 = %s\ncall ringbuf_reserve\nif r0 == 0 goto %s\nr7 = r0\n".formatted(
                size, random.nextInt(8) == 0 ? "1" : "0", done));
        for (int i = random.nextInt(4); i > 0; i--) {
            int bytes = words.pick(List.of(1, 2, 4, 8));
            text.append(size < 8 ? "r8 += 1\n" : random.nextInt(5) == 0 ? words.atomic("r7", 0)
                    : words.access("r7", random.nextInt(size - bytes + 1), bytes));
        }
        String end = "r1 = r7\nr2 = %d\ncall ringbuf_%s\n";
        String submit = end.formatted(random.nextInt(4), "submit");
        String discard = end.formatted(random.nextInt(4), "discard");
        return switch (random.nextInt(3)) {
            case 0 -> text + discard;
            case 1 ->
                text + "if r8 s> r9 goto submit_%s\n".formatted(done) + discard + "goto %s\nsubmit_%s:\n".formatted(
                        done, done) + submit;
            default -> text + submit;
        };
    }
}
