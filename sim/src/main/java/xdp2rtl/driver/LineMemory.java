package xdp2rtl.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xdp2rtl.elf.Bytes;
import xdp2rtl.linux.MapKind;
import xdp2rtl.maps.Placement;
import xdp2rtl.maps.ValueLine;
import xdp2rtl.port.MapContents;

/// A QUEUE or STACK in the map memory ([ValueLine]), while no packet uses it.
///
/// @param memory of the core
public record LineMemory(Placement.Line line, MapMemoryAccess memory) {

    /// Writes what it holds at the start into its part of a memory, where there are zeroes.
    void fill(MapContents contents) {
        List<MapContents.Entry> entries = contents.canonical(line.map()).entries();
        boolean stack = line.map().type() == MapKind.STACK;
        for (int i = 0; i < entries.size(); i++) {
            write(stack ? entries.size() - 1 - i : i, entries.get(i).value(0));
        }
        put(ValueLine.COUNT, entries.size());
    }

    MapContents read() {
        var entries = new ArrayList<MapContents.Entry>();
        for (long i = 0; i < count(); i++) {
            entries.add(MapContents.Entry.of(MapContents.key((int) i), value(i)));
        }
        return new MapContents(entries);
    }

    /// Puts a value in. False if the map is full; then nothing is changed.
    public boolean push(Bytes value) {
        if (count() == entries()) { return false; }
        write((get(ValueLine.OLDEST) + count()) % entries(), value);
        put(ValueLine.COUNT, count() + 1);
        return true;
    }

    /// The value that is taken out next.
    public Optional<Bytes> peek() {
        return count() == 0 ? Optional.empty() : Optional.of(value(0));
    }

    /// The same, which is not there any more then.
    public Optional<Bytes> pop() {
        Optional<Bytes> next = peek();
        next.ifPresent(_ -> {
            if (line.map().type() == MapKind.QUEUE) {
                put(ValueLine.OLDEST, (get(ValueLine.OLDEST) + 1) % entries());
            }
            put(ValueLine.COUNT, count() - 1);
        });
        return next;
    }

    /// @param number how many are taken out before it
    private Bytes value(long number) {
        long from = line.map().type() == MapKind.STACK ? count() - 1 - number : number;
        return Words.read(memory, address((get(ValueLine.OLDEST) + from) % entries()), line.map().valueSize());
    }

    private void write(long place, Bytes value) {
        Words.overwrite(memory, address(place), value.toArray(), line.stride());
    }

    private int address(long place) { return (int) (line.address() + ValueLine.DATA + place * line.stride()); }

    private long entries() { return Integer.toUnsignedLong(line.map().maxEntries()); }

    private long count() { return get(ValueLine.COUNT); }

    private long get(int word) { return memory.read(line.address() + word); }

    private void put(int word, long number) { memory.write(line.address() + word, number); }
}
