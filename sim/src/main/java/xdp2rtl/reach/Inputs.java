package xdp2rtl.reach;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.fib.Link;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.port.Context;
import xdp2rtl.port.Freedoms;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Stimulus;

/// What one packet's run depends on.
///
/// @param maps by number of the map, those that are given something; a value for each key
record Inputs(Bytes packet, Map<Integer, Map<Bytes, Bytes>> maps, Context context, Freedoms freedoms) {
    /// Interface numbers above these are none that anybody has.
    private static final int MOST_INTERFACES = 64;
    /// The loopback has one queue; this interface is any other one.
    private static final int ETHERNET = 2;
    private static final int MOST_QUEUES = 1024;

    /// What a program's maps hold if nobody gives them anything, as far as that is given by name.
    static Inputs of(Stimulus base, Bytes packet) {
        Map<Integer, Map<Bytes, Bytes>> maps = new HashMap<>();
        List<MapSpec> specs = base.program().maps();
        for (int map = 0; map < specs.size(); map++) {
            var values = new HashMap<Bytes, Bytes>();
            base.initial(specs.get(map)).entries().forEach(entry -> values.put(entry.key(), entry.value(0)));
            if (!values.isEmpty()) {
                maps.put(map, Map.copyOf(values));
            }
        }
        return new Inputs(packet, Map.copyOf(maps), base.context(), base.freedoms());
    }

    Optional<Bytes> value(int map, Bytes key) {
        return Optional.ofNullable(maps.getOrDefault(map, Map.of()).get(key));
    }

    long get(Program program, Variable variable) {
        return switch (variable) {
            case Variable.PacketByte(int at) -> at < packet.length() ? packet.number(at, 1, false) : 0;
            case Variable.Length _ -> packet.length();
            case Variable.MapByte(int map, Bytes key, int at) ->
                value(map, key).or(() -> program.maps().get(map).contents())
                        .map(value -> value.number(at, 1, false)).orElse(0L);
            case Variable.Interface _ -> context.ifindex();
            case Variable.Queue _ -> context.rxQueue();
            case Variable.Time _ -> freedoms.nanoseconds();
            case Variable.Lot _ -> freedoms.random() & 0xffff_ffffL;
        };
    }

    /// The same but for one thing; empty where it cannot have this value.
    Optional<Inputs> with(Program program, Variable variable, long value) {
        if ((value & ~variable.mask()) != 0) { return Optional.empty(); }
        return switch (variable) {
            case Variable.PacketByte(int at) -> {
                if (at >= packet.length()) { yield Optional.empty(); }
                byte[] bytes = packet.toArray();
                bytes[at] = (byte) value;
                yield Optional.of(withPacket(bytes));
            }
            case Variable.Length _ -> value < CoreConfig.MIN_PACKET || value > CoreConfig.MAX_LINEAR ? Optional.empty()
                    : Optional.of(withPacket(Arrays.copyOf(packet.toArray(), (int) value)));
            case Variable.MapByte(int map, Bytes key, int at) -> {
                MapSpec spec = program.maps().get(map);
                byte[] bytes = value(map, key).or(spec::contents).map(Bytes::toArray)
                        .orElseGet(() -> new byte[spec.valueSize()]);
                bytes[at] = (byte) value;
                yield Optional.of(with(map, key, Bytes.of(bytes)));
            }
            case Variable.Interface _ -> value < 1 || value > MOST_INTERFACES ? Optional.empty()
                    : Optional.of(new Inputs(packet, maps, new Context((int) value, context.rxQueue()), freedoms));
            case Variable.Queue _ -> value >= MOST_QUEUES ? Optional.empty()
                    : Optional.of(new Inputs(packet, maps, new Context(value > 0 && context.ifindex() == Link.LOOPBACK
                            ? ETHERNET : context.ifindex(), (int) value), freedoms));
            case Variable.Time _ -> Optional.of(new Inputs(packet, maps, context,
                    new Freedoms(value, freedoms.random(), freedoms.cpu())));
            case Variable.Lot _ -> Optional.of(new Inputs(packet, maps, context,
                    new Freedoms(freedoms.nanoseconds(), (int) value, freedoms.cpu())));
        };
    }

    private Inputs withPacket(byte[] bytes) {
        return new Inputs(Bytes.of(bytes), maps, context, freedoms);
    }

    Inputs with(int map, Bytes key, Bytes value) {
        var values = new HashMap<>(maps.getOrDefault(map, Map.of()));
        values.put(key, value);
        return withValues(map, values);
    }

    Inputs without(int map, Bytes key) {
        var values = new HashMap<>(maps.getOrDefault(map, Map.of()));
        values.remove(key);
        return withValues(map, values);
    }

    Inputs withValues(int map, Map<Bytes, Bytes> values) {
        var all = new HashMap<>(maps);
        all.put(map, Map.copyOf(values));
        return new Inputs(packet, Map.copyOf(all), context, freedoms);
    }

    /// As engines take it.
    Stimulus stimulus(Stimulus base) {
        return new Stimulus(base.program(), List.of(new Packet(packet, Optional.empty())), context,
                contents(base.program(), maps), freedoms, base.fib());
    }

    /// Contents by name. A value is what every CPU has.
    static Map<String, MapContents> contents(Program program, Map<Integer, Map<Bytes, Bytes>> maps) {
        Map<String, MapContents> contents = new TreeMap<>();
        maps.forEach((map, values) -> {
            MapSpec spec = program.maps().get(map);
            contents.put(spec.name(), new MapContents(values.entrySet().stream()
                    .map(entry -> new MapContents.Entry(entry.getKey(), spec.isPerCpu()
                            ? List.of(entry.getValue(), entry.getValue()) : List.of(entry.getValue())))
                    .toList()).canonical(spec));
        });
        return contents;
    }
}
