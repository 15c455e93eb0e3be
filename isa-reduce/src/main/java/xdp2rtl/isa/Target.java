package xdp2rtl.isa;

import java.util.List;

/// Where a branch goes.
public sealed interface Target {

    /// To a block of the control-flow graph, giving its parameters; before scheduling. An argument is a register or an
    /// immediate.
    record ToBlock(int block, List<Operand> arguments) implements Target {
        public ToBlock { arguments = List.copyOf(arguments); }

        @Override public String toString() { return "b" + block + (arguments.isEmpty() ? "" : arguments.toString()); }
    }

    /// To a bundle, by its address in the program memory; after scheduling.
    record ToBundle(int address) implements Target {
        @Override public String toString() { return "@" + address; }
    }

    /// Out of the program with this action: the branch ends the packet, no bundle more is needed. 0 to 15.
    record Leave(int action) implements Target {
        /// Actions that a branch target can name.
        public static final int ACTIONS = 16;

        @Override public String toString() { return "exit " + action; }
    }
}
