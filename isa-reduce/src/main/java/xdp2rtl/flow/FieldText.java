package xdp2rtl.flow;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import xdp2rtl.isa.FlowFields;

/// Fields of packets in words: `bytes 26-29 and 30-33 (IPv4 source and destination) in either order`.
public final class FieldText {
    /// Fields of headers that stand in the same place in most packets: IPv4 without options, IPv6.
    private enum Header {
        ETHERNET_DESTINATION("Ethernet destination", 0, 6),
        ETHERNET_SOURCE("Ethernet source", 6, 6),
        TYPE("EtherType", 12, 2),
        IPV4_SOURCE("IPv4 source", 26, 4),
        IPV4_DESTINATION("IPv4 destination", 30, 4),
        SOURCE_PORT("source port behind IPv4", 34, 2),
        DESTINATION_PORT("destination port behind IPv4", 36, 2),
        BOTH_PORTS("both ports behind IPv4", 34, 4),
        BOTH_ADDRESSES("IPv4 source and destination", 26, 8),
        IPV4_FLOW("IPv4 addresses and ports", 26, 12),
        IPV6_SOURCE("IPv6 source", 22, 16),
        IPV6_DESTINATION("IPv6 destination", 38, 16),
        BOTH_IPV6("IPv6 source and destination", 22, 32);

        private final String label;
        private final int offset;
        private final int bytes;

        Header(String label, int offset, int bytes) {
            this.label = label;
            this.offset = offset;
            this.bytes = bytes;
        }

        static Optional<Header> of(int offset, int bytes) {
            return Stream.of(values()).filter(one -> one.offset == offset && one.bytes == bytes).findFirst();
        }
    }

    private FieldText() {}

    public static String of(FlowFields fields) {
        return fields.fields().stream().map(FieldText::of).collect(Collectors.joining(", "));
    }

    public static String of(FlowKey key) {
        return of(new FlowFields(key.parts().stream().map(FlowKey.Part::field).toList()));
    }

    private static String of(FlowFields.Field field) {
        List<Integer> offsets = field.partner().isPresent() ? List.of(field.offset(), field.partner().getAsInt())
                : List.of(field.offset());
        String bytes = offsets.stream().map(offset -> "%d-%d".formatted(offset, offset + field.bytes() - 1))
                .collect(Collectors.joining(" and "));
        List<String> names = offsets.stream().flatMap(offset -> Header.of(offset, field.bytes()).stream())
                .map(header -> header.label).toList();
        return "bytes " + bytes
                + (names.size() == offsets.size() ? " (%s)".formatted(String.join(", ", names)) : "")
                + (field.partner().isPresent() ? " in either order" : "");
    }
}
