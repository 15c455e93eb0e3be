package xdp2rtl.linux;

import static xdp2rtl.linux.MapTrait.COMPLETE;
import static xdp2rtl.linux.MapTrait.DEVICES;
import static xdp2rtl.linux.MapTrait.INDEXED;
import static xdp2rtl.linux.MapTrait.PER_CPU;
import static xdp2rtl.linux.MapTrait.WRITABLE;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The kinds of map that programs may have here, by number. Whatever else must be known of a kind is a switch over this
/// type, without `default`.
///
/// Sources: kernel/bpf/arraymap.c, hashtab.c and devmap.c of Linux 6.18.
public enum MapKind implements MapType {
    HASH(1, WRITABLE),
    ARRAY(2, INDEXED, COMPLETE, WRITABLE),
    PERCPU_HASH(5, PER_CPU, WRITABLE),
    PERCPU_ARRAY(6, INDEXED, COMPLETE, PER_CPU, WRITABLE),
    DEVMAP(14, INDEXED, DEVICES);

    private static final int INDEX_BYTES = 4;

    private final int number;
    private final Set<MapTrait> traits = EnumSet.noneOf(MapTrait.class);

    MapKind(int number, MapTrait... traits) {
        this.number = number;
        this.traits.addAll(List.of(traits));
    }

    @Override public int number() { return number; }

    @Override public String text() { return name().toLowerCase(Locale.ROOT); }

    @Override public boolean has(MapTrait trait) { return traits.contains(trait); }

    /// Whether keys can have this size (`map_alloc_check` of the kind).
    public boolean takesKeys(int bytes) { return has(INDEXED) ? bytes == INDEX_BYTES : bytes >= 1; }

    /// Whether values can have this size: a device is an interface index, perhaps with a program.
    public boolean takesValues(int bytes) { return has(DEVICES) ? bytes == 4 || bytes == 8 : bytes >= 1; }

    /// The names of kinds, for messages.
    public static String list(List<MapKind> kinds) {
        return kinds.stream().map(MapKind::text).collect(Collectors.joining(", "));
    }

    /// The names of all, for messages.
    public static String list() { return list(Stream.of(values()).toList()); }
}
