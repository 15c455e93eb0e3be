package xdp2rtl.fuzz;

import java.util.List;
import java.util.Random;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.linux.MapTrait;

/// Pieces that look maps up and change them, maps out of maps among them.
final class MapPieces {
    private final PieceWords words;
    private final Random random;

    MapPieces(PieceWords words) {
        this.words = words;
        random = words.random;
    }

    String map(String done) {
        int number = random.nextInt(RandomProgram.EVENTS);
        MapSpec map = RandomProgram.MAPS.get(number);
        String key = words.key(map);
        if (!map.type().has(MapTrait.READABLE)) { return redirect(number); }
        int kind = random.nextInt(map.type().has(MapTrait.UPDATABLE) ? 5 : 1);
        if (kind >= 3) { return key + words.value() + words.call("map_update_elem", number) + "r8 += r0\n"; }
        if (kind == 2) { return key + words.call("map_delete_elem", number) + "r9 += r0\n"; }
        var text = new StringBuilder(key + words.call("map_lookup_elem", number) + "if r0 == 0 goto " + done + "\n");
        if (map.holdsTargets()) { return text + (map.holdsDevices() ? "r8 = *(u32 *)(r0 + 0)\n" : "r8 += 1\n"); }
        for (int i = 0; i < 3; i++) {
            int bytes = words.pick(List.of(1, 2, 4, 8));
            text.append(random.nextInt(3) == 0 ? words.atomic("r0", 8 * random.nextInt(2)) : random.nextInt(4) == 0
                    ? words.ordered("r0", bytes * random.nextInt(16 / bytes), bytes)
                    : random.nextInt(3) == 0 ? words.addition("r0", random.nextInt(16 / bytes) * bytes, bytes)
                    : words.access("r0", random.nextInt(16 - bytes + 1), bytes));
        }
        return text.toString();
    }

    /// Looks a map up in a map, and does something to it.
    String inner(String done) {
        int outer = words.pick(List.copyOf(RandomProgram.OUTER.keySet()));
        MapSpec map = RandomProgram.MAPS.get(RandomProgram.OUTER.get(outer));
        String tested = "if r0 == 0 goto " + done + "\n";
        var text = new StringBuilder(
                words.key(RandomProgram.MAPS.get(outer)) + words.call("map_lookup_elem", outer) + tested + "r7 = r0\n");
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            text.append(words.key(map)).append(switch (random.nextInt(3)) {
                case 0 -> words.call("map_delete_elem", "r7") + "r9 += r0\n";
                case 1 -> words.value() + words.call("map_update_elem", "r7") + "r8 += r0\n";
                default ->
                    words.call("map_lookup_elem", "r7") + tested + words.access("r0", 8, 8) + words.atomic("r0", 0);
            });
        }
        return text.toString();
    }

    /// Keeps a pointer to an element that leaves the map, writes through it, and looks who sees that.
    String stalePointer(String done) {
        int number = words.pick(List.of(2, 3, 5, 0));
        MapSpec map = RandomProgram.MAPS.get(number);
        var text = new StringBuilder(
                words.key(map) + words.call("map_lookup_elem", number) + "if r0 == 0 goto " + done + "\nr7 = r0\n");
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            text.append(switch (random.nextInt(3)) {
                case 0 -> (random.nextBoolean() ? words.key(map) : "") + words.call("map_delete_elem", number);
                case 1 -> words.value() + words.call("map_update_elem", number);
                default -> words.key(map) + words.value() + words.call("map_update_elem", number);
            }).append("r9 += r0\n*(u64 *)(r7 + 0) = r9\n");
        }
        return text + "r8 = *(u64 *)(r7 + 8)\n";
    }

    String redirect() {
        if (random.nextBoolean()) {
            return "r1 = %d\nr2 = %d\ncall redirect\nr9 += r0\n".formatted(words.pick(List.of(0, 1, 5, 7, -1)),
                    random.nextInt(5) == 0 ? 1 : 0);
        }
        return redirect(words.pick(List.of(4, 6, 7, 8)));
    }

    private String redirect(int map) {
        String key = random.nextBoolean() ? "r2 = %d\n".formatted(random.nextInt(6)) : "r2 = r8\n";
        return "r1 = map[%d] ll\n".formatted(map) + key + "r3 = %d\ncall redirect_map\nr9 += r0\n".formatted(
                words.pick(List.of(0, 0, 0, 1, 2, 3, 4, 8, 24, 16, 32)));
    }
}
