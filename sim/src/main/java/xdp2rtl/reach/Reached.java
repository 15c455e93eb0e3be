package xdp2rtl.reach;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import xdp2rtl.capture.MadeTrace;
import xdp2rtl.capture.TraceGenerator;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Stimulus;

/// Runs that reach the blocks of a program.
///
/// @param blocks  slots at which a block begins
/// @param reached those of them that the scenes' packets come to
public record Reached(Program program, List<Scene> scenes, List<Integer> blocks, List<Integer> reached) {
    /// Instructions that are run before the search is given up, unless something else is said.
    public static final long EFFORT = 30_000_000;
    private static final int LARGE = 1500;

    /// Looks for them. The same for the same seed.
    /// @param base   the program, and what all of its runs have: contents of maps to begin with, where packets come in,
    ///               the network; packets to begin with, beside our own
    /// @param effort instructions that are run before the search is given up
    public static Reached of(Stimulus base, long seed, long effort) {
        Stimulus none = new Stimulus(base.program(), List.of(), base.context(), base.maps(), base.freedoms(),
                base.fib());
        List<Scene> scenes = Scenes.of(none, new BlockSearch(none, seed, effort).search(first(base)));
        var blocks = Blocks.of(base.program());
        var seen = new Scenes.Seen();
        for (Scene scene : scenes) {
            try (var interpreter = new Interpreter(seen)) {
                interpreter.watch(scene.stimulus());
            }
        }
        var reached = (BitSet) blocks.clone();
        reached.and(seen.slots());
        return new Reached(base.program(), scenes, blocks.stream().boxed().toList(),
                reached.stream().boxed().toList());
    }

    private static List<Bytes> first(Stimulus base) {
        var packets = new ArrayList<>(base.packets().stream().map(Packet::bytes).toList());
        TraceGenerator.mixed(MadeTrace.SEED, MadeTrace.FLOWS, MadeTrace.PACKETS).forEach(packet -> {
            packets.add(Bytes.of(packet));
        });
        packets.add(Bytes.of(new byte[LARGE]));
        return packets;
    }

    /// Slots at which a block begins that no packet comes to.
    public List<Integer> missing() {
        return blocks.stream().filter(slot -> !reached.contains(slot)).toList();
    }

    /// All packets.
    public int packets() {
        return scenes.stream().mapToInt(scene -> scene.packets().size()).sum();
    }
}
