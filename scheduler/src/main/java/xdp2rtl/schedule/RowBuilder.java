package xdp2rtl.schedule;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import xdp2rtl.isa.Operation;

/// Fills one row: always the most urgent operation next that is ready and finds a lane.
final class RowBuilder {
    private final RegionScheduler region;
    private final ControlPoint start;
    private final BitSet needed;
    private final LaneFit fit;
    /// Forks and the end that are placed, in the order in which they are decided.
    private final List<Integer> control = new ArrayList<>();
    private final BitSet inRow = new BitSet();
    private final BitSet refused = new BitSet();
    private record After(BitSet done, BitSet needed) {}

    private final List<After> after = new ArrayList<>();
    private ControlPoint cursor;
    private boolean ended;
    private long last;

    RowBuilder(RegionScheduler region, ControlPoint start) {
        this.region = region;
        this.start = start.settled();
        this.cursor = this.start;
        this.needed = region.needs().at(this.start);
        this.fit = new LaneFit(region.config().lanes());
    }

    /// The lanes that were found.
    LaneFit fill() {
        fill(firstLeft() + (long) region.policy().window());
        if (fit.size() == 0) {
            fill(Long.MAX_VALUE);
        }
        return fit;
    }

    /// Of the operations up to `last`.
    private void fill(long last) {
        this.last = last;
        List<Op> straight = straight();
        place(straight, false);
        place(straight, true);
    }

    /// Whether the row ends the chain.
    boolean ended() { return ended; }

    /// Where control stands if no fork of the row is taken.
    ControlPoint fallThrough() {
        BitSet done = (BitSet) start.done().clone();
        done.or(inRow);
        return new ControlPoint(cursor.node(), cursor.fork(), done);
    }

    /// Whether the item, an effect, must not be squashed by a fork in a lower lane.
    boolean isKept(int item) {
        return isAboveForks(fit.op(item)) && control.stream()
                .anyMatch(other -> fit.op(other).kind == Op.Kind.FORK && fit.lane(other) < fit.lane(item));
    }

    /// Whether it is an effect that every path from the row's start has, so that no fork of the row may take it away.
    private boolean isAboveForks(Op op) {
        return op.pinned && control.stream().map(fit::op).noneMatch(other -> comesBefore(other, op));
    }

    private static boolean comesBefore(Op fork, Op effect) {
        return fork.kind == Op.Kind.FORK && effect.node != fork.node && effect.node.isBelow(fork.node);
    }

    /// What is done when the fork in a lane is taken: registers in any case, effects of lower lanes and those that are
    /// kept.
    BitSet doneWhenTaken(int lane) {
        BitSet done = (BitSet) start.done().clone();
        for (int i = 0; i < fit.size(); i++) {
            if (!fit.op(i).pinned || fit.lane(i) < lane || isAboveForks(fit.op(i))) {
                done.set(fit.op(i).id);
            }
        }
        return done;
    }

    private void place(List<Op> straight, boolean exact) {
        while (!ended && !fit.isFull()) {
            Optional<Op> best = first(straight, exact);
            for (Op effect : undone()) {
                if (effect.id <= last && isMoreUrgent(effect, best) && isReady(effect) && isCandidate(effect, exact)) {
                    best = Optional.of(effect);
                }
            }
            Op control = controlNext();
            if (isMoreUrgent(control, best) && isReady(control) && isCandidate(control, exact)) {
                best = Optional.of(control);
            }
            if (best.isEmpty()) { return; }
            if (!add(best.get())) {
                refused.set(best.get().id);
            }
        }
    }

    // ---- candidates ----

    private boolean isCandidate(Op op, boolean exact) {
        return !inRow.get(op.id) && !refused.get(op.id)
                && (op.variable < 0 || !isMultiplyDefined(op) || keepsOthers(op, exact));
    }

    private Optional<Op> first(List<Op> straight, boolean exact) {
        for (Op op : straight) {
            if (isCandidate(op, exact) && (!op.takesAnswers() || isReady(op))) { return Optional.of(op); }
        }
        return Optional.empty();
    }

    private boolean isMoreUrgent(Op op, Optional<Op> than) {
        return than.isEmpty() || region.rank(op) > region.rank(than.get())
                || region.rank(op) == region.rank(than.get()) && op.id < than.get().id;
    }

