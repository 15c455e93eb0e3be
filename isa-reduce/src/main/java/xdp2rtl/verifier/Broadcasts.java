package xdp2rtl.verifier;

import java.util.List;
import java.util.TreeSet;
import xdp2rtl.cfg.BasicBlock;
import xdp2rtl.cfg.Node;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.linux.Helper;
import xdp2rtl.linux.RedirectFlags;

/// Which device maps a program can redirect packets through to all interfaces at once. A core says so beside the packet
/// ([xdp2rtl.isa.RedirectWord]); a board must have been told where each of these maps leads.
public final class Broadcasts {
    private static final int MAP = 1;
    private static final int FLAGS = 3;

    private Broadcasts() {}

    /// The numbers of the maps, ascending: those of every call that can be reached and might ask for it.
    /// @throws xdp2rtl.diagnostic.InputError for a program that cannot be followed
    public static List<Integer> maps(Program program, Entry entry) {
        var maps = new TreeSet<Integer>();
        if (program.maps().stream().noneMatch(MapSpec::holdsDevices)) { return List.of(); }
        Analysis analysis = Analysis.of(program, entry);
        for (BasicBlock block : analysis.cfg().blocks()) {
            analysis.before(block.id()).ifPresent(state -> {
                for (Node node : block.nodes()) {
                    if (redirectsByMap(node) && arePossible(state.type(node.frame(), FLAGS))) {
                        int map = ((Type.Map) state.type(node.frame(), MAP)).map();
                        if (program.maps().get(map).holdsDevices()) {
                            maps.add(map);
                        }
                    }
                    analysis.transfer().step(state, node);
                }
            });
        }
        return List.copyOf(maps);
    }

    /// Whether these flags of bpf_redirect_map can have BPF_F_BROADCAST.
    public static boolean arePossible(Type flags) {
        if (!(flags instanceof Type.Number(Range range))) { return true; }
        return range.isConstant() ? (range.low() & RedirectFlags.BROADCAST) != 0
                : !range.within(new Range(0, RedirectFlags.BROADCAST - 1));
    }

    private static boolean redirectsByMap(Node node) {
        return node.instruction() instanceof Instruction.Call(CallTarget.HelperNumber(int number))
                && number == Helper.REDIRECT_MAP.number();
    }
}
