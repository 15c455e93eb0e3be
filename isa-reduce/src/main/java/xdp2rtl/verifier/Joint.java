package xdp2rtl.verifier;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import xdp2rtl.cfg.BasicBlock;
import xdp2rtl.cfg.Node;
import xdp2rtl.cfg.Terminator;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.linux.Helper;

/// What is known in a block that stands for blocks of several copies of a function: what holds in all of them. Goes
/// over its instructions, from the first to the last.
///
/// Every copy has been followed by itself, as if there were no others, so nothing is accepted here that a copy alone
/// would not be. What is known of all together only decides which operations do the work.
public final class Joint {
    private static final NavigableSet<Long> NO_THRESHOLDS = Collections.unmodifiableNavigableSet(new TreeSet<>());

    private final Analysis analysis;
    private final Renaming renaming;
    private final BasicBlock code;
    private final boolean alone;
    private final boolean renamed;
    private final List<BasicBlock> blocks = new ArrayList<>();
    private final List<State> states = new ArrayList<>();
    private int at;

    /// @param code   the block that stands for the others, by its new names
    /// @param copies the blocks, by their places in the control flow
    public Joint(Analysis analysis, Renaming renaming, BasicBlock code, List<Integer> copies) {
        this.analysis = analysis;
        this.renaming = renaming;
        this.code = code;
        this.alone = copies.size() == 1;
        for (int copy : copies) {
            analysis.before(copy).ifPresent(state -> {
                blocks.add(analysis.cfg().blocks().get(copy));
                states.add(state);
            });
        }
        this.renamed = copies.stream().anyMatch(copy -> isRenamed(analysis, renaming, copy));
    }

    private static boolean isRenamed(Analysis analysis, Renaming renaming, int copy) {
        List<Integer> names = renaming.frames();
        for (int frame = analysis.cfg().blocks().get(copy).frame(); frame >= 0; frame =
                analysis.cfg().frames().get(frame).caller()) {
            if (names.get(frame) != frame) { return true; }
        }
        return false;
    }

    /// Whether a run comes here in any copy.
    public boolean isReached() { return !states.isEmpty(); }

    /// What is known in front of the next instruction. Of several copies, registers of the frame alone.
    public State known() {
        if (alone && !renamed) { return states.getFirst(); }
        State known = null;
        for (int i = 0; i < states.size(); i++) {
            State own = renaming.of(states.get(i), alone ? -1 : blocks.get(i).frame());
            known = known == null ? own
                    : Joiner.join(analysis.cfg().blocks().size(), known, own, false, NO_THRESHOLDS);
        }
        return known;
    }

    /// Goes over the next instruction inside of the block.
    public void step() {
        for (int i = 0; i < states.size(); i++) {
            analysis.transfer().step(states.get(i), blocks.get(i).nodes().get(at));
        }
        at++;
    }

    /// At the end of the block: the ways out of it that some copy may take, as places in
    /// [Terminator#successors].
    public List<Integer> ways() {
        NavigableSet<Integer> ways = new TreeSet<>();
        for (int i = 0; i < states.size(); i++) {
            ways.addAll(analysis.ways(blocks.get(i), states.get(i)));
        }
        return List.copyOf(ways);
    }

    /// Goes over all of the block. Whether each instruction is one that may be given what is known of all copies
    /// together.
    ///
    /// @param agesMeet whether a move of the packet's first byte must change what callers hold, which differs
    public boolean holds(boolean agesMeet) {
        // Where no run comes, nothing is given.
        if (!isReached()) { return true; }
        try {
            for (Node node : code.nodes()) {
                State known = known();
                if (StaleUses.isOne(known, node) || agesMeet && movesHead(node)) { return false; }
                analysis.transfer().step(known, node);
                step();
            }
            if (code.flow() instanceof Terminator.Test(Node branch, _, _)
                    && branch.instruction() instanceof Instruction.Branch && ways().size() > 1) {
                State known = known();
                analysis.branches().operands(known, branch);
                return !StaleUses.isOne(known, branch);
            }
            return true;
        } catch (InputError | PathsDisagree refusal) {
            return false;
        }
    }

    private static boolean movesHead(Node node) {
        return node.instruction() instanceof Instruction.Call(CallTarget.HelperNumber(int number))
                && number == Helper.XDP_ADJUST_HEAD.number();
    }
}
