package xdp2rtl.engine.model;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// How many keys all cores together can still add to each hash map (`docs/machine.md`, section 10). One core is served
/// in a cycle.
final class MapRoom {
    /// What a core waits for.
    ///
    /// @param adds a key is added; else one is deleted
    private record Asked(int core, int map, boolean adds) {}

    /// @param granted whether the map had room for the key
    record Answered(int core, boolean granted) {}

    private final int[] room;
    private final Asked[] waiting;
    private int last;
    private Consumer<Answered> watch = _ -> {};
    private Optional<Asked> chosen = Optional.empty();
    private Optional<Answered> decided = Optional.empty();
    /// The answer that stands in this cycle.
    private Optional<Answered> standing = Optional.empty();

    /// @param room of each hash map; maps behind the last have none
    MapRoom(int cores, List<Integer> room) {
        this.room = room.stream().mapToInt(Integer::intValue).toArray();
        waiting = new Asked[cores];
        last = cores - 1;
    }

    /// One core's side of it.
    final class Port {
        private final int core;

        private Port(int core) {
            this.core = core;
        }

        /// Asks, in the cycle that runs.
        void ask(int map, boolean adds) {
            waiting[core] = new Asked(core, map, adds);
        }

        /// Whether what was asked is granted, if that is answered in the cycle that runs.
        Optional<Boolean> answer() {
            return standing.filter(answer -> answer.core == core).map(Answered::granted);
        }
    }

    /// Whoever wants to see each change in the order in which they are counted.
    void onCount(Consumer<Answered> listener) {
        watch = listener;
    }

    Port port(int core) {
        return new Port(core);
    }

    /// A cycle begins, in which cores ask afterwards.
    void step() {
        standing = decided;
        decided = chosen.map(this::decide);
        chosen = choose();
    }

    private Answered decide(Asked asked) {
        boolean granted = !asked.adds || room[asked.map] != 0;
        if (granted) {
            room[asked.map] += asked.adds ? -1 : 1;
        }
        var answer = new Answered(asked.core, granted);
        watch.accept(answer);
        return answer;
    }

    private Optional<Asked> choose() {
        for (int i = 1; i <= waiting.length; i++) {
            int core = (last + i) % waiting.length;
            if (waiting[core] != null) {
                Asked asked = waiting[core];
                waiting[core] = null;
                last = core;
                return Optional.of(asked);
            }
        }
        return Optional.empty();
    }
}
