package xdp2rtl.hdl;

import java.util.List;
import java.util.Optional;

/// The rest of a `when`: further branches, of which the first whose condition holds is taken.
public final class When {
    private final Body body;
    private final List<Statement.Branch> branches;
    private boolean closed;

    When(Body body, List<Statement.Branch> branches) {
        this.body = body;
        this.branches = branches;
    }

    /// What happens where no condition before it holds and this one, of 1 bit, does.
    public When elseWhen(Bits condition, Runnable statements) {
        Operands.condition("elseWhen", condition);
        add("elseWhen", Optional.of(condition), statements);
        return this;
    }

    /// What happens where none of the conditions holds.
    public void otherwise(Runnable statements) {
        add("otherwise", Optional.empty(), statements);
        closed = true;
    }

    private void add(String what, Optional<Bits> condition, Runnable statements) {
        if (closed) throw new HdlError(what + ": this when already has its otherwise; put it before");
        branches.add(body.branch(condition, statements));
    }
}
