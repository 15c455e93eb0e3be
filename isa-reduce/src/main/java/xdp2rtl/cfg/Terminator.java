package xdp2rtl.cfg;

import java.util.List;
import java.util.Optional;

/// How a block ends. Blocks are named by their place in [Cfg#blocks].
public sealed interface Terminator {

    /// Falls through or jumps.
    record Goto(int block) implements Terminator {}

    /// A conditional branch.
    record Test(Node branch, int taken, int otherwise) implements Terminator {}

    /// Calls a subprogram: arguments move to the registers of `frame`.
    record Enter(Node call, int frame, int block) implements Terminator {}

    /// Leaves a subprogram: R0 moves to the caller's.
    record Return(Node exit, int block) implements Terminator {}

    /// Ends the program with R0.
    record End(Node exit) implements Terminator {}

    /// The instruction that ends the block; empty for falling through and jumping.
    default Optional<Node> node() {
        return switch (this) {
            case Goto _ -> Optional.empty();
            case Test test -> Optional.of(test.branch());
            case Enter enter -> Optional.of(enter.call());
            case Return back -> Optional.of(back.exit());
            case End end -> Optional.of(end.exit());
        };
    }

    /// The blocks that may come next, the taken one first.
    default List<Integer> successors() {
        return switch (this) {
            case Goto to -> List.of(to.block());
            case Test test -> List.of(test.taken(), test.otherwise());
            case Enter enter -> List.of(enter.block());
            case Return back -> List.of(back.block());
            case End _ -> List.of();
        };
    }
}
