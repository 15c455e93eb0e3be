package xdp2rtl.flow;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The keys that a program uses one map with, and which bytes of the packet can be told from any of them.
///
/// @param keys what the bytes of a key can be made of
record MapKeys(List<List<ByteOrigin>> keys) {
    /// Two bytes of the packet are told apart by their places in the key.
    ///
    /// @param at      places of the two bytes
    /// @param partner places of the partner's two
    /// @param turned  the keys in which the two pairs stand in each other's place
    record Found(List<Integer> at, List<Integer> partner, BitSet turned) {}

    MapKeys { keys = List.copyOf(keys); }

    /// Where every key has the two bytes of the packet from `offset` on.
    Optional<List<Integer>> always(int offset) {
        return places(offset).stream().filter(at -> keys.stream().allMatch(key -> stand(key, at, offset))).findFirst();
    }

    /// Where every key has the two bytes from one offset on and those from the other, in the one or the other order.
    Optional<Found> inEitherOrder(int offset, int partner) {
        for (List<Integer> at : places(offset)) {
            for (List<Integer> other : places(partner)) {
                var turned = new BitSet();
                boolean all = IntStream.range(0, keys.size()).allMatch(i -> {
                    List<ByteOrigin> key = keys.get(i);
                    boolean straight = stand(key, at, offset) && stand(key, other, partner);
                    turned.set(i, !straight);
                    return straight || stand(key, at, partner) && stand(key, other, offset);
                });
                if (all) { return Optional.of(new Found(at, other, turned)); }
            }
        }
        return Optional.empty();
    }

    private static boolean stand(List<ByteOrigin> key, List<Integer> at, int offset) {
        return key.get(at.getFirst()).equals(new ByteOrigin.Packet(offset))
                && key.get(at.getLast()).equals(new ByteOrigin.Packet(offset + 1));
    }

    /// Where the first key has the two bytes.
    private List<List<Integer>> places(int offset) {
        List<List<Integer>> all = new ArrayList<>();
        for (int first : places(new ByteOrigin.Packet(offset))) {
            for (int second : places(new ByteOrigin.Packet(offset + 1))) {
                all.add(List.of(first, second));
            }
        }
        return all;
    }

    private List<Integer> places(ByteOrigin origin) {
        return keys.isEmpty() ? List.of()
                : IntStream.range(0, keys.getFirst().size()).filter(i -> keys.getFirst().get(i).equals(origin)).boxed()
                        .toList();
    }
}
