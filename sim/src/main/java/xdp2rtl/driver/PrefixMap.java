package xdp2rtl.driver;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import xdp2rtl.elf.Bytes;
import xdp2rtl.maps.Placement;
import xdp2rtl.port.MapContents;

/// One map of prefixes in the map memory: a key is `struct bpf_lpm_trie_key_u8`, its length and its bytes.
public final class PrefixMap {
    private final PrefixMemory table;

    public PrefixMap(Placement.Prefixes prefixes, MapMemoryAccess memory) {
        table = new PrefixMemory(prefixes.table(), memory);
    }

    /// Builds the table in a memory that holds zeroes.
    void fill(MapContents contents) {
        table.fill(contents.entries().stream().map(entry -> new PrefixMemory.Entry(prefix(entry.key()), entry.value(0)))
                .toList());
    }

    /// Everything in it.
    MapContents read() {
        return new MapContents(
                table.read().stream().map(entry -> MapContents.Entry.of(key(entry.prefix()), entry.value())).toList());
    }

    /// The value of the longest prefix of a key.
    public Optional<Bytes> lookup(Bytes key) {
        return table.lookup(prefix(key));
    }

    /// Whether exactly this prefix is there.
    public boolean contains(Bytes key) {
        return table.contains(prefix(key));
    }

    /// As [PrefixMemory#put].
    public Optional<PrefixChange> put(Bytes key, Bytes value) {
        return table.put(prefix(key), value);
    }

    /// As [PrefixMemory#remove].
    public PrefixChange remove(Bytes key) {
        return table.remove(prefix(key));
    }

    private static Prefix prefix(Bytes key) {
        byte[] all = key.toArray();
        return new Prefix((int) MapContents.index(all), Bytes.of(Arrays.copyOfRange(all, Integer.BYTES, all.length)));
    }

    private static Bytes key(Prefix prefix) {
        return Bytes.of(ByteBuffer.allocate(Integer.BYTES + prefix.bytes().length()).order(ByteOrder.LITTLE_ENDIAN)
                .putInt(prefix.length())
                .put(prefix.bytes().toArray()).array());
    }
}
