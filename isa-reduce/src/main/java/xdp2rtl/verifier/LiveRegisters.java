package xdp2rtl.verifier;

import static xdp2rtl.ebpf.Registers.FIRST_ARGUMENT;
import static xdp2rtl.ebpf.Registers.LAST_ARGUMENT;
import static xdp2rtl.ebpf.Registers.RESULT;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import xdp2rtl.cfg.BasicBlock;
import xdp2rtl.cfg.Cfg;
import xdp2rtl.cfg.Node;
import xdp2rtl.cfg.Terminator;
import xdp2rtl.ebpf.AluOperation;
import xdp2rtl.ebpf.AtomicOperation;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.SourceOperand;
import xdp2rtl.linux.Helper;

/// The registers that may be read behind the start of each block, by [State#registerKey].
final class LiveRegisters {
    private final Cfg cfg;
    private final List<BitSet> before = new ArrayList<>();

    private LiveRegisters(Cfg cfg) {
        this.cfg = cfg;
        cfg.blocks().forEach(_ -> before.add(new BitSet()));
    }

    static LiveRegisters of(Cfg cfg) {
        LiveRegisters live = new LiveRegisters(cfg);
        List<Integer> order = cfg.reversePostorder().reversed();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int block : order) {
                changed |= live.update(cfg.blocks().get(block));
            }
        }
        return live;
    }

    boolean contains(int block, int key) { return before.get(block).get(key); }

    private boolean update(BasicBlock block) {
        BitSet live = new BitSet();
        block.flow().successors().forEach(next -> live.or(before.get(next)));
        leave(live, block.flow());
        block.nodes().reversed().forEach(node -> step(live, node));
        if (live.equals(before.get(block.id()))) { return false; }
        before.set(block.id(), live);
        return true;
    }

    private void leave(BitSet live, Terminator flow) {
        switch (flow) {
            case Terminator.Goto _ -> {}
            case Terminator.Test(Node branch, _, _) -> step(live, branch);
            case Terminator.Enter(Node call, int frame, _) -> {
                for (int r = FIRST_ARGUMENT; r <= LAST_ARGUMENT; r++) {
                    live.set(key(call, r), live.get(State.registerKey(frame, r)));
                    live.clear(State.registerKey(frame, r));
                }
            }
            case Terminator.Return(Node exit, _) -> {
                int caller = State.registerKey(cfg.frames().get(exit.frame()).caller(), RESULT);
                live.set(key(exit, RESULT), live.get(caller));
                live.clear(caller);
            }
            case Terminator.TailCall tail -> step(live, tail.call());
            case Terminator.Begin(int frame, _) ->
                live.clear(State.registerKey(frame, 0), State.registerKey(frame + 1, 0));
            case Terminator.End(Node exit) -> live.set(key(exit, RESULT));
        }
    }

    private static void step(BitSet live, Node node) {
        switch (node.instruction()) {
            case Instruction.Alu(var op, _, int dst, var source) -> {
                live.set(key(node, dst), op != AluOperation.MOV && !op.isSignExtendingMove());
                read(live, node, source);
            }
            case Instruction.ByteSwap(_, _, int dst) -> live.set(key(node, dst));
            case Instruction.LoadImmediate(int dst, _) -> live.clear(key(node, dst));
            case Instruction.Load(_, _, int dst, int base, _) -> {
                live.clear(key(node, dst));
                live.set(key(node, base));
            }
            case Instruction.Store(_, int base, _, var source) -> {
                live.set(key(node, base));
                read(live, node, source);
            }
            case Instruction.LoadAcquire(_, int dst, int base, _) -> {
                live.clear(key(node, dst));
                live.set(key(node, base));
            }
            case Instruction.StoreRelease(_, int base, _, int src) -> {
                live.set(key(node, base));
                live.set(key(node, src));
            }
            case Instruction.Atomic(var op, _, _, int base, _, int src) -> {
                live.set(key(node, base));
                live.set(key(node, src));
                if (op == AtomicOperation.CMPXCHG) {
                    live.set(key(node, RESULT));
                }
            }
            case Instruction.Branch(_, _, int left, var right, _) -> {
                live.set(key(node, left));
                read(live, node, right);
            }
            case Instruction.Call(var target) -> {
                live.clear(key(node, RESULT), key(node, LAST_ARGUMENT + 1));
                for (int r = FIRST_ARGUMENT; r < FIRST_ARGUMENT + arguments(target); r++) {
                    live.set(key(node, r));
                }
            }
            case Instruction.MayGoto _, Instruction.Jump _, Instruction.Exit _, Instruction.PacketLoad _ -> {}
        }
    }

    private static void read(BitSet live, Node node, SourceOperand source) {
        if (source instanceof SourceOperand.Register(int number)) {
            live.set(key(node, number));
        }
    }

    /// The arguments of the helpers that are supported; those of others do not matter.
    private static int arguments(CallTarget target) {
        return target instanceof CallTarget.HelperNumber(int number)
                ? Helper.of(number).map(helper -> helper.arguments().size()).orElse(LAST_ARGUMENT) : LAST_ARGUMENT;
    }

    private static int key(Node node, int register) { return State.registerKey(node.frame(), register); }
}
