package xdp2rtl.verifier;

import java.util.ArrayList;
import java.util.List;
import xdp2rtl.cfg.Node;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Helper;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.elf.MapSpec;

/// Which bytes of the stack an instruction touches. The instruction has passed [Transfer].
public final class StackUses {
    private final Refusal refusal;
    private final State state;
    private final Node node;
    private final List<StackSpan> spans = new ArrayList<>();

    private StackUses(Refusal refusal, State state, Node node) {
        this.refusal = refusal;
        this.state = state;
        this.node = node;
    }

    public static List<StackSpan> of(Refusal refusal, State state, Node node) {
        StackUses uses = new StackUses(refusal, state, node);
        switch (node.instruction()) {
            case Instruction.Load load -> uses.add(load.base(), load.offset(), load.size().bytes());
            case Instruction.Store store -> uses.add(store.base(), store.offset(), store.size().bytes());
            case Instruction.Atomic atomic -> uses.add(atomic.base(), atomic.offset(), atomic.size().bytes());
            case Instruction.Call(CallTarget.HelperNumber(int number)) ->
                uses.helper(Helper.of(number).orElseThrow());
            case Instruction.Alu _, Instruction.ByteSwap _, Instruction.LoadImmediate _, Instruction.Branch _,
                 Instruction.Jump _, Instruction.Call _, Instruction.Exit _, Instruction.PacketLoad _ -> { }
        }
        return uses.spans;
    }

    private void add(int register, int offset, int size) {
        if (state.type(node.frame(), register) instanceof Type.Stack stack) {
            StackSpan.of(stack, offset, size).ifPresent(spans::add);
        }
    }

    private void helper(Helper helper) {
        if (helper == Helper.CSUM_DIFF) {
            summed(1);
            summed(3);
        } else if (state.type(node.frame(), 1) instanceof Type.Map(int place)) {
            MapSpec map = refusal.map(place);
            if (helper == Helper.MAP_LOOKUP_ELEM || helper == Helper.MAP_UPDATE_ELEM
                || helper == Helper.MAP_DELETE_ELEM) {
                add(2, 0, map.keySize());
            }
            if (helper == Helper.MAP_UPDATE_ELEM) {
                add(3, 0, map.valueSize());
            }
        }
    }

    /// A buffer whose size is known is these bytes; otherwise it is up to as many as there can be.
    private void summed(int register) {
        if (state.type(node.frame(), register) instanceof Type.Stack stack
            && state.type(node.frame(), register + 1) instanceof Type.Number(Range size) && size.high() > 0) {
            int bytes = (int) Math.min(size.high(), -Math.max(stack.offset().low(), -512));
            StackSpan.of(stack, 0, bytes).ifPresent(span ->
                spans.add(new StackSpan(span.frame(), span.start(), span.size(), span.exact()
                    && size.isConstant())));
        }
    }
}
