package xdp2rtl.cfg;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

    /// Goes on with another program, in a frame of its own, or behind the call.
    ///
    /// @param otherwise the block behind the call
    /// @param begins    for each program of [xdp2rtl.elf.Linkage#targets] the block that begins it
    record TailCall(Node call, int otherwise, List<Integer> begins) implements Terminator {
        public TailCall { begins = List.copyOf(begins); }
    }

    /// Begins a program in `frame`, which is as in front of the first instruction of a run.
    record Begin(int frame, int block) implements Terminator {}

    /// Ends the program with R0.
    record End(Node exit) implements Terminator {}

    /// The instruction that ends the block; empty for falling through, jumping and beginning.
    default Optional<Node> node() {
        return switch (this) {
            case Goto _, Begin _ -> Optional.empty();
            case Test test -> Optional.of(test.branch());
            case Enter enter -> Optional.of(enter.call());
            case Return back -> Optional.of(back.exit());
            case TailCall tail -> Optional.of(tail.call());
            case End end -> Optional.of(end.exit());
        };
    }

    /// The blocks that may come next: of a test the taken one first, of a tail call the one behind it.
    default List<Integer> successors() {
        return switch (this) {
            case Goto to -> List.of(to.block());
            case Test test -> List.of(test.taken(), test.otherwise());
            case Enter enter -> List.of(enter.block());
            case Return back -> List.of(back.block());
            case TailCall tail -> Stream.concat(Stream.of(tail.otherwise()), tail.begins().stream()).toList();
            case Begin begin -> List.of(begin.block());
            case End _ -> List.of();
        };
    }
}
