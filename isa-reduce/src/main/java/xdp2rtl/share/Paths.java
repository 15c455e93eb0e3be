package xdp2rtl.share;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import xdp2rtl.cfg.BasicBlock;
import xdp2rtl.cfg.Cfg;
import xdp2rtl.cfg.Node;
import xdp2rtl.verifier.Analysis;
import xdp2rtl.verifier.Joint;
import xdp2rtl.verifier.Renaming;

/// Paths that were kept apart, and meet again where nothing that is done depends on which of them a run has taken.
///
/// Blocks are one if they do the same, if that can be done with what is known of all of them together, and if they go
/// on alike. It is the coarsest such division that starts from the blocks that do the same, as the states of an
/// automaton are made fewer (Moore).
final class Paths {
    private final Analysis analysis;
    private final Cfg cfg;
    private final Renaming renaming;
    private final boolean agesMeet;

    private Paths(Analysis analysis, Renaming renaming, boolean agesMeet) {
        this.analysis = analysis;
        this.cfg = analysis.cfg();
        this.renaming = renaming;
        this.agesMeet = agesMeet;
    }

    /// By block, the first of those that are one.
    static int[] apart(Cfg cfg) {
        int[] alone = new int[cfg.blocks().size()];
        Arrays.setAll(alone, block -> block);
        return alone;
    }

    /// By block, the first of those that are one.
    static int[] merged(Analysis analysis, Renaming renaming, boolean agesMeet) {
        return new Paths(analysis, renaming, agesMeet).merged();
    }

    private int[] merged() {
        Map<Object, List<Integer>> alike = new LinkedHashMap<>();
        for (BasicBlock block : cfg.blocks()) {
            alike.computeIfAbsent(work(block), _ -> new ArrayList<>()).add(block.id());
        }
        int[] first = settled(firsts(alike.values().stream().toList()));
        List<List<Integer>> groups = new ArrayList<>();
        for (List<Integer> group : groups(first)) {
            groups.addAll(agreeing(group));
        }
        return settled(firsts(groups));
    }

    /// What a block does, in its frame, and how it ends.
    private static Object work(BasicBlock block) {
        return List.of(block.frame(), block.nodes().stream().map(Paths::work).toList(), block.flow().getClass(),
                block.flow().node().map(Paths::work));
    }

    private static Object work(Node node) { return List.of(node.place(), node.instruction()); }

    /// Whether two blocks do the same, be it in copies of a frame, and end in the same way.
    static boolean doTheSame(BasicBlock one, BasicBlock other) {
        return one.flow().getClass() == other.flow().getClass()
                && one.flow().node().map(Paths::work).equals(other.flow().node().map(Paths::work))
                && one.nodes().stream().map(Paths::work).toList()
                        .equals(other.nodes().stream().map(Paths::work).toList());
    }

    /// Blocks go on alike if what follows them on each way is one.
    private int[] settled(int[] start) {
        int[] first = start;
        while (true) {
            Map<List<Integer>, List<Integer>> parts = new LinkedHashMap<>();
            for (BasicBlock block : cfg.blocks()) {
                List<Integer> key = new ArrayList<>(List.of(first[block.id()]));
                for (int next : block.flow().successors()) {
                    key.add(first[next]);
                }
                parts.computeIfAbsent(key, _ -> new ArrayList<>()).add(block.id());
            }
            int[] finer = firsts(parts.values().stream().toList());
            if (Arrays.equals(finer, first)) { return finer; }
            first = finer;
        }
    }

    private int[] firsts(List<List<Integer>> groups) {
        int[] first = new int[cfg.blocks().size()];
        groups.forEach(group -> group.forEach(block -> first[block] = group.getFirst()));
        return first;
    }

    private static List<List<Integer>> groups(int[] first) {
        Map<Integer, List<Integer>> groups = new LinkedHashMap<>();
        for (int block = 0; block < first.length; block++) {
            groups.computeIfAbsent(first[block], _ -> new ArrayList<>()).add(block);
        }
        return List.copyOf(groups.values());
    }

    /// The blocks in groups of which what is known together is enough. No run comes to some; they go with any.
    private List<List<Integer>> agreeing(List<Integer> blocks) {
        if (blocks.size() == 1 || holds(blocks)) { return List.of(blocks); }
        List<List<Integer>> groups = new ArrayList<>();
        for (int block : blocks) {
            List<Integer> home = null;
            for (List<Integer> group : groups) {
                List<Integer> with = new ArrayList<>(group);
                with.add(block);
                if (home == null && holds(with)) {
                    home = group;
                }
            }
            if (home == null) {
                groups.add(new ArrayList<>(List.of(block)));
            } else {
                home.add(block);
            }
        }
        return groups;
    }

    private boolean holds(List<Integer> blocks) {
        BasicBlock code = renaming.of(cfg.blocks().get(blocks.getFirst()));
        return new Joint(analysis, renaming, code, blocks).holds(agesMeet);
    }
}
