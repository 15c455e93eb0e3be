package xdp2rtl.lower;

import java.util.ArrayList;
import java.util.List;
import xdp2rtl.cfg.Node;
import xdp2rtl.ebpf.Registers;
import xdp2rtl.ebpf.SourceOperand;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Special;
import xdp2rtl.isa.Width;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.verifier.Range;
import xdp2rtl.verifier.Refusal;
import xdp2rtl.verifier.State;
import xdp2rtl.verifier.Type;

/// Where the lowering stands: the instruction, what is known in front of it, and the program's registers
/// there.
final class Site {
    final Emitter emitter;
    final StackPlan stack;
    final MapLayout layout;
    final Refusal refusal;
    /// Whether metadata may lie in front of the packet.
    final boolean metadata;
    /// Whether packets may go on in fragments behind `data_end`.
    final boolean fragments;
    /// Whether pointers from before the packet's borders moved are set against later ones.
    final boolean agesMeet;
    /// Whether a redirect call may come behind another.
    final boolean redirectsAgain;
    /// The keys of all calls so far.
    final List<KeyUse> keys = new ArrayList<>();
    private final Variables variables;
    private Node node;
    private State state;

    Site(Emitter emitter, Variables variables, StackPlan stack, MapLayout layout, Refusal refusal,
            boolean metadata, boolean fragments, boolean agesMeet, boolean redirectsAgain) {
        this.emitter = emitter;
        this.variables = variables;
        this.stack = stack;
        this.layout = layout;
        this.refusal = refusal;
        this.metadata = metadata;
        this.fragments = fragments;
        this.agesMeet = agesMeet;
        this.redirectsAgain = redirectsAgain;
    }

    /// What has the length of the whole packet.
    Special wholeLength() { return fragments ? Special.WHOLE_LENGTH : Special.LENGTH; }

    /// Goes to `target` where `cond value, length of the whole packet` holds.
    void branchOnWholeLength(Cond cond, Value value, Draft target, Value... arguments) {
        if (fragments) {
            emitter.leaveIf(cond, Width.W64, value, emitter.get(Special.WHOLE_LENGTH), target, arguments);
        } else {
            Draft inside = emitter.open();
            emitter.branchOnLength(cond, value, target, arguments);
            emitter.jump(inside);
            emitter.begin(inside);
        }
    }

    void moveTo(Node node, State state) {
        this.node = node;
        this.state = state;
        emitter.origin(node.place());
    }

    Node node() { return node; }

    State state() { return state; }

    Type type(int register) { return state.type(node.frame(), register); }

    /// The numbers that a register can hold.
    Range range(int register) { return type(register) instanceof Type.Number(Range range) ? range : Range.ALL; }

    /// What a register holds; a number that types know is that number.
    Value read(int register) {
        return type(register) instanceof Type.Number(Range range) && range.isConstant()
                ? Value.of(range.low())
                : read(node.frame(), register);
    }

    Value read(int frame, int register) {
        return register == Registers.FRAME_POINTER ? Value.of(stack.address(frame, 0))
                : variables.read(new Variable.Register(frame, register));
    }

    Value read(SourceOperand source) {
        return switch (source) {
            case SourceOperand.Register(int register) -> read(register);
            case SourceOperand.Immediate(int value) -> Value.of(value);
        };
    }

    void write(int register, Value value) { write(node.frame(), register, value); }

    void write(int frame, int register, Value value) {
        variables.write(new Variable.Register(frame, register), value);
    }

    Value read(Variable variable) { return variables.read(variable); }

    void write(Variable variable, Value value) { variables.write(variable, value); }
}
