package xdp2rtl.verifier;

import static xdp2rtl.ebpf.Registers.FIRST_ARGUMENT;

import xdp2rtl.cfg.Node;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.linux.Helper;
import xdp2rtl.linux.Obstacle;

/// What helpers demand that call a function of the program (`check_helper_call` and `push_callback_call` of Linux,
/// kernel/bpf/verifier.c).
final class CallbackTypes {
    private static final int FUNCTION = 2;

    private final Refusal refusal;

    CallbackTypes(Refusal refusal) { this.refusal = refusal; }

    void function(State state, Node node, int register) {
        Type type = refusal.use(state, node, register);
        if (!(type instanceof Type.Function)) {
            throw refusal.of(node, "needs a function in r%d, which is %s".formatted(register, type.text()),
                    "Linux refuses that too", "Give it a static function of the program");
        }
    }

    void context(State state, Node node, int register) {
        Type type = refusal.use(state, node, register);
        if (!(type instanceof Type.Stack) && !type.isZero()) {
            throw refusal.of(node,
                    "needs a pointer into the stack or NULL in r%d, which is %s".formatted(register, type.text()),
                    "Linux refuses that too", "Put the pointer into a structure on the stack, and give its address");
        }
    }

    /// Why a call has not become a loop.
    InputError refused(State state, Node node, Helper helper) {
        if (helper == Helper.FOR_EACH_MAP_ELEM) {
            if (!(state.type(node.frame(), FIRST_ARGUMENT) instanceof Type.Map)) {
                return refusal.of(node, "goes over the entries of a map out of a map", Obstacle.INNER_MAPS);
            }
        }
        return refusal.of(node,
                "calls a function that is not known here" + (state.type(node.frame(), FUNCTION) instanceof Type.Function
                        ? " for certain, or has unknown flags" : ""),
                Obstacle.UNKNOWN_FUNCTIONS);
    }
}
