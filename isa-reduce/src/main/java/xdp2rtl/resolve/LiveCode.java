package xdp2rtl.resolve;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import xdp2rtl.cfg.BasicBlock;
import xdp2rtl.cfg.Terminator;
import xdp2rtl.cfg.Node;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.elf.TailTarget;
import xdp2rtl.support.ProgramCheck;
import xdp2rtl.verifier.Analysis;
import xdp2rtl.verifier.Entry;
import xdp2rtl.verifier.State;
import xdp2rtl.verifier.TailCalls;

/// Takes out of a program what no run reaches, as Linux does when it has verified one
/// (`opt_hard_wire_dead_code_branches` and `opt_remove_dead_code` of kernel/bpf/verifier.c): what the verifier's types
/// rule out, with the contents of read-only data known.
public final class LiveCode {
    /// By place in the code, which ways branches go.
    private final BitSet taken = new BitSet();
    private final BitSet passed = new BitSet();

    /// By place of a tail call, the slots at which the programs start that it leads to.
    private final Map<Integer, Set<Integer>> tails = new HashMap<>();

    private LiveCode() {}

    /// The program without it. Its C lines stay; its slots are counted anew.
    ///
    /// @return the same program if there is nothing to take out, or the types cannot be found although nothing in the
    ///         program is unsupported
    /// @throws InputError for a map without a size, and for what is unsupported, or missing, and can be reached
    public static Program of(Program program) {
        ProgramCheck.checkSizes(program.whole());
        boolean supported = ProgramCheck.refusal(program).isEmpty();
        if (supported && program.maps().stream().noneMatch(MapSpec::readOnly)) { return program; }
        var live = new LiveCode();
        try {
            live.survey(Analysis.of(program, Entry.XDP));
        } catch (InputError refusal) {
            if (supported) { return program; }
            throw refusal;
        }
        return new CodeRemoval(program, Reach.of(program, live.taken, live.passed, live.tails), live.taken, live.passed)
                .program();
    }

    private void survey(Analysis analysis) {
        for (BasicBlock block : analysis.cfg().blocks()) {
            analysis.before(block.id()).ifPresent(state -> {
                block.nodes().forEach(node -> analysis.transfer().step(state, node));
                end(analysis, block.flow(), state);
            });
        }
    }

    private void end(Analysis analysis, Terminator flow, State state) {
        if (flow instanceof Terminator.TailCall tail) {
            List<TailTarget> targets = analysis.cfg().program().linkage().targets();
            Set<Integer> starts = tails.computeIfAbsent(tail.call().place(), _ -> new HashSet<>());
            TailCalls.targets(analysis.cfg(), state, tail).forEach(target -> starts.add(targets.get(target).start()));
        }
        if (flow instanceof Terminator.Test(Node branch, _, _)) {
            if (analysis.branches().along(state, branch, true).isPresent()) {
                taken.set(branch.place());
            }
            if (analysis.branches().along(state, branch, false).isPresent()) {
                passed.set(branch.place());
            }
        }
    }
}
