package xdp2rtl.verifier;

import static xdp2rtl.ebpf.Registers.FIRST_ARGUMENT;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xdp2rtl.cfg.Node;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.linux.ArgumentKind;
import xdp2rtl.linux.FibLookup;
import xdp2rtl.linux.Helper;

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
            case Instruction.LoadAcquire load -> uses.add(load.base(), load.offset(), load.size().bytes());
            case Instruction.StoreRelease store -> uses.add(store.base(), store.offset(), store.size().bytes());
            case Instruction.Atomic atomic -> uses.add(atomic.base(), atomic.offset(), atomic.size().bytes());
            case Instruction.Call(CallTarget.HelperNumber(int number)) -> {
                Helper helper = Helper.of(number).orElseThrow();
                uses.helper(helper);
                if (helper.prints()) {
                    uses.printed(PrintCall.of(refusal, state, node, helper));
                }
            }
            case Instruction.MayGoto _, Instruction.Alu _, Instruction.ByteSwap _, Instruction.LoadImmediate _,
                 Instruction.Branch _, Instruction.Jump _, Instruction.Call _, Instruction.Exit _,
                 Instruction.PacketLoad _ ->
                {}
        }
        return uses.spans;
    }

    private void add(int register, int offset, int size) {
        if (state.type(node.frame(), register) instanceof Type.Stack stack) {
            StackSpan.of(stack, offset, size).ifPresent(spans::add);
        }
    }

    private void helper(Helper helper) {
        List<ArgumentKind> arguments = helper.arguments();
        for (int i = 0; i < arguments.size(); i++) {
            int register = FIRST_ARGUMENT + i;
            ArgumentKind argument = arguments.get(i);
            Runnable adding = switch (argument) {
                case MAP_KEY -> () -> map().ifPresent(map -> add(register, 0, map.keySize()));
                case MAP_VALUE, TAKEN_VALUE -> () -> map().ifPresent(map -> add(register, 0, map.valueSize()));
                case WALK_PLACE -> () -> map().ifPresent(map -> add(register, 0, Long.BYTES + map.keySize()));
                case BYTES_OR_NULL, BYTES, BUFFER -> () -> sized(register);
                case CHANGED_U16, CHANGED_U32, CHANGED_U64, CHANGED_LOOKUP, ITERATOR, DYNPTR ->
                    () -> changed(register, argument.changedBytes());
                case CONTEXT, READABLE_MAP, WRITABLE_MAP, PERCPU_MAP, TARGET_MAP, EVENT_MAP, RING_MAP, KEYLESS_MAP,
                        LINE_MAP, TEXT,
                        RECORD, RECORD_SIZE, PROGRAM_MAP, LOCK, SCALAR, FORMAT,
                        SIZE, LOOKUP_SIZE,
                        LOOKUP_FLAGS, WALKED_MAP, FUNCTION, FUNCTION_CONTEXT, SLICE_BUFFER, CONSTANT_SIZE ->
                    () -> {};
            };
            adding.run();
        }
    }

    /// What conversions of arguments in registers look at; the format is known.
    private void printed(PrintCall call) {
        if (call instanceof PrintCall.InRegisters(_, var conversions, int first, var bytes)) {
            for (int i = 0; i < conversions.size(); i++) {
                if (conversions.get(i).kind().isAddress()) {
                    add(first + i, 0, bytes.get(i));
                }
            }
        }
    }

    /// The map that the helper is given, or one of those that it may be, which have the same sizes.
    private Optional<MapSpec> map() {
        return refusal.places(state.type(node.frame(), FIRST_ARGUMENT)).stream().map(refusal::map).findFirst();
    }

    /// Bytes that the helper writes on some runs only, which stay in memory for that.
    private void changed(int register, int size) {
        if (state.type(node.frame(), register) instanceof Type.Stack stack) {
            StackSpan.of(stack, 0, size)
                    .ifPresent(span -> spans.add(new StackSpan(span.frame(), span.start(), span.size(), false)));
        }
    }

    /// A buffer whose size is known is these bytes; otherwise it is up to as many as there can be.
    private void sized(int register) {
        if (state.type(node.frame(), register) instanceof Type.Stack stack
                && state.type(node.frame(), register + 1) instanceof Type.Number(Range size) && size.high() > 0) {
            int bytes = (int) Math.min(size.high(), -Math.max(stack.offset().low(), -512));
            StackSpan.of(stack, 0, bytes)
                    .ifPresent(span -> spans.add(new StackSpan(span.frame(), span.start(), span.size(), span.exact()
                            && size.isConstant())));
        }
    }
}
