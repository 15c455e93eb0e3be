package xdp2rtl.verifier;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import xdp2rtl.cfg.BasicBlock;
import xdp2rtl.cfg.Node;
import xdp2rtl.cfg.Terminator;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.Registers;
import xdp2rtl.linux.Helper;
import xdp2rtl.linux.HelperEffect;

/// Where a program holds the lock of a map's value. One at a time, of one map until it is given back, which is before
/// the program ends; no helper is called meanwhile (`process_spin_lock` and `check_resource_leak` of Linux,
/// kernel/bpf/verifier.c).
final class LockUses {
    private static final List<Integer> NONE = List.of();

    private final Analysis analysis;
    private final Refusal refusal;
    /// By block, the maps of which one's lock may be held where it begins; several where paths meet.
    private final Map<Integer, Set<List<Integer>>> before = new HashMap<>();

    private LockUses(Analysis analysis) {
        this.analysis = analysis;
        this.refusal = new Refusal(analysis.cfg());
    }

    /// @param visited is told the block that is looked at
    /// @throws xdp2rtl.diagnostic.InputError where a program does not do so on every path
    static LockUses of(Analysis analysis, IntConsumer visited) {
        var uses = new LockUses(analysis);
        boolean locks = analysis.cfg().blocks().stream().flatMap(block -> block.nodes().stream())
                .anyMatch(node -> change(node).isPresent());
        if (locks) {
            uses.follow(visited);
        }
        return uses;
    }

    /// The helper that takes or gives back a lock, if the instruction calls one.
    static Optional<Helper> change(Node node) {
        return helper(node)
                .filter(helper -> helper.effect() == HelperEffect.LOCKS || helper.effect() == HelperEffect.UNLOCKS);
    }

    private static Optional<Helper> helper(Node node) {
        return node.instruction() instanceof Instruction.Call(CallTarget.HelperNumber(int number)) ? Helper.of(number)
                : Optional.empty();
    }

    /// Whether a lock is held on every path to a block.
    boolean isHeldBefore(int block) {
        return before.containsKey(block) && !before.get(block).contains(NONE);
    }

    private void follow(IntConsumer visited) {
        var open = new TreeSet<Integer>(Set.of(0));
        before.put(0, new HashSet<>(Set.of(NONE)));
        while (!open.isEmpty()) {
            BasicBlock block = analysis.cfg().blocks().get(open.removeFirst());
            visited.accept(block.id());
            State state = analysis.before(block.id()).orElseThrow();
            Set<List<Integer>> held = before.get(block.id());
            for (Node node : block.nodes()) {
                held = after(state, node, held);
                analysis.transfer().step(state, node);
            }
            if (block.flow() instanceof Terminator.End(Node exit)) {
                refuse(exit, held, "ends the program");
            }
            if (block.flow() instanceof Terminator.TailCall tail) {
                refuse(tail.call(), held, "calls helper " + Helper.TAIL_CALL.text());
            }
            for (int next : analysis.successors(block, state)) {
                if (before.computeIfAbsent(next, _ -> new HashSet<>()).addAll(held)) {
                    open.add(next);
                }
            }
        }
    }

    private Set<List<Integer>> after(State state, Node node, Set<List<Integer>> held) {
        Optional<Helper> helper = helper(node);
        if (helper.isEmpty()) { return held; }
        if (helper.get().effect() != HelperEffect.UNLOCKS) {
            refuse(node, held, "calls helper " + helper.get().text());
            return helper.get().effect() == HelperEffect.LOCKS ? Set.of(maps(state, node)) : held;
        }
        if (!held.equals(Set.of(maps(state, node)))) {
            throw refusal.of(node, held.contains(NONE) ? "gives back a lock that may not be held"
                    : "gives back a lock of another map than is held", "Linux refuses that too", "");
        }
        return Set.of(NONE);
    }

    private void refuse(Node node, Set<List<Integer>> held, String what) {
        held.stream().filter(maps -> !maps.equals(NONE)).findFirst().ifPresent(maps -> {
            throw refusal.of(node,
                    "%s while the lock of a value of map %s may be held".formatted(what,
                            refusal.map(maps.getFirst()).name()),
                    "Linux refuses that too", "Call bpf_spin_unlock() first");
        });
    }

    /// Types have let the call pass.
    private static List<Integer> maps(State state, Node node) {
        return ((Type.MapValue) state.type(node.frame(), Registers.FIRST_ARGUMENT)).maps();
    }
}
