package xdp2rtl.examples;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/// Contents of one BPF map in the JSON of `bpftool map dump -j`, but one entry a line, so that a change shows
/// as lines.
final class MapDump {
    private final List<String> entries = new ArrayList<>();

    MapDump put(byte[] key, byte[] value) {
        entries.add("{\"key\":" + json(key) + ",\"value\":" + json(value) + "}");
        return this;
    }

    byte[] json() {
        return ("[\n" + String.join(",\n", entries) + "\n]\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static String json(byte[] bytes) {
        StringJoiner list = new StringJoiner(",", "[", "]");
        for (byte octet : bytes) {
            list.add("\"0x%02x\"".formatted(octet));
        }
        return list.toString();
    }

    /// A C structure's bytes: byte arrays as they are, addresses and `Port` in network byte order, other
    /// numbers in little endian with the width of their Java type.
    static byte[] struct(Object... fields) {
        ByteBuffer out = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        for (Object field : fields) {
            switch (field) {
                case byte[] bytes -> out.put(bytes);
                case InetAddress address -> out.put(address.getAddress());
                case Port port -> out.put((byte) (port.number >> 8)).put((byte) port.number);
                case Byte number -> out.put(number);
                case Short number -> out.putShort(number);
                case Integer number -> out.putInt(number);
                case Long number -> out.putLong(number);
                default -> throw new IllegalArgumentException("no C type for " + field.getClass());
            }
        }
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    static InetAddress ip(String literal) {
        return InetAddress.ofLiteral(literal);
    }

    /// A locally administered MAC address.
    static byte[] mac(int last) {
        return new byte[]{2, 0, 0, 0, 1, (byte) last};
    }

    static byte[] zeros(int count) {
        return new byte[count];
    }

    record Port(int number) {
    }
}
