package xdp2rtl.types;

import static xdp2rtl.isa.RedirectWord.BROADCAST_FLAG;

import xdp2rtl.cfg.BasicBlock;
import xdp2rtl.cfg.Cfg;
import xdp2rtl.cfg.Node;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Helper;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.elf.Program;

/// Whether a program redirects packets to all interfaces of a device map at once. A core says so beside the packet
/// ([xdp2rtl.isa.RedirectWord]), but the boards' wrappers send a packet to one port.
public final class Broadcasts {
    private static final int FLAGS = 3;

    private Broadcasts() {}

    /// @throws InputError that names the first call that can be reached and might ask for it
    public static void refuse(Program program, Entry entry) {
        Analysis analysis = Analysis.of(Cfg.of(program), entry);
        Refusal refusal = new Refusal(analysis.cfg());
        for (BasicBlock block : analysis.cfg().blocks()) {
            analysis.before(block.id()).ifPresent(state -> {
                for (Node node : block.nodes()) {
                    if (redirectsByMap(node) && arePossible(state.type(node.frame(), FLAGS))) {
                        throw refusal.of(node, "can redirect with BPF_F_BROADCAST", "a board sends a packet to one of its ports",
                            "Give an action or 0 as the flags");
                    }
                    analysis.transfer().step(state, node);
                }
            });
        }
    }

    /// Whether these flags of bpf_redirect_map can have BPF_F_BROADCAST.
    public static boolean arePossible(Type flags) {
        if (!(flags instanceof Type.Number(Range range))) {
            return true;
        }
        return range.isConstant() ? (range.low() & BROADCAST_FLAG) != 0 : !range.within(new Range(0, BROADCAST_FLAG - 1));
    }

    private static boolean redirectsByMap(Node node) {
        return node.instruction() instanceof Instruction.Call(CallTarget.HelperNumber(int number))
            && number == Helper.REDIRECT_MAP.number();
    }
}
