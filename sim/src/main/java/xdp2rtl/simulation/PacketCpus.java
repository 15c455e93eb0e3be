package xdp2rtl.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import xdp2rtl.compile.Compiled;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.port.Freedoms;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Stimulus;

/// Which CPU, a context of one of the cores, gets which of the packets that come one after the other, and so what each
/// core counts.
///
/// Packets go to the cores in turn, and in each to its contexts in turn; what packets of different CPUs share they only
/// read or add to (`flow.MapPlaces`), so each CPU's packets can be run for themselves. Where what they share is kept by
/// flow, and where there is one core, all are context 0's of core 0 (SEQUENTIAL).
record PacketCpus(int cores, int contexts) {
    /// COUNT_ACTIONS counts all that is no action of Linux here.
    static final int OTHER_ACTIONS = 5;

    static PacketCpus of(Compiled compiled) {
        int cores = compiled.config().cores();
        boolean inTurn = cores > 1 && !compiled.places().dispatch(cores).byFlow();
        return inTurn ? new PacketCpus(cores, compiled.config().contexts()) : new PacketCpus(1, 1);
    }

    boolean isOne() { return cores * contexts == 1; }

    /// Packets of each core by action, and by all others in the last element.
    List<int[]> counts(Stimulus stimulus) {
        List<int[]> counts = IntStream.range(0, cores).mapToObj(_ -> new int[OTHER_ACTIONS + 1]).toList();
        for (int cpu = 0; cpu < cores * contexts; cpu++) {
            int[] core = counts.get(cpu / contexts);
            for (Outcome outcome : outcomes(stimulus, cpu)) {
                core[(int) Math.min(outcome.action(), OTHER_ACTIONS)]++;
            }
        }
        return counts;
    }

    private List<Outcome> outcomes(Stimulus stimulus, int cpu) {
        Stimulus of = of(stimulus, cpu);
        if (of.packets().isEmpty()) { return List.of(); }
        try (var interpreter = new Interpreter()) {
            return interpreter.run(of).outcomes();
        }
    }

    /// A CPU's packets, with what it sees.
    private Stimulus of(Stimulus stimulus, int cpu) {
        if (isOne()) { return stimulus; }
        int first = cpu % contexts * cores + cpu / contexts;
        var packets = new ArrayList<Packet>();
        for (int number = first; number < stimulus.packets().size(); number += cores * contexts) {
            packets.add(stimulus.packets().get(number));
        }
        Freedoms freedoms = stimulus.freedoms();
        return stimulus.withPackets(packets).withMaps(contents(stimulus, cpu))
                .withFreedoms(new Freedoms(freedoms.nanoseconds(), freedoms.random(), cpu, freedoms.cpus()));
    }

    private Map<String, MapContents> contents(Stimulus stimulus, int cpu) {
        Map<String, MapSpec> specs =
                stimulus.program().maps().stream().collect(Collectors.toMap(MapSpec::name, map -> map));
        var contents = new HashMap<>(stimulus.maps());
        contents.replaceAll((name, of) -> specs.get(name).isPerCpu()
                ? new MapContents(of.onCpus(specs.get(name), cores * contexts).entries().stream()
                        .map(entry -> MapContents.Entry.of(entry.key(), entry.value(cpu))).toList())
                : of);
        return contents;
    }
}
