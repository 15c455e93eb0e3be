package xdp2rtl.port;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import xdp2rtl.compile.Compiled;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.flow.MapPlaces;
import xdp2rtl.isa.Bundle;
import xdp2rtl.isa.Dispatch;
import xdp2rtl.maps.HashDescriptor;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.maps.Placement;

/// A core's settings before the first packet of a run; the same for the model and for the hardware.
///
/// @param program     the bundles, from address 0
/// @param descriptors of the hash maps, by number
/// @param cpuBase     address of context 0's per-CPU part
/// @param cpuBytes    distance between the contexts' per-CPU parts
/// @param sequential  one packet at a time, all on context 0
/// @param emitAll     dropped and aborted packets leave on the output stream too
/// @param slotLimit   bundles after which a packet is aborted
/// @param time        the frozen clock, in nanoseconds
/// @param random      the frozen random number
/// @param dispatch    how packets are dealt out to several cores
/// @param room        of the hash maps, by number: keys that all cores together can still add, 0 where that is not counted
/// @param fragments   the program takes packets in fragments, so all that a frame holds
public record CoreSetup(List<Bundle> program, List<HashDescriptor> descriptors, int cpuBase, int cpuBytes,
        boolean sequential,
        boolean emitAll, int slotLimit, long time, int random, Dispatch dispatch,
        List<Integer> room, boolean fragments) {
    public CoreSetup {
        program = List.copyOf(program);
        descriptors = List.copyOf(descriptors);
        room = List.copyOf(room);
    }

    /// Of packets without fragments.
    public CoreSetup(List<Bundle> program, List<HashDescriptor> descriptors, int cpuBase, int cpuBytes,
            boolean sequential, boolean emitAll, int slotLimit, long time, int random, Dispatch dispatch,
            List<Integer> room) {
        this(program, descriptors, cpuBase, cpuBytes, sequential, emitAll, slotLimit, time, random, dispatch, room,
                false);
    }

    /// Of cores that packets go to in turn.
    public CoreSetup(List<Bundle> program, List<HashDescriptor> descriptors, int cpuBase, int cpuBytes,
            boolean sequential, boolean emitAll, int slotLimit, long time, int random) {
        this(program, descriptors, cpuBase, cpuBytes, sequential, emitAll, slotLimit, time, random, Dispatch.IN_TURN,
                List.of());
    }

    /// The same with packets dealt out in another way, and other counts of keys.
    public CoreSetup with(Dispatch other, List<Integer> otherRoom) {
        return new CoreSetup(program, descriptors, cpuBase, cpuBytes, sequential, emitAll, slotLimit, time, random,
                other, otherRoom, fragments);
    }

    /// The settings for a compiled program.
    ///
    /// @param sequential one packet at a time, all of them emitted; else as many as there are contexts
    /// @throws InputError for a CPU other than 0, which a sequential run does not have
    public static CoreSetup of(Compiled compiled, Stimulus stimulus, boolean sequential) {
        Freedoms freedoms = stimulus.freedoms();
        if (freedoms.cpu() != 0) {
            throw new InputError("--cpu", "the core runs packets on context 0 when it runs them one by one");
        }
        return new CoreSetup(compiled.schedule().bundles(), compiled.layout().descriptors(),
                compiled.layout().cpuBase(0),
                compiled.layout().cpuBytes(), sequential, sequential, compiled.bundleLimit(), freedoms.nanoseconds(),
                freedoms.random(), dispatch(compiled.places(), compiled.config().cores(), stimulus),
                room(compiled.layout(), stimulus), compiled.takesFragments());
    }

    /// How packets are dealt out if the maps begin with what a stimulus gives them.
    public static Dispatch dispatch(MapPlaces places, int cores, Stimulus stimulus) {
        Map<String, List<Bytes>> keys = stimulus.program().maps().stream().collect(Collectors.toMap(MapSpec::name,
                map -> stimulus.initial(map).entries().stream().map(MapContents.Entry::key).toList()));
        return places.dispatch(cores, keys::get);
    }

    /// Of each hash map, by number.
    public static List<Integer> room(MapLayout layout, Stimulus stimulus) {
        var room = new ArrayList<Integer>();
        for (Placement placement : layout.placements()) {
            if (placement instanceof Placement.Hash hash) {
                room.add(hash.descriptor().counted() == 0 ? 0
                        : hash.map().maxEntries() - stimulus.initial(hash.map()).entries().size());
            }
        }
        return room;
    }
}
