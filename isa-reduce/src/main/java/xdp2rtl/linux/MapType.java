package xdp2rtl.linux;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A type of map of Linux, supported or not. Source: `enum bpf_map_type` of Linux 6.18, include/uapi/linux/bpf.h.
public sealed interface MapType permits MapKind, UnsupportedMap {
    /// All of them, by number, from 0 on.
    List<MapType> ALL = Stream.<MapType>concat(Stream.of(MapKind.values()), Stream.of(UnsupportedMap.values()))
            .sorted(Comparator.comparingInt(MapType::number)).toList();

    /// The kernel's number, BPF_MAP_TYPE_*.
    int number();

    /// The name as bpftool prints it, such as `percpu_array`.
    String text();

    /// Of types that are not supported nothing is known.
    boolean has(MapTrait trait);

    /// The type of a number of the kernel's.
    static Optional<MapType> of(int number) {
        return ALL.stream().filter(type -> type.number() == number).findFirst();
    }
}
