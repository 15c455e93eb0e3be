package xdp2rtl.port;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import xdp2rtl.elf.Bytes;

/// What a program leaves for the host while it works on a packet.
public sealed interface Emission {
    /// For messages.
    String text();

    /// In the order of what it is left in, which of several it was first nobody tells; in one of them in its order.
    static List<Emission> byMap(List<Emission> emissions) {
        return emissions.stream().sorted(Comparator.comparing(Emission::place)).toList();
    }

    private String place() {
        return switch (this) {
            case Printed _, LostTexts _ -> "";
            case Recorded(String map, _) -> map;
        };
    }

    /// A text that it prints (bpf_trace_printk), as far as Linux shows it.
    record Printed(String text) implements Emission {}

    /// Texts that found no room on a card, behind those that did.
    record LostTexts(long count) implements Emission {
        @Override public String text() {
            return "%,d texts that found no room".formatted(count);
        }
    }

    /// A record for whoever listens at a map.
    ///
    /// @param data of bpf_perf_event_output filled with zeroes as the kernel's rings fill it: its length and the data
    /// are
    ///             a multiple of 8 bytes; of rings that all CPUs share, what the program gave
    record Recorded(String map, Bytes data) implements Emission {
        /// Of bpf_perf_event_output.
        /// @param data the bytes that the program gave
        public static Recorded of(String map, byte[] data) {
            int filled = (data.length + Integer.BYTES + 7 & ~7) - Integer.BYTES;
            return new Recorded(map, Bytes.of(Arrays.copyOf(data, filled)));
        }

        @Override public String text() {
            return "map %s: %s".formatted(map, data);
        }
    }
}
