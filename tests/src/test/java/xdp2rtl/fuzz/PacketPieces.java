package xdp2rtl.fuzz;

import static xdp2rtl.fuzz.PieceWords.KEY;
import static xdp2rtl.fuzz.PieceWords.SLOTS;
import static xdp2rtl.fuzz.PieceWords.VALUE;

import java.util.List;
import java.util.Random;

/// Pieces that touch the packet or move its borders.
final class PacketPieces {
    private final PieceWords words;
    private final Random random;

    PacketPieces(PieceWords words) {
        this.words = words;
        random = words.random;
    }

    /// Accesses behind a bounds check, of the packet or of the metadata.
    String packet(String done) {
        boolean meta = random.nextInt(5) == 0;
        int room = 1 + random.nextInt(meta ? 8 : 40);
        var text = new StringBuilder(
                "r2 = *(u32 *)(r6 + %d)\nr3 = *(u32 *)(r6 + %d)\nr4 = r2\nr4 += %d\nif r4 > r3 goto %s\n"
                        .formatted(meta ? 8 : 0, meta ? 0 : 4, room, done));
        for (int i = 0; i < 3; i++) {
            int bytes = words.pick(List.of(1, 2, 4, 8));
            if (bytes <= room) {
                text.append(words.access("r2", random.nextInt(room - bytes + 1), bytes));
            }
        }
        return text.toString();
    }

    String adjust() {
        return switch (random.nextInt(3)) {
            case 0 -> move("xdp_adjust_head", List.of(-1, -4, -20, -216, -217, -220, 1, 4, 14, 20, 50, 1500));
            case 1 -> move("xdp_adjust_tail", List.of(-1, -4, -20, -50, 1, 20, 100, 2000, 3400, 3500, -1500));
            default -> move("xdp_adjust_meta", List.of(-4, -8, -32, -216, -252, -256, -3, 4, 8, 0, 300));
        };
    }

    private String move(String helper, List<Integer> deltas) {
        int delta = random.nextInt(8) == 0 ? words.number() : words.pick(deltas);
        return "r1 = r6\nr2 = %d\ncall %s\nr8 += r0\n".formatted(delta, helper);
    }

    String checksum(String done) {
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
                words.pick(List.of("0", "r8", "r9", "-1")));
    }

    /// Between the packet and the slots, of a length that is known or not.
    String copy(String done) {
        String helper = words.pick(List.of("xdp_load_bytes", "xdp_store_bytes"));
        String length = random.nextBoolean() ? "r4 = %d\n".formatted(1 + random.nextInt(SLOTS * 8))
                : "r4 = r9\nr4 &= 63\nif r4 == 0 goto %s\n".formatted(done);
        return "r1 = r6\nr2 = %s\n"
                .formatted(words.pick(List.of("0", "1", "14", "30", "60", "-1", "65535", "r8", "r9")))
                + "r3 = r10\nr3 += %d\n".formatted(-SLOTS * 8) + length + "call %s\nr8 += r0\n".formatted(helper);
    }

    /// A dynptr of the packet, and what is done by it.
    String part(String done) {
        var text = new StringBuilder(words.value() + "r1 = r6\nr2 = %d\nr3 = r10\nr3 += %d\n"
                .formatted(random.nextInt(8) == 0 ? 1 : 0, KEY) + "call bpf_dynptr_from_xdp\nr8 ^= r0\n");
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            text.append(switch (random.nextInt(6)) {
                case 0 ->
                    "r2 = %s\nr3 = %s\n".formatted(place(), place()) + part(1) + "call bpf_dynptr_adjust\nr8 += r0\n";
                case 1 -> part(1) + "call bpf_dynptr_size\nr8 ^= r0\n";
                case 2 -> "r2 = %s\nr3 = r10\nr3 += -64\nr4 = %d\n".formatted(place(), 1 + random.nextInt(SLOTS * 8))
                        + flags() + part(1) + "call dynptr_write\nr8 += r0\n";
                case 3 -> "r2 = %s\nr3 = r10\nr3 += %d\nr4 = %d\n".formatted(place(), VALUE, 1 + random.nextInt(24))
                        + part(1) + "call bpf_dynptr_slice\nif r0 == 0 goto %s\nr5 = *(u8 *)(r0 + 0)\nr9 ^= r5\n"
                                .formatted(done);
                default -> "r1 = r10\nr1 += %d\n%sr4 = %s\n".formatted(VALUE, random.nextBoolean()
                        ? "r2 = %d\n".formatted(1 + random.nextInt(24)) : "r2 = r9\nr2 &= 15\nr2 += 1\n", place())
                        + flags() + part(3)
                        + "call dynptr_read\nr8 += r0\nr5 = *(u64 *)(r10 %d)\nr9 ^= r5\n".formatted(VALUE + 8);
            });
        }
        return text.toString();
    }

    private static String part(int register) {
        return "r%d = r10\nr%d += %d\n".formatted(register, register, KEY);
    }

    private String place() {
        return words.pick(List.of("0", "0", "1", "5", "14", "14", "30", "60", "100", "-1", "r8", "r9"));
    }

    private String flags() {
        return "r5 = %d\n".formatted(random.nextInt(8) == 0 ? 3 : 0);
    }
}
