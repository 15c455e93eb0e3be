package xdp2rtl.share;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import xdp2rtl.cfg.BasicBlock;
import xdp2rtl.cfg.CallFrame;
import xdp2rtl.cfg.Cfg;
import xdp2rtl.cfg.Node;
import xdp2rtl.cfg.Terminator;
import xdp2rtl.elf.Subprogram;
import xdp2rtl.verifier.Analysis;
import xdp2rtl.verifier.ArgumentKinds;
import xdp2rtl.verifier.Joint;
import xdp2rtl.verifier.Renaming;
import xdp2rtl.verifier.StaleUses;
import xdp2rtl.verifier.State;

/// A program as code that is there once for several calls of a function, where the function is shared and the calls give
/// it the same kinds of things.
///
/// @param units    unit `i` stands at place `i`; unit 0 is the entry
/// @param renaming which frames are one
/// @param sharing  what is there once
public record SharedCode(Analysis analysis, List<Unit> units, Renaming renaming, Sharing sharing) {
    public SharedCode { units = List.copyOf(units); }

    /// The program as it was followed: nothing is shared.
    public static SharedCode of(Analysis analysis) { return of(analysis, Sharing.NONE); }

    /// @param sharing what is to be there once, where that can be
    public static SharedCode of(Analysis analysis, Sharing sharing) {
        Set<Subprogram> functions = Set.copyOf(sharing.functions());
        var renaming = new Renaming(new Frames(analysis.cfg()).with(functions), Map.of());
        boolean agesMeet = !sharing.equals(Sharing.NONE) && agesMeet(analysis);
        int[] first = sharing.paths() ? Paths.merged(analysis, renaming, agesMeet) : Paths.apart(analysis.cfg());
        var kinds = new ArgumentKinds(analysis);
        Set<Subprogram> deep = new HashSet<>();
        Set<List<Integer>> apart = new HashSet<>();
        while (true) {
            List<Body> bodies = bodies(analysis, functions, renaming, first, kinds, deep, apart);
            var walk = new UnitWalk(analysis, renaming, first, bodies);
            try {
                var code = new SharedCode(analysis, walk.units(), renaming, new Sharing(bodies.stream()
                        .map(body -> body.function).distinct().sorted(Comparator.comparingInt(Subprogram::start))
                        .toList(),
                        sharing.paths())).named();
                for (Unit unit : code.units) {
                    // Paths that meet again have been looked at.
                    Optional<Body> body = walk.bodyOf(unit.id());
                    if (body.isPresent() && unit.copies().size() > 1 && !code.joint(unit).holds(agesMeet)) {
                        throw new Apart(body.get().id);
                    }
                }
                return code;
            } catch (Apart refused) {
                Body body = bodies.get(refused.body());
                // What pointers on the stack lead to is asked only where it matters.
                if (!deep.add(body.function)) {
                    apart.add(body.entries);
                }
            }
        }
    }

    /// The functions that can be shared, those first that make the program shortest.
    public static List<Subprogram> candidates(Analysis analysis) {
        Cfg cfg = analysis.cfg();
        Set<Subprogram> calling = new HashSet<>();
        Set<Subprogram> entered = new TreeSet<>((a, b) -> Integer.compare(a.start(), b.start()));
        for (BasicBlock block : cfg.blocks()) {
            if (block.flow() instanceof Terminator.TailCall) {
                for (int f = block.frame(); f >= 0; f = cfg.frames().get(f).caller()) {
                    calling.add(cfg.frames().get(f).function());
                }
            }
            if (block.flow() instanceof Terminator.Enter enter) {
                CallFrame frame = cfg.frames().get(enter.frame());
                if (frame.function().start() < cfg.program().slots()) {
                    entered.add(frame.function());
                }
            }
        }
        entered.removeAll(calling);
        return new Frames(cfg).shortening(entered);
    }

    /// How many instructions there are.
    public int size() {
        return units.stream().filter(unit -> unit.copies().stream().anyMatch(analysis::isReached))
                .mapToInt(unit -> unit.code().orElseThrow().nodes().size() + 1).sum();
    }

    /// What is known in a unit, from its start.
    public Joint joint(Unit unit) {
        return new Joint(analysis, renaming, unit.code().orElseThrow(), unit.copies());
    }

    /// Names of records are those of the instructions that reserve them.
    private SharedCode named() {
        Map<Integer, Integer> nodes = new HashMap<>();
        for (Unit unit : units) {
            for (int copy : unit.copies()) {
                List<Node> own = analysis.cfg().blocks().get(copy).nodes();
                for (int i = 0; i < own.size(); i++) {
                    nodes.put(own.get(i).id(), unit.code().orElseThrow().nodes().get(i).id());
                }
            }
        }
        return new SharedCode(analysis, units, new Renaming(renaming.frames(), nodes), sharing);
    }

    private static List<Body> bodies(Analysis analysis, Set<Subprogram> functions, Renaming renaming,
            int[] entries, ArgumentKinds kinds, Set<Subprogram> deep, Set<List<Integer>> apart) {
        Cfg cfg = analysis.cfg();
        Map<String, Set<Integer>> groups = new LinkedHashMap<>();
        Map<String, Subprogram> called = new HashMap<>();
        for (BasicBlock block : cfg.blocks()) {
            if (block.flow() instanceof Terminator.Enter(_, int frame, int first) && analysis.isReached(block.id())
                    && functions.contains(cfg.frames().get(frame).function())) {
                Subprogram function = cfg.frames().get(frame).function();
                String kind = function.start() + ": " + kinds.of(first, renaming, deep.contains(function));
                called.put(kind, function);
                groups.computeIfAbsent(kind, _ -> new TreeSet<>()).add(entries[first]);
            }
        }
        List<Body> bodies = new ArrayList<>();
        Set<Integer> taken = new HashSet<>();
        groups.forEach((kind, own) -> {
            own.removeIf(entry -> !taken.add(entry));
            if (own.size() > 1 && !apart.contains(List.copyOf(own))) {
                bodies.add(new Body(bodies.size(), called.get(kind), List.copyOf(own)));
            }
        });
        return bodies;
    }

    /// Whether what pointed into the packet before its borders moved is set against what does so later.
    private static boolean agesMeet(Analysis analysis) {
        for (BasicBlock block : analysis.cfg().blocks()) {
            if (analysis.isReached(block.id())) {
                State state = analysis.before(block.id()).orElseThrow();
                for (Node node : block.nodes()) {
                    if (StaleUses.isOne(state, node)) { return true; }
                    analysis.transfer().step(state, node);
                }
                if (block.flow().node().filter(node -> StaleUses.isOne(state, node)).isPresent()) { return true; }
            }
        }
        return false;
    }
}
