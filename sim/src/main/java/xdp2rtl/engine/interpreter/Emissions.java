package xdp2rtl.engine.interpreter;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.linux.Errno;
import xdp2rtl.linux.EventFlags;
import xdp2rtl.linux.PrintFormat;
import xdp2rtl.port.Emission;

/// What the program has left for the host while it worked on the packet: bpf_perf_event_output (net/core/filter.c,
/// kernel/trace/bpf_trace.c) and what it printed.
final class Emissions {
    private final AddressSpace memory;
    private final PacketBuffer packet;
    private final List<Emission> emitted = new ArrayList<>();

    Emissions(AddressSpace memory, PacketBuffer packet) {
        this.memory = memory;
        this.packet = packet;
    }

    void startPacket() {
        emitted.clear();
    }

    List<Emission> emitted() {
        return List.copyOf(emitted);
    }

    /// A listener waits at the entry of each CPU, and gets what its own CPU leaves.
    long output(MapSpec map, long flags, long address, int size, int cpu) {
        long packetBytes = (flags & EventFlags.PACKET_BYTES) >>> EventFlags.PACKET_SHIFT;
        if ((flags & ~(EventFlags.PACKET_BYTES | EventFlags.INDEX)) != 0) { return Errno.EINVAL.result(); }
        if (packetBytes > packet.packet().length()) { return Errno.EFAULT.result(); }
        long index = flags & EventFlags.INDEX;
        // Without a number of entries there are as many as CPUs, as libbpf has it.
        boolean own = index == EventFlags.CURRENT_CPU || index == cpu && map.maxEntries() == 0;
        if (!own && index >= Integer.toUnsignedLong(map.maxEntries())) { return Errno.E2BIG.result(); }
        if (!own && index != cpu) { return Errno.EOPNOTSUPP.result(); }
        var data = new ByteArrayOutputStream();
        data.writeBytes(size == 0 ? new byte[0] : memory.read(address, size));
        data.write(packet.packet().toArray(), 0, (int) packetBytes);
        emitted.add(Emission.Recorded.of(map.name(), data.toByteArray()));
        return 0;
    }

    /// @param arguments in registers: numbers and addresses
    /// @return nothing that a program may look at
    long print(byte[] bytes, long... arguments) {
        try {
            PrintFormat format = PrintFormat.of(bytes);
            List<PrintFormat.Part.Conversion> conversions = format.conversions();
            String text = format.text(IntStream.range(0, conversions.size())
                    .mapToObj(i -> argument(conversions.get(i).kind(), arguments[i]))
                    .toList());
            emitted.add(new Emission.Printed(text));
            return 0;
        } catch (PrintFormat.Wrong wrong) {
            throw new Stop("prints a format that cannot be printed: " + wrong.getMessage());
        }
    }

    private byte[] argument(PrintFormat.Kind kind, long argument) {
        if (kind == PrintFormat.Kind.TEXT) { return memory.readText(argument); }
        return kind.isAddress() ? memory.read(argument, kind.bytes()) : little(argument);
    }

    private static byte[] little(long value) {
        byte[] bytes = new byte[Long.BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (value >>> Byte.SIZE * i);
        }
        return bytes;
    }
}
