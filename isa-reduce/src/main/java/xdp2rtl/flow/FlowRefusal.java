package xdp2rtl.flow;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import xdp2rtl.cfg.BasicBlock;
import xdp2rtl.cfg.Node;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Immediate64;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.linux.Helper;
import xdp2rtl.verifier.Analysis;
import xdp2rtl.verifier.Refusal;
import xdp2rtl.verifier.SharedWrites.Write;
import xdp2rtl.verifier.Type;

/// Why a map cannot be divided among several cores.
final class FlowRefusal {
    private static final Set<Helper> WITH_KEY =
            Set.of(Helper.MAP_LOOKUP_ELEM, Helper.MAP_LOOKUP_PERCPU_ELEM, Helper.MAP_UPDATE_ELEM,
                    Helper.MAP_DELETE_ELEM);

    private final Analysis analysis;
    private final Refusal refusal;
    private final int cores;

    FlowRefusal(Analysis analysis, int cores) {
        this.analysis = analysis;
        this.refusal = new Refusal(analysis.cfg());
        this.cores = cores;
    }

    /// @throws InputError where a value of another core's CPU is looked up
    void checkCpus() {
        for (BasicBlock block : analysis.cfg().blocks()) {
            for (Node node : analysis.before(block.id()).isPresent() ? block.nodes() : List.<Node>of()) {
                if (node.instruction() instanceof Instruction.Call(CallTarget.HelperNumber(int number))
                        && number == Helper.MAP_LOOKUP_PERCPU_ELEM.number()) {
                    throw refusal.of(node, "looks up a value of another CPU",
                            "that may be one of another of the %d cores, which share no memory".formatted(cores),
                            "To use all of them, let the host add the values up");
                }
            }
        }
    }

    /// @param writes all of one map
    /// @throws InputError where no core could own an entry of it
    void check(List<Write> writes) {
        int map = writes.getFirst().map();
        MapSpec spec = refusal.map(map);
        if (spec.isKeyless() || spec.isRing()) {
            throw refused(writes.getFirst(), "it has no keys, by which the cores could divide it", "");
        }
        reachedWithout(map).ifPresent(how -> {
            throw refused(writes.getFirst(), how + ", so no core could have a part of it for itself", "");
        });
        if (spec.evicts()) {
            if (MapPlace.ByFlow.entries(spec.maxEntries(), cores) == 0) {
                throw refused(writes.getFirst(), "it has fewer entries than there are cores",
                        "give it at least %d entries".formatted(cores));
            }
        }
    }

    /// How the program comes to values of a map without a key.
    private Optional<String> reachedWithout(int map) {
        for (BasicBlock block : analysis.cfg().blocks()) {
            var state = analysis.before(block.id());
            if (state.isEmpty()) {
                continue;
            }
            for (Node node : block.nodes()) {
                if (node.instruction() instanceof Instruction.LoadImmediate(_, Immediate64.MapValue(int place, _))
                        && place == map) {
                    return Optional.of("every packet reaches it, whatever is in the packet");
                }
                if (node.instruction() instanceof Instruction.Call(CallTarget.HelperNumber(int number))
                        && !WITH_KEY.contains(Helper.of(number).orElseThrow())
                        && (takes(state.get().type(node.frame(), 1), map)
                                || takes(state.get().type(node.frame(), 2), map))) {
                    return Optional.of("`%s` gives no key".formatted(node.instruction()));
                }
                analysis.transfer().step(state.get(), node);
            }
        }
        return Optional.empty();
    }

    private boolean takes(Type type, int map) { return refusal.places(type).contains(map); }

    /// Keys do not tell which packet they are of.
    InputError without(Write write) {
        return refused(write, "its keys do not hold the same bytes of the packet's first 64 in every call, "
                + "so packets of different cores can have one key", "put the packet's addresses into its keys");
    }

    /// What the keys of two maps tell has nothing in common.
    InputError apart(Write write, Write other, FlowKey key, FlowKey otherKey) {
        return refused(write,
                "packets with one key agree in %s, those with one key of map %s in %s, and no core can have both"
                        .formatted(FieldText.of(key), refusal.map(other.map()).name(), FieldText.of(otherKey)),
                "put the same fields of the packet into the keys of both");
    }

    InputError tooMany(Write write, int origin) {
        return refused(write, "the key of `%s` is made in too many ways to be followed"
                .formatted(analysis.cfg().program().code().get(origin).instruction()), "");
    }

    private InputError refused(Write write, String why, String other) {
        MapSpec spec = refusal.map(write.map());
        boolean keys = spec.isPerCpu();
        return refusal.of(write.node(),
                (keys ? "can change which keys are in map " : "writes to map ") + spec.name(),
                "each of the %d cores has its own copy of the %s, and %s".formatted(cores, keys ? "keys" : "map", why),
                "To use all of them, %s%s".formatted(keys ? "let the host put in the keys"
                        : "make it a per-CPU map, or only add to its values and read none",
                        other.isEmpty() ? ""
                                : ", or " + other));
    }
}
