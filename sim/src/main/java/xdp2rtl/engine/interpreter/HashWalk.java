package xdp2rtl.engine.interpreter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.Program;
import xdp2rtl.linux.Helper;
import xdp2rtl.linux.MapTrait;

/// The keys of a hash map one after the other, while the map may change.
final class HashWalk implements Supplier<Optional<byte[]>> {
    private final Map<Bytes, Integer> elements;
    private final Map<Integer, Bytes> lastKeys;
    private final BucketChains chains;
    private int bucket;
    private int element = BucketChains.NONE;

    /// @param lastKeys the keys that elements have or last had
    HashWalk(Map<Bytes, Integer> elements, Map<Integer, Bytes> lastKeys, BucketChains chains) {
        this.elements = elements;
        this.lastKeys = lastKeys;
        this.chains = chains;
    }

    /// Whether a program can go over a hash map.
    static boolean isMadeBy(Program program) {
        return program.calls(Helper.FOR_EACH_MAP_ELEM)
                && program.maps().stream().anyMatch(map -> map.type().has(MapTrait.UPDATABLE) && !map.isArray());
    }

    /// In another order than the card's.
    static Supplier<Optional<byte[]>> of(Map<Bytes, Integer> elements, WalkOrder order) {
        List<Bytes> keys = new ArrayList<>(elements.keySet());
        switch (order) {
            case NEWEST_FIRST -> Collections.reverse(keys);
            case SHUFFLED -> Collections.shuffle(keys, new Random(1));
            case OLDEST_FIRST -> {}
            case CARD -> throw new IllegalArgumentException("chains lead through the card's");
        }
        Deque<Bytes> left = new ArrayDeque<>(keys);
        return () -> {
            while (!left.isEmpty() && !elements.containsKey(left.getFirst())) {
                left.removeFirst();
            }
            return Optional.ofNullable(left.pollFirst()).map(Bytes::toArray);
        };
    }

    /// What comes next is known before the function is called, and may have another key then, or none.
    @Override public Optional<byte[]> get() {
        while (true) {
            if (element == BucketChains.NONE) {
                if (bucket == chains.buckets()) { return Optional.empty(); }
                element = chains.first(bucket++);
                continue;
            }
            Bytes key = lastKeys.get(element);
            Integer now = elements.get(key);
            element = now == null ? BucketChains.NONE : chains.after(key, now);
            if (now != null) { return Optional.of(key.toArray()); }
        }
    }
}
