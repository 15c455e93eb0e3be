package xdp2rtl.verifier;

import java.util.List;
import java.util.Optional;
import xdp2rtl.cfg.BasicBlock;
import xdp2rtl.cfg.Node;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.Registers;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.linux.ArgumentKind;
import xdp2rtl.linux.Helper;
import xdp2rtl.linux.HelperEffect;

/// What a program writes and all CPUs share. Cores have map memories of their own, so a program that does
/// this is the same as in Linux on one core only: another core would not see the write.
///
/// Not shared are the values of per-CPU maps; the keys of a per-CPU hash map are, so updates (which can add
/// one) and deletions count, stores to values do not.
public final class SharedWrites {
    private final Analysis analysis;
    private final Refusal refusal;
    private final int cores;

    private SharedWrites(Analysis analysis, int cores) {
        this.analysis = analysis;
        this.refusal = new Refusal(analysis.cfg());
        this.cores = cores;
    }

    /// @throws InputError that names the first instruction that can be reached and writes so
    public static void refuse(Program program, Entry entry, int cores) {
        new SharedWrites(Analysis.of(program, entry), cores).refuse();
    }

    private void refuse() {
        for (BasicBlock block : analysis.cfg().blocks()) {
            analysis.before(block.id()).ifPresent(state -> {
                for (Node node : block.nodes()) {
                    written(state, node).ifPresent(map -> {
                        throw refused(node, map);
                    });
                    analysis.transfer().step(state, node);
                }
            });
        }
    }

    private InputError refused(Node node, MapSpec map) {
        boolean keys = map.isPerCpu() && !map.isArray();
        return refusal.of(node, (keys ? "can change which keys are in map " : "writes to map ") + map.name(),
                "each of the %d cores has its own copy of the %s, and the others would not see it"
                        .formatted(cores, keys ? "keys" : "map"),
                "Use one core" + (keys ? ", or let the host put in the keys" : ", or make it a per-CPU map"));
    }

    /// The shared map that an instruction writes to.
    private Optional<MapSpec> written(State state, Node node) {
        return switch (node.instruction()) {
            case Instruction.Store store -> value(state, node, store.base());
            case Instruction.StoreRelease store -> value(state, node, store.base());
            case Instruction.Atomic atomic -> value(state, node, atomic.base());
            case Instruction.Call(CallTarget.HelperNumber(int number)) ->
                called(state, node, Helper.of(number).orElseThrow());
            case Instruction.MayGoto _, Instruction.LoadAcquire _, Instruction.Alu _, Instruction.ByteSwap _,
                 Instruction.LoadImmediate _, Instruction.Load _, Instruction.Branch _, Instruction.Jump _,
                 Instruction.Call _, Instruction.Exit _, Instruction.PacketLoad _ ->
                Optional.empty();
        };
    }

    private Optional<MapSpec> value(State state, Node node, int base) {
        return state.type(node.frame(), base) instanceof Type.MapValue(List<Integer> maps, _, _)
                ? maps.stream().map(refusal::map).filter(map -> !map.isPerCpu()).findFirst()
                : Optional.empty();
    }

    private Optional<MapSpec> called(State state, Node node, Helper helper) {
        for (int i = 0; i < helper.arguments().size(); i++) {
            Optional<MapSpec> filled = isFilled(helper.arguments().get(i), state, node)
                    ? value(state, node, Registers.FIRST_ARGUMENT + i) : Optional.empty();
            if (filled.isPresent()) { return filled; }
        }
        return helper.effect() == HelperEffect.CHANGES_MAP
                ? refusal.places(state.type(node.frame(), 1)).stream().map(refusal::map)
                        .filter(map -> !map.isPerCpu() || !map.isArray()).findFirst()
                : Optional.empty();
    }

    private boolean isFilled(ArgumentKind kind, State state, Node node) {
        boolean taken = kind == ArgumentKind.TAKEN_VALUE
                && refusal.places(state.type(node.frame(), 1)).stream().noneMatch(map -> refusal.map(map).isFilter());
        return taken || kind == ArgumentKind.BUFFER || kind == ArgumentKind.LOCK || kind.changedBytes() > 0;
    }
}
