package xdp2rtl.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xdp2rtl.isa.Encoding;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Special;

/// An operation in a region, with what must be done before it.
final class Op {
    enum Kind {
        /// Straight: may be anywhere that its dependences allow.
        PLAIN,
        /// A conditional branch.
        FORK,
        /// The exit, or the jump out of the region, at the end of a path.
        END
    }

    final int id;
    final Kind kind;
    /// Where it stands in the program; an operation that serves several paths stands where they part.
    TreeNode node;
    final Operation operation;
    final Optional<SourceStep> source;
    /// Must run on exactly the paths through its node ([xdp2rtl.depend.Ordering#isPinned]).
    final boolean pinned;
    /// Whose results it reads.
    final List<Op> flow = new ArrayList<>();
    /// What else it needs, if only in the same bundle: a path's end needs the values that it hands on.
    final List<Op> handsOn = new ArrayList<>();
    /// What must be done in an earlier bundle, if it is done at all.
    final List<Op> behind = new ArrayList<>();
    /// What must be done in an earlier bundle or in the same, if it is done at all.
    final List<Op> beside = new ArrayList<>();
    /// The lanes that have its unit, as bits.
    final int lanes;
    /// The value that it defines, or -1.
    final int value;
    /// The variable that the value is kept in; other definitions may share it. -1 if there is no value.
    int variable;

    Op(int id, Kind kind, TreeNode node, Operation operation, Optional<SourceStep> source, boolean pinned, int lanes) {
        this.id = id;
        this.kind = kind;
        this.node = node;
        this.operation = operation;
        this.source = source;
        this.pinned = pinned && kind == Kind.PLAIN;
        this.lanes = lanes;
        this.value = operation.writes().map(reg -> reg.number()).orElse(-1);
        this.variable = value;
    }

    /// Whether it reads an answer that it can take from where it stands.
    boolean takesAnswers() { return flow.stream().anyMatch(this::takesAnswer); }

    /// Whether it may stand in the bundle of `earlier`, whose value it reads as the answer of a request.
    boolean takesAnswer(Op earlier) {
        return earlier.operation instanceof Operation.Get get && get.special() == Special.RESULT
                && Encoding.takesResult(operation, get.dst());
    }

    @Override public String toString() { return id + ":" + operation; }
}
