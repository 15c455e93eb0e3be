package xdp2rtl.verifier;

import java.util.ArrayList;
import java.util.List;
import xdp2rtl.cfg.BasicBlock;
import xdp2rtl.cfg.Node;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.Registers;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.linux.ArgumentKind;
import xdp2rtl.linux.Helper;
import xdp2rtl.linux.HelperEffect;
import xdp2rtl.linux.UpdateFlags;

/// What a program writes and all CPUs share, of all instructions that can be reached.
///
/// Not shared are the values of per-CPU maps; the keys of a per-CPU hash map are, so updates (which can add
/// one) and deletions count, stores to values do not.
public final class SharedWrites {
    private final Analysis analysis;
    private final Refusal refusal;
    private final List<Write> writes = new ArrayList<>();

    /// What a write does.
    public sealed interface Kind {
        /// Writes bytes of a value.
        /// @param offset of the first of them
        /// @param bytes  how many; 0 if that is not known
        record Value(Range offset, int bytes) implements Kind {}

        /// Changes values, and takes keys away.
        record Entries() implements Kind {}

        /// Can add a key too.
        record NewKey() implements Kind {}
    }

    /// @param map the place of the map among the program's
    public record Write(Node node, int map, Kind kind) {}

    private SharedWrites(Analysis analysis) {
        this.analysis = analysis;
        this.refusal = new Refusal(analysis.cfg());
    }

    /// In the order of the program's blocks.
    public static List<Write> of(Analysis analysis) {
        var found = new SharedWrites(analysis);
        for (BasicBlock block : analysis.cfg().blocks()) {
            analysis.before(block.id()).ifPresent(state -> {
                for (Node node : block.nodes()) {
                    found.written(state, node);
                    analysis.transfer().step(state, node);
                }
            });
        }
        return List.copyOf(found.writes);
    }

    private void written(State state, Node node) {
        switch (node.instruction()) {
            case Instruction.Store store ->
                value(state, node, store.base(), store.offset(), store.size().bytes());
            case Instruction.StoreRelease store ->
                value(state, node, store.base(), store.offset(), store.size().bytes());
            case Instruction.Atomic atomic ->
                value(state, node, atomic.base(), atomic.offset(), atomic.size().bytes());
            case Instruction.Call(CallTarget.HelperNumber(int number)) ->
                called(state, node, Helper.of(number).orElseThrow());
            case Instruction.MayGoto _, Instruction.LoadAcquire _, Instruction.Alu _, Instruction.ByteSwap _,
                 Instruction.LoadImmediate _, Instruction.Load _, Instruction.Branch _, Instruction.Jump _,
                 Instruction.Call _, Instruction.Exit _, Instruction.PacketLoad _ ->
                {}
        }
    }

    private void value(State state, Node node, int base, int offset, int bytes) {
        if (state.type(node.frame(), base) instanceof Type.MapValue(List<Integer> maps, Range from, _)) {
            var place = new Range(from.low() + offset, from.high() + offset);
            maps.stream().filter(map -> !refusal.map(map).isPerCpu())
                    .forEach(map -> writes.add(new Write(node, map, new Kind.Value(place, bytes))));
        }
    }

    private void called(State state, Node node, Helper helper) {
        for (int i = 0; i < helper.arguments().size(); i++) {
            if (isFilled(helper.arguments().get(i), state, node)) {
                value(state, node, Registers.FIRST_ARGUMENT + i, 0, 0);
            }
        }
        if (helper.effect() == HelperEffect.CHANGES_MAP) {
            Kind kind = helper == Helper.MAP_DELETE_ELEM || onlyReplaces(helper, state, node) ? new Kind.Entries()
                    : new Kind.NewKey();
            for (int map : refusal.places(state.type(node.frame(), 1))) {
                MapSpec spec = refusal.map(map);
                if (!spec.isPerCpu() || !spec.isArray()) {
                    writes.add(new Write(node, map, spec.isArray() ? new Kind.Entries() : kind));
                }
            }
        }
    }

    private static boolean onlyReplaces(Helper helper, State state, Node node) {
        return helper == Helper.MAP_UPDATE_ELEM && state.type(node.frame(), 4) instanceof Type.Number(Range flags)
                && flags.isConstant() && (flags.low() & UpdateFlags.EXIST) != 0;
    }

    private boolean isFilled(ArgumentKind kind, State state, Node node) {
        boolean taken = kind == ArgumentKind.TAKEN_VALUE
                && refusal.places(state.type(node.frame(), 1)).stream().noneMatch(map -> refusal.map(map).isFilter());
        return taken || kind == ArgumentKind.BUFFER || kind == ArgumentKind.LOCK || kind.changedBytes() > 0;
    }
}
