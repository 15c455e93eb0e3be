package xdp2rtl.port;

import java.util.List;
import xdp2rtl.compile.Compiled;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.isa.Bundle;
import xdp2rtl.isa.Dispatch;
import xdp2rtl.maps.HashDescriptor;

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
public record CoreSetup(List<Bundle> program, List<HashDescriptor> descriptors, int cpuBase, int cpuBytes,
        boolean sequential,
        boolean emitAll, int slotLimit, long time, int random, Dispatch dispatch) {
    public CoreSetup {
        program = List.copyOf(program);
        descriptors = List.copyOf(descriptors);
    }

    /// Of cores that packets go to in turn.
    public CoreSetup(List<Bundle> program, List<HashDescriptor> descriptors, int cpuBase, int cpuBytes,
            boolean sequential, boolean emitAll, int slotLimit, long time, int random) {
        this(program, descriptors, cpuBase, cpuBytes, sequential, emitAll, slotLimit, time, random, Dispatch.IN_TURN);
    }

    /// The same with packets dealt out in another way.
    public CoreSetup with(Dispatch other) {
        return new CoreSetup(program, descriptors, cpuBase, cpuBytes, sequential, emitAll, slotLimit, time, random,
                other);
    }

    /// The settings for a compiled program.
    ///
    /// @param sequential one packet at a time, all of them emitted; else as many as there are contexts
    /// @throws InputError for a CPU other than 0, which a sequential run does not have
    public static CoreSetup of(Compiled compiled, Freedoms freedoms, boolean sequential) {
        if (freedoms.cpu() != 0) {
            throw new InputError("--cpu", "the core runs packets on context 0 when it runs them one by one");
        }
        return new CoreSetup(compiled.schedule().bundles(), compiled.layout().descriptors(),
                compiled.layout().cpuBase(0),
                compiled.layout().cpuBytes(), sequential, sequential, compiled.bundleLimit(), freedoms.nanoseconds(),
                freedoms.random(), compiled.places().dispatch(compiled.config().cores()));
    }
}
