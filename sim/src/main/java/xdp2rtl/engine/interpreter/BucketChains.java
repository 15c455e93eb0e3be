package xdp2rtl.engine.interpreter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import xdp2rtl.elf.Bytes;
import xdp2rtl.isa.KeyHash;

/// In which order the card goes over the entries of a hash map (docs/machine.md, section 6): by buckets, and in each from
/// the newest key to the oldest; a new element of a key takes the place of the old one. Linux leaves the order open.
final class BucketChains {
    /// No element.
    static final int NONE = -1;

    private final int buckets;
    private final Map<Integer, List<Integer>> chains = new HashMap<>();

    BucketChains(int maxEntries) { this.buckets = KeyHash.buckets(maxEntries); }

    int buckets() { return buckets; }

    /// A key has come.
    void add(Bytes key, int element) {
        chains.computeIfAbsent(bucket(key), _ -> new ArrayList<>()).addFirst(element);
    }

    /// A key has another element.
    void replace(Bytes key, int old, int element) {
        List<Integer> chain = chains.get(bucket(key));
        chain.set(chain.indexOf(old), element);
    }

    /// A key has gone.
    void remove(Bytes key, int element) { chains.get(bucket(key)).remove((Integer) element); }

    /// The first element of a bucket, or [#NONE].
    int first(int bucket) {
        List<Integer> chain = chains.getOrDefault(bucket, List.of());
        return chain.isEmpty() ? NONE : chain.getFirst();
    }

    /// The element behind that of a key, or [#NONE].
    int after(Bytes key, int element) {
        List<Integer> chain = chains.get(bucket(key));
        int at = chain.indexOf(element) + 1;
        return at == chain.size() ? NONE : chain.get(at);
    }

    private int bucket(Bytes key) {
        return KeyHash.of(key.toArray()) & buckets - 1;
    }
}
