package xdp2rtl.verifier;

import xdp2rtl.cfg.Node;
import xdp2rtl.ebpf.AluOperation;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.SourceOperand;

/// Whether an instruction sets what pointed into the packet before its borders moved against something of another age,
/// so that both must count from the same byte.
public final class StaleUses {
    private StaleUses() {}

    /// @param state in front of the instruction
    public static boolean isOne(State state, Node node) {
        return switch (node.instruction()) {
            case Instruction.Alu(AluOperation op, _, int dst, SourceOperand.Register(int source)) ->
                op == AluOperation.SUB && differ(state.type(node.frame(), dst), state.type(node.frame(), source));
            case Instruction.Branch(_, _, int left, SourceOperand.Register(int right), _) ->
                differ(state.type(node.frame(), left), state.type(node.frame(), right));
            case Instruction.MayGoto _, Instruction.LoadAcquire _, Instruction.StoreRelease _, Instruction.Alu _,
                 Instruction.Branch _, Instruction.ByteSwap _, Instruction.LoadImmediate _, Instruction.Load _,
                 Instruction.Store _, Instruction.Atomic _, Instruction.Call _, Instruction.Exit _, Instruction.Jump _,
                 Instruction.PacketLoad _ ->
                false;
        };
    }

    private static boolean differ(Type a, Type b) {
        Type left = a instanceof Type.Half(Type pointer) ? pointer : a;
        Type right = b instanceof Type.Half(Type pointer) ? pointer : b;
        boolean old = left instanceof Type.Stale || right instanceof Type.Stale;
        boolean sameAge =
                left instanceof Type.Stale(long move, _) && right instanceof Type.Stale(long other, _) && move == other
                        && move != Type.Stale.SEVERAL;
        return old && left.isPlace() && right.isPlace() && !sameAge;
    }
}