    /// The operations that only need a free lane, the most urgent first; some of them an answer in this row, too.
    private List<Op> straight() {
        List<Op> ready = new ArrayList<>();
        for (int id = needed.nextSetBit(0); id >= 0; id = needed.nextSetBit(id + 1)) {
            Op op = region.op(id);
            if (id <= last && op.kind == Op.Kind.PLAIN && !op.pinned && isDueHere(op)
                    && (op.takesAnswers() || isReady(op))) {
                ready.add(op);
            }
        }
        ready.sort(Comparator.<Op>comparingDouble(op -> -region.rank(op)).thenComparing(op -> op.id));
        return ready;
    }

    private boolean isDueHere(Op op) { return region.policy().speculates() || start.node().isBelow(op.node); }

    /// The first operation in the order of the program that may run here and has not.
    private int firstLeft() {
        return needed.stream().filter(id -> !start.done().get(id) && isDueHere(region.op(id))).findFirst().orElse(0);
    }

    /// The effects of this path that earlier rows have not done.
    private List<Op> undone() {
        List<Op> undone = new ArrayList<>();
        for (Optional<TreeNode> at = Optional.of(cursor.node()); at.isPresent(); at = at.get().parent) {
            for (Op op : at.get().pinned) {
                if (!start.done().get(op.id)) {
                    undone.add(op);
                }
            }
        }
        return undone;
    }

    private Op controlNext() {
        if (cursor.fork() < cursor.node().forks.size()) { return cursor.node().forks.get(cursor.fork()).op(); }
        return cursor.node().last instanceof TreeNode.Way.End end ? end.op() : region.leaving(cursor.node());
    }

    private boolean isReady(Op op) {
        for (Op earlier : op.flow) {
            if (!start.done().get(earlier.id) && !(inRow.get(earlier.id) && op.takesAnswer(earlier))) { return false; }
        }
        for (Op earlier : op.behind) {
            if (!isOver(earlier)) { return false; }
        }
        for (Op earlier : op.beside) {
            if (!isOver(earlier) && !inRow.get(earlier.id)) { return false; }
        }
        for (Op earlier : op.handsOn) {
            if (!start.done().get(earlier.id) && !inRow.get(earlier.id)) { return false; }
        }
        return op.kind == Op.Kind.PLAIN || mayDecide(op);
    }

    /// Done in an earlier row, or not needed by any path from here.
    private boolean isOver(Op op) {
        return start.done().get(op.id) || !op.pinned && !needed.get(op.id);
    }

    private boolean mayDecide(Op op) {
        TreeNode.Way way = wayOf(op);
        boolean leaves = !(way instanceof TreeNode.Way.Down);
        boolean effectsDone = undone().stream().allMatch(effect -> inRow.get(effect.id)
                && !(leaves && effect.operation instanceof Operation.Request));
        if (way instanceof TreeNode.Way.Down down) {
            return (region.policy().sinksEffects() || effectsDone)
                    && (!region.policy().waitsForCommonWork() || !hasCommonWork(down.node()));
        }
        return effectsDone;
    }

    private TreeNode.Way wayOf(Op op) {
        return op.kind == Op.Kind.FORK ? cursor.node().forks.get(cursor.fork()).way() : new TreeNode.Way.End(op);
    }

    /// Whether something is still to be done that the fork's node and what follows if it is not taken both need.
    private boolean hasCommonWork(TreeNode taken) {
        BitSet common = (BitSet) region.needs().below(taken, 0).clone();
        common.and(region.needs().below(cursor.node(), cursor.fork() + 1));
        common.andNot(start.done());
        common.andNot(inRow);
        return !common.isEmpty();
    }

    // ---- variables with several definitions ----

    private boolean isMultiplyDefined(Op op) { return region.multiplyDefined().containsKey(op.variable); }

