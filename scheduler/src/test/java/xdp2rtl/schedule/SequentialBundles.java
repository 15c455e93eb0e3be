package xdp2rtl.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xdp2rtl.graph.Block;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Bundle;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Special;
import xdp2rtl.isa.Target;
import xdp2rtl.isa.Width;

/// Bundles as a sequential program that the graph runner can run: block `i` is bundle `i`. Results go to shadow
/// registers and are copied on the way out of the bundle; what has no effect comes first, then what is kept, then other
/// effects and branches in the order of the lanes. Waits do nothing here.
final class SequentialBundles {
    private static final int SHADOW = 1024;
    /// What RESULT was when the bundle began.
    private static final Reg ANSWER = new Reg(2 * SHADOW);

    private final List<Block> blocks = new ArrayList<>();
    private final List<Block> exits = new ArrayList<>();
    private final int bundles;

    private SequentialBundles(int bundles) { this.bundles = bundles; }

    static Graph of(List<Bundle> bundles) {
        SequentialBundles graph = new SequentialBundles(bundles.size());
        for (int i = 0; i < bundles.size(); i++) {
            graph.bundle(i, named(bundles.get(i)));
        }
        List<Block> all = new ArrayList<>(graph.blocks);
        all.addAll(graph.exits);
        return new Graph(all, 2 * SHADOW + 1);
    }

    private static Bundle named(Bundle bundle) {
        return new Bundle(bundle.slots().stream()
                .map(slot -> slot.map(o -> o.rename(reg -> reg.isResult() ? ANSWER : reg, reg -> reg))).toList(),
                bundle.waits(), bundle.kept());
    }

    private void bundle(int address, Bundle bundle) {
        List<Step> steps = new ArrayList<>();
        List<Reg> written = new ArrayList<>();
        if (bundle.slots().stream().flatMap(Optional::stream).anyMatch(o -> o.reads().contains(ANSWER))) {
            steps.add(new Step(new Operation.Get(ANSWER, Special.RESULT), Step.NOWHERE));
        }
        for (Optional<Operation> slot : bundle.slots()) {
            if (slot.isPresent() && (!slot.get().hasEffect() || slot.get() instanceof Operation.Load)) {
                add(steps, shadowed(slot.get()), written);
            }
        }
        for (boolean kept : List.of(true, false)) {
            for (int lane = 0; lane < bundle.slots().size(); lane++) {
                Optional<Operation> slot = bundle.slots().get(lane);
                boolean early = bundle.keeps(lane) && !(slot.orElse(null) instanceof Operation.Branch);
                if (slot.isPresent() && slot.get().hasEffect() && !(slot.get() instanceof Operation.Load)
                        && !leaves(slot.get()) && early == kept) {
                    effect(slot.get(), steps, written);
                }
            }
        }
        Operation last = bundle.slots().stream().flatMap(Optional::stream).filter(SequentialBundles::leaves).findFirst()
                .orElse(new Operation.Jump(new Target.ToBundle(address + 1)));
        add(steps, last instanceof Operation.Jump jump ? new Operation.Jump(leave(jump.target(), written))
                : shadowed(last), written);
        blocks.add(new Block(address, List.of(), steps));
    }

    private void effect(Operation operation, List<Step> steps, List<Reg> written) {
        switch (operation) {
            case Operation.Branch o -> add(steps,
                    new Operation.Branch(o.cond(), o.width(), o.left(), o.right(), leave(o.target(), written)),
                    written);
            case Operation.Compute _, Operation.Access _, Operation.MapAdd _, Operation.Jump _, Operation.Exit _,
                 Operation.ContextAccess _, Operation.Push _, Operation.Request _ ->
                add(steps, shadowed(operation), written);
        }
    }

    /// A jump or exit, which counts where no branch is taken, wherever it stands.
    private static boolean leaves(Operation operation) {
        return operation instanceof Operation.Jump || operation instanceof Operation.Exit;
    }

    private static void add(List<Step> steps, Operation operation, List<Reg> written) {
        steps.add(new Step(operation, Step.NOWHERE));
        operation.writes().ifPresent(written::add);
    }

    private static Operation shadowed(Operation operation) {
        return operation.rename(reg -> reg, reg -> new Reg(reg.number() + SHADOW));
    }

    /// A block that copies what has been written so far and goes to the target.
    private Target leave(Target target, List<Reg> written) {
        if (!(target instanceof Target.ToBundle to)) { return target; }
        List<Step> steps = new ArrayList<>();
        written.forEach(
                reg -> steps.add(new Step(new Operation.Alu(AluOp.MOV, Width.W64, new Reg(reg.number() - SHADOW),
                        new Immediate(0), reg), Step.NOWHERE)));
        steps.add(new Step(new Operation.Jump(new Target.ToBlock(to.address(), List.of())), Step.NOWHERE));
        int id = bundles + exits.size();
        exits.add(new Block(id, List.of(), steps));
        return new Target.ToBlock(id, List.of());
    }
}
