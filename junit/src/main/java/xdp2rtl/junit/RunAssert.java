package xdp2rtl.junit;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.opentest4j.AssertionFailedError;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.engine.Comparison;
import xdp2rtl.engine.Verdict;
import xdp2rtl.linux.XdpAction;
import xdp2rtl.mapfile.MapFileReader;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.Run;

/// What is asserted of a run. A failure says where it differs first, and the command that shows it again.
public final class RunAssert {
    private final Trial trial;
    private final EngineKind engine;
    private final Run run;

    private RunAssert(Trial trial, EngineKind engine, Run run) {
        this.trial = trial;
        this.engine = engine;
        this.run = run;
    }

    static RunAssert of(Trial trial, EngineKind engine) { return new RunAssert(trial, engine, trial.run(engine)); }

    /// All outcomes, and the maps at the end, are those of other engines.
    public RunAssert agreesWith(EngineKind... others) {
        for (EngineKind other : others) {
            Verdict verdict = Comparison.of(List.of(trial.run(other), run));
            if (!verdict.agrees()) {
                throw failure("%s does not do what %s does: %s".formatted(engine.word(), other.word(), verdict),
                        trial.diffCommand(other, engine));
            }
        }
        return this;
    }

    /// What becomes of each packet, in order.
    public RunAssert returns(XdpAction... actions) {
        if (actions.length != run.outcomes().size()) {
            throw failure("it was given %d packets, and %d actions are expected".formatted(run.outcomes().size(),
                    actions.length));
        }
        return each(packet -> actions[packet]);
    }

    /// What becomes of every packet.
    public RunAssert returnsAlways(XdpAction action) { return each(_ -> action); }

    private RunAssert each(IntFunction<XdpAction> expected) {
        int[] wrong = IntStream.range(0, run.outcomes().size())
                .filter(packet -> !expected.apply(packet).is(run.outcomes().get(packet).action())).toArray();
        if (wrong.length > 0) {
            throw failure("%d of %d packets; the first: packet %d: expected %s, was %s".formatted(wrong.length,
                    run.outcomes().size(), wrong[0], expected.apply(wrong[0]).text(), text(wrong[0])));
        }
        return this;
    }

    private String text(int packet) {
        return switch (run.outcomes().get(packet)) {
            case Outcome.Ran ran -> XdpAction.text(ran.action());
            case Outcome.NotRun(String reason) -> "not run: " + reason;
            case Outcome.Fault(String reason, _) -> "stopped: " + reason;
        };
    }

    /// How many packets an action becomes of.
    public RunAssert counts(XdpAction action, int packets) {
        long found = run.outcomes().stream().filter(outcome -> action.is(outcome.action())).count();
        if (found != packets) {
            throw failure("expected %s of %d packets, was of %d of %d".formatted(action.text(), packets, found,
                    run.outcomes().size()));
        }
        return this;
    }

    /// The bytes of a packet behind the program; packets count from 0.
    public RunAssert leavesPacket(int packet, byte[] bytes) {
        Bytes found = run.outcomes().get(packet) instanceof Outcome.Ran ran ? ran.packet().orElse(Bytes.empty())
                : Bytes.empty();
        return same("packet " + packet, Bytes.of(bytes), found);
    }

    /// What a map holds under a key at the end, on CPU 0 if each has its own.
    public RunAssert leavesEntry(String map, byte[] key, byte[] value) {
        Bytes wanted = Bytes.of(key);
        MapContents.Entry found = contents(map).entries().stream().filter(entry -> entry.key().equals(wanted)).findFirst()
                .orElseThrow(() -> failure("map %s, key %s: expected %s, was no such entry".formatted(map, wanted,
                        Bytes.of(value))));
        return same("map %s, key %s".formatted(map, wanted), Bytes.of(value), found.value(0));
    }

    /// How many entries a map has at the end.
    public RunAssert leavesEntries(String map, int count) {
        int found = contents(map).entries().size();
        if (found != count) { throw failure("map %s: expected %d entries, was %d".formatted(map, count, found)); }
        return this;
    }

    /// What a map holds at the end, as `bpftool map dump -j` prints it.
    public RunAssert leavesMap(String map, Path file) {
        MapSpec spec = trial.program().maps().stream().filter(it -> it.name().equals(map)).findFirst()
                .orElseThrow(() -> noMap(map));
        var wanted = new Run("file", run.outcomes(), new TreeMap<>(Map.of(map,
                MapFileReader.read(file, spec))), run.elapsed());
        Verdict verdict = Comparison.of(List.of(wanted, run));
        if (!verdict.agrees()) { throw failure("map %s is not what %s has: %s".formatted(map, file, verdict)); }
        return this;
    }

    private MapContents contents(String map) {
        MapContents found = run.maps().get(map);
        if (found == null) { throw noMap(map); }
        return found;
    }

    private AssertionFailedError noMap(String map) {
        return failure("it has no map %s; its maps are %s".formatted(map, run.maps().keySet()));
    }

    /// No packet takes more issue slots, the cycles of a saturated core; on MODEL and RTL.
    public RunAssert takesAtMost(long cycles) {
        for (int packet = 0; packet < run.outcomes().size(); packet++) {
            OptionalLong taken = run.outcomes().get(packet).cycles();
            if (taken.isEmpty() && run.outcomes().get(packet) instanceof Outcome.Ran) {
                throw failure("engine %s counts no cycles; MODEL and RTL do".formatted(engine.word()));
            }
            if (taken.orElse(0) > cycles) {
                throw failure("packet %d: expected at most %d cycles, was %d".formatted(packet, cycles,
                        taken.getAsLong()));
            }
        }
        return this;
    }

    /// What the engine gave, for assertions of one's own.
    public Run run() { return run; }

    private RunAssert same(String what, Bytes expected, Bytes found) {
        if (!expected.equals(found)) { throw failure("%s: expected %s, was %s".formatted(what, expected, found)); }
        return this;
    }

    private AssertionFailedError failure(String what) { return failure(what, trial.runCommand(engine)); }

    private AssertionFailedError failure(String what, String command) {
        return new AssertionFailedError("%s on %s: %s\nTo see it again: %s".formatted(trial.xdp(), engine.word(), what,
                command));
    }
}
