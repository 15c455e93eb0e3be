package xdp2rtl.core.control;

import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;

@Doc("Who waits for an answer, and whose program has ended.")
public final class ContextTable extends Component {
    private final Shape shape;

    @Doc("the bundle in BRANCH")
    public final In branchContext = in(shape.context());
    @Doc("the bundle in EFFECT: it ends the program, waits, makes a request")
    public final In valid = in(1);
    public final In thisContext = in(shape.context());
    public final In ends = in(1);
    public final In waits = in(1);
    public final In requests = in(1);
    @Doc("EFFECT: a request of this context is outstanding, and does not complete in this cycle")
    public final Out busy = out(1);
    @Doc("the context goes on")
    public final Out resume = out(1);
    public final In complete = in(1);
    public final In completeContext = in(shape.context());
    @Doc("the context goes on that was sleeping until the completion")
    public final Out wake = out(1);
    @Doc("a packet of unusable length arrived: it has finished")
    public final In refuse = in(1);
    public final In refuseContext = in(shape.context());
    @Doc("frames that have been emptied")
    public final In frees = in(shape.places());
    public final Out finished = out(shape.places());

    final Reg pending = reg(shape.places());
    final Reg sleeping = reg(shape.places());
    @Doc("the program has ended, its request has not")
    final Reg ending = reg(shape.places());
    final Reg done = reg(shape.places());
    final Reg effectPending = reg(1);

    /// For a core of this shape.
    public ContextTable(Shape shape) {
        this.shape = shape;
        super("context_table");
    }

    @Override protected void logic() {
        section("requests");
        var completed = let("completed", shape.mask(completeContext, complete));
        var unanswered = let("unanswered", pending.and(completed.not()));
        effectPending.next(unanswered.bit(branchContext));
        pending.next(unanswered.or(shape.mask(thisContext, requests)));
        busy.assign(effectPending.and(complete.and(completeContext.is(thisContext)).not()));
        var outstanding = let("outstanding", requests.or(busy));

        section("what becomes of the context");
        resume.assign(valid.and(ends.not()).and(waits.and(outstanding).not()));
        var sleeps = valid.and(ends.not()).and(waits).and(outstanding);
        sleeping.next(sleeping.and(completed.not()).or(shape.mask(thisContext, let("sleeps", sleeps))));
        wake.assign(sleeping.and(completed).any());
        var ended = let("ended", valid.and(ends));
        ending.next(ending.and(completed.not()).or(shape.mask(thisContext, let("ends_later", ended.and(outstanding)))));
        done.next(done.and(frees.not()).or(ending.and(completed))
                .or(shape.mask(thisContext, let("ends_now", ended.and(outstanding.not()))))
                .or(shape.mask(refuseContext, refuse)));
        finished.assign(done);
    }
}