    /// Whether writing the operation's variable leaves every value alone that is kept in it and still needed.
    private boolean keepsOthers(Op op, boolean exact) {
        List<Op> others = region.multiplyDefined().get(op.variable);
        for (Op other : others) {
            if (other != op && inRow.get(other.id)) { return false; }
        }
        if (!exact) { return keepsOthers(op, surelyDone(), needed, true, others); }
        for (After place : after()) {
            if (!keepsOthers(op, place.done(), place.needed(), isNeeded(op.value, op, place.needed(), place.done()),
                    others)) {
                return false;
            }
        }
        return true;
    }

    /// What is done and what is needed at the places that follow this row as it is now.
    private List<After> after() {
        if (after.isEmpty()) {
            for (int item : control) {
                if (fit.op(item).kind == Op.Kind.FORK && region.wayOf(fit.op(item)) instanceof TreeNode.Way.Down down) {
                    after.add(after(new ControlPoint(down.node(), 0, surelyDone())));
                }
            }
            after.add(after(fallThrough()));
        }
        return after;
    }

    private After after(ControlPoint place) {
        ControlPoint settled = place.settled();
        return new After(settled.done(), region.needs().at(settled));
    }

    /// What is done behind this row whichever fork is taken: lanes can still change, so an effect that may sink is not.
    private BitSet surelyDone() {
        BitSet done = (BitSet) start.done().clone();
        for (int id = inRow.nextSetBit(0); id >= 0; id = inRow.nextSetBit(id + 1)) {
            if (!region.policy().sinksEffects()
                    || id < region.size() && (!region.op(id).pinned || isAboveForks(region.op(id)))) {
                done.set(id);
            }
        }
        return done;
    }

    private boolean keepsOthers(Op op, BitSet done, BitSet then, boolean serves, List<Op> others) {
        if (region.enters(op.variable) && isNeeded(op.variable, op, then, done)) { return false; }
        for (Op other : others) {
            if (other != op && isNeeded(other.value, op, then, done)
                    && (done.get(other.id) || serves && !follows(other, op))) {
                return false;
            }
        }
        return true;
    }

    /// Whether something besides `writer`, which reads before it writes, still has to read a value.
    private boolean isNeeded(int value, Op writer, BitSet then, BitSet done) {
        for (Op user : region.users(value)) {
            if (user != writer && then.get(user.id) && !done.get(user.id)) { return true; }
        }
        return false;
    }

    private static boolean follows(Op later, Op earlier) {
        return later.node.isBelow(earlier.node) && (later.node != earlier.node || later.id > earlier.id);
    }

    // ---- lanes ----

    /// Whether what comes before a fork must be done where it is taken.
    private boolean needsEffects(TreeNode.Way way) {
        return !(way instanceof TreeNode.Way.Down) || !region.policy().sinksEffects();
    }

    private boolean add(Op op) {
        List<Integer> below = new ArrayList<>();
        List<Integer> above = new ArrayList<>();
        switch (op.kind) {
            case PLAIN -> {
                // What comes before all forks is kept, whatever its lane.
                if (op.pinned && !isAboveForks(op)) {
                    for (int item : control) {
                        Op decision = fit.op(item);
                        if (comesBefore(decision, op)) {
                            below.add(item);
                        } else if (decision.kind == Op.Kind.FORK && needsEffects(region.wayOf(decision))) {
                            above.add(item);
                        }
                    }
                }
            }
            // A jump or exit counts where no branch is taken and takes no effect away, so it may stand anywhere.
            case END -> {}
            case FORK -> {
                below.addAll(control);
                boolean needsEffects = needsEffects(wayOf(op));
                for (int item = 0; item < fit.size(); item++) {
                    if (fit.op(item).pinned && !isAboveForks(fit.op(item)) && needsEffects) {
                        below.add(item);
                    }
                }
            }
        }
        int lanes = op.lanes & region.lanesFor(op);
        if (!fit.add(op, lanes, op.pinned, below, above)) { return false; }
        inRow.set(op.id);
        after.clear();
        if (op.kind != Op.Kind.PLAIN) {
            control.add(fit.size() - 1);
            ended = op.kind == Op.Kind.END;
            if (op.kind == Op.Kind.FORK) {
                cursor = new ControlPoint(cursor.node(), cursor.fork() + 1, cursor.done()).settled();
                refused.stream().filter(id -> region.op(id).kind != Op.Kind.PLAIN).forEach(refused::clear);
            }
        }
        return true;
    }
}
