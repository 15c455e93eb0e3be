package xdp2rtl.engine.model;

import java.util.List;
import java.util.Optional;
import xdp2rtl.driver.MapStore;
import xdp2rtl.maps.HashDescriptor;

/// The map unit, a cycle at a time: its parts see the state in which the cycle began.
final class MapUnitModel {
    private final MapPort port;
    private final MapHashModel hashing;
    private final MapWalkModel walk;
    private final MapChangeModel change;
    /// What is answered in the cycle that begins.
    private Optional<Answer> answer = Optional.empty();
    private boolean works;
    /// The walk and the change stand still in this cycle.
    private boolean held;

    /// @param latency of the memory
    /// @param room    of the maps, where there are several cores
    MapUnitModel(MapStore memory, int latency, List<HashDescriptor> descriptors, ContextState[] contexts,
            Optional<MapRoom.Port> room) {
        port = new MapPort(memory);
        hashing = new MapHashModel(descriptors);
        walk = new MapWalkModel(port, latency);
        change = new MapChangeModel(port, latency, contexts, room);
    }

    void add(Request added) {
        hashing.add(added);
    }

    /// Whether a request is in it.
    boolean busy() {
        return hashing.busy() || walk.busy() || change.busy() || answer.isPresent();
    }

    /// Whether the last cycle was one in which it could do nothing else: it used its port, or changed a map.
    boolean works() {
        return works;
    }

    /// One cycle, all but its memory write. The context whose request completes in it.
    ///
    /// @param taken whether an addition takes the port
    Optional<ContextState> step(boolean taken) {
        Optional<ContextState> completed = answer.map(it -> {
            it.context().result = it.value();
            return it.context();
        });
        held = taken && (port.asks() || walk.takesPort() || change.reads());
        if (held) {
            answer = Optional.empty();
            hashing.step(false);
            return completed;
        }
        port.begin();
        works = walk.takesPort() || change.busy();
        boolean changing = change.busy();
        walk.work();
        change.step(walk.ended());
        answer = walk.answer().or(change::answer);
        Optional<MapHashModel.Hashed> enters =
                changing ? Optional.empty() : hashing.waiting().filter(it -> walk.takes(it.request()));
        walk.advance(enters);
        hashing.step(enters.isPresent());
        return completed;
    }

    /// Does the write of this cycle: that of the last state.
    void commit() {
        if (!held) {
            port.commit();
        }
    }
}
