package xdp2rtl.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import xdp2rtl.depend.Order;
import xdp2rtl.depend.Ordering;
import xdp2rtl.graph.Block;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Length;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Target;
import xdp2rtl.isa.Width;

/// Grows the tree of a region from its root block.
///
/// A block that stands in several trees, or several times in one, gets new names for its values. A path that leaves for
/// another region hands on that region's entering values: by moves, or by letting the definition write the entering
/// value's register itself (coalescing the two).
final class RegionBuilder {
    /// How the entering values of a region, its phis, get their values.
    enum PhiLowering {
        /// The definition writes the register where it can.
        COALESCED,
        /// Always by a move at the end.
        COPIED,
        /// By two moves, the first into a register of its own, so that no order of moves can be wrong (the swap
        /// problem).
        COPIED_TWICE
    }

    /// How many times more often than not a fork is taken that is negated for it.
    private static final double CLEARLY = 1.5;

    private final Task task;
    private final PhiLowering lowering;
    private final List<TreeNode> nodes = new ArrayList<>();
    private final List<Op> ops = new ArrayList<>();
    private final Map<Integer, List<Op>> users = new HashMap<>();
    /// Lanes that can define a shared value, as bits.
    private final Map<Integer, Integer> lanesOf = new HashMap<>();
    private final Set<Op> joined = new HashSet<>();
    /// An operation without its result, and the effects that it must follow.
    private record Expression(Operation operation, Set<Op> behind) {}

    private final Map<Expression, Op> expressions = new HashMap<>();
    /// Operations that serve several paths.
    private final Set<Op> shared = new HashSet<>();

    private RegionBuilder(Task task, PhiLowering lowering) {
        this.task = task;
        this.lowering = lowering;
    }

    static Region build(Task task, int root, PhiLowering lowering) {
        RegionBuilder builder = new RegionBuilder(task, lowering);
        TreeNode node = builder.node(Optional.empty(), task.frequencies.of(root));
        builder.fill(node, root);
        return new Region(root, List.copyOf(builder.nodes), List.copyOf(builder.ops), Set.copyOf(task.entering(root)),
                builder.users, !builder.joined.isEmpty());
    }

    private TreeNode node(Optional<TreeNode> parent, double weight) {
        TreeNode node = new TreeNode(nodes.size(), parent, weight);
        nodes.add(node);
        return node;
    }

    private void fill(TreeNode node, int id) {
        Block source = task.graph.blocks().get(id);
        for (int i = 0; i < source.steps().size(); i++) {
            Step step = source.steps().get(i);
            Optional<SourceStep> from = Optional.of(new SourceStep(id, i));
            double weight =
                    node.weight * (step.operation() instanceof Operation.Transfer ? task.frequencies.share(id, i) : 1);
            switch (step.operation()) {
                case Operation.Branch branch -> {
                    Operation.Branch here = (Operation.Branch) renamed(node, branch, id);
                    Optional<Boolean> known = known(here);
                    if (known.isEmpty()) {
                        Op op = add(node, Op.Kind.FORK, here, from);
                        node.forks.add(new TreeNode.Fork(op, conditional(node, here.target(), weight), weight));
                    } else if (known.get()) {
                        node.last = unconditional(node, here.target(), from);
                        return;
                    }
                }
                case Operation.Jump jump -> node.last = unconditional(node, named(node, jump.target()), from);
                case Operation.Exit exit -> node.last = exit(node, (Operation.Exit) renamed(node, exit, id), from);
                case Operation.Compute _, Operation.Access _, Operation.MapAdd _, Operation.ContextAccess _,
                     Operation.Push _, Operation.Request _ ->
                    straight(node, step.operation(), id, from);
            }
        }
        preferLeaving(node);
    }

    /// Adds an operation, unless its result is known or another path of the tree has the same operation, which then
    /// serves both.
    private void straight(TreeNode node, Operation operation, int id, Optional<SourceStep> source) {
        Optional<Reg> dst = operation.writes().filter(reg -> !task.isShared(reg.number()));
        Optional<Operand> known =
                dst.flatMap(_ -> Folding.result(operation, reg -> node.names.getOrDefault(reg.number(), reg)));
        if (known.isPresent()) {
            node.names.put(dst.get().number(), known.get());
            return;
        }
        Operation named = Folding.withoutSums(
                renamed(node, Folding.address(operation, reg -> node.names.getOrDefault(reg.number(), reg)), id),
                node::definition);
        if (dst.isEmpty() || Ordering.isPinned(named) || !task.sharesWork) {
            add(node, Op.Kind.PLAIN, named, source);
            return;
        }
        Op op = add(node, Op.Kind.PLAIN, named, source);
        Op common = expressions
                .putIfAbsent(new Expression(named.rename(reg -> reg, _ -> new Reg(-1)), Set.copyOf(op.behind)), op);
        if (common != null && !joined.contains(common)) {
            share(node, op, common);
            node.names.put(dst.get().number(), new Reg(common.value));
        }
    }

    /// Lets `common` do the work of `op`, the newest operation, from where the ways to the two part.
    private void share(TreeNode node, Op op, Op common) {
        ops.removeLast();
        node.ops.removeLast();
        node.definitions.remove(op.value);
        users.values().forEach(list -> list.remove(op));
        node.ops.add(common);
        node.definitions.put(common.value, common);
        while (!node.isBelow(common.node)) {
            common.node = common.node.parent.orElseThrow();
        }
        shared.add(common);
    }

    private static Optional<Boolean> known(Operation.Branch branch) {
        return branch.left() instanceof Immediate left && branch.right() instanceof Immediate right
                ? Optional.of(branch.cond().holds(branch.width(), left.value(), right.value())) : Optional.empty();
    }

    private TreeNode.Way conditional(TreeNode node, Target target, double weight) {
        return switch (target) {
            case Target.Leave leave -> new TreeNode.Way.Leave(leave.action(), Optional.empty());
            case Target.ToBlock to -> down(node, to, weight);
            case Target.ToBundle _ -> throw new IllegalArgumentException("placed already: " + target);
        };
    }

    /// The way into a block below; out of the program if the block does nothing but leave it.
    private TreeNode.Way down(TreeNode node, Target.ToBlock to, double weight) {
        TreeNode child = node(Optional.of(node), weight);
        enter(child, to);
        if (child.last instanceof TreeNode.Way.Leave leave && child.forks.isEmpty()
                && child.ops.stream().noneMatch(op -> op.pinned)
                && nodes.getLast() == child) {
            nodes.removeLast();
            return leave;
        }
        return new TreeNode.Way.Down(child);
    }

    private TreeNode.Way unconditional(TreeNode node, Target target, Optional<SourceStep> source) {
        return switch (target) {
            case Target.Leave leave -> new TreeNode.Way.Leave(leave.action(), source);
            case Target.ToBlock to when task.partition.isRoot(to.block()) && node.forks.isEmpty() ->
                new TreeNode.Way.End(handOn(node, to, source));
            case Target.ToBlock to -> down(node, to, node.lastWeight());
            case Target.ToBundle _ -> throw new IllegalArgumentException("placed already: " + target);
        };
    }

    private void enter(TreeNode child, Target.ToBlock to) {
        if (task.partition.isRoot(to.block())) {
            child.last = new TreeNode.Way.End(handOn(child, to, Optional.empty()));
            return;
        }
        List<Reg> parameters = task.graph.blocks().get(to.block()).parameters();
        Map<Integer, Operand> bound = new HashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            bound.put(parameters.get(i).number(), to.arguments().get(i));
        }
        child.names.putAll(bound);
        fill(child, to.block());
    }

    private TreeNode.Way exit(TreeNode node, Operation.Exit exit, Optional<SourceStep> source) {
        if (exit.action() instanceof Immediate action && action.value() >= 0 && action.value() < Target.Leave.ACTIONS) {
            return new TreeNode.Way.Leave(action.value(), source);
        }
        return new TreeNode.Way.End(add(node, Op.Kind.END, exit, source));
    }

    /// Negates the last fork of a node if that lets the fork, rather than an operation of its own, leave the program or
    /// the region, or if it is taken more often than not: only what follows a fork that is not taken can stand in its row.
    private void preferLeaving(TreeNode node) {
        if (node.forks.isEmpty() || !(node.forks.getLast().way() instanceof TreeNode.Way.Down down)) { return; }
        Op fork = node.forks.getLast().op();
        Operation.Branch branch = (Operation.Branch) fork.operation;
        boolean swap = switch (node.last) {
            case TreeNode.Way.Leave _ -> true;
            case TreeNode.Way.Down other -> other.node().isEmpty() != down.node().isEmpty() ? other.node().isEmpty()
                    : node.forks.getLast().weight() > CLEARLY * node.lastWeight();
            case TreeNode.Way.End _ -> false;
        };
        if (!swap) { return; }
        Op negated = new Op(fork.id, Op.Kind.FORK, node, new Operation.Branch(branch.cond().negated(), branch.width(),
                branch.left(), branch.right(), branch.target()), fork.source, false, fork.lanes);
        negated.flow.addAll(fork.flow);
        negated.behind.addAll(fork.behind);
        ops.set(fork.id, negated);
        users.values().forEach(list -> list.replaceAll(user -> user == fork ? negated : user));
        double weight = node.lastWeight();
        node.forks.set(node.forks.size() - 1, new TreeNode.Fork(negated, node.last, weight));
        node.last = down;
    }

    // ---- phis ----

    private Op handOn(TreeNode node, Target.ToBlock to, Optional<SourceStep> source) {
        List<Reg> parameters = task.graph.blocks().get(to.block()).parameters();
        Map<Integer, Operand> given = new HashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            given.put(parameters.get(i).number(), to.arguments().get(i));
        }
        List<Op> definitions = new ArrayList<>();
        List<Integer> kept = new ArrayList<>();
        for (int value : task.entering(to.block())) {
            Operand from = given.getOrDefault(value, node.names.getOrDefault(value, new Reg(value)));
            if (from instanceof Reg reg && reg.number() == value) {
                kept.add(value);
            } else {
                definitions.add(define(node, value, from));
            }
        }
        Op end = add(node, Op.Kind.END, new Operation.Jump(new Target.ToBlock(to.block(), List.of())), source);
        for (Op definition : definitions) {
            end.handsOn.add(definition);
            use(definition.value, end);
        }
        for (int value : kept) {
            Optional.ofNullable(node.definitions.get(value)).ifPresent(end.handsOn::add);
            use(value, end);
        }
        return end;
    }

    /// The operation that brings a shared value into its register.
    private Op define(TreeNode node, int value, Operand from) {
        if (from instanceof Reg reg && node.definitions.get(reg.number()) instanceof Op definition
                && lowering == PhiLowering.COALESCED) {
            if (definition.variable == value) { return definition; }
            int lanes = lanesOf.getOrDefault(value, task.lanes(value)) & definition.lanes;
            if (!joined.contains(definition) && !shared.contains(definition) && !task.isShared(reg.number())
                    && lanes != 0) {
                lanesOf.put(value, lanes);
                definition.variable = value;
                joined.add(definition);
                return definition;
            }
        }
        Operand source = from;
        if (lowering == PhiLowering.COPIED_TWICE && from instanceof Reg) {
            Op first = add(node, Op.Kind.PLAIN, move(task.fresh(), from), Optional.empty());
            source = new Reg(first.value);
        }
        Op move = add(node, Op.Kind.PLAIN, move(task.fresh(), source), Optional.empty());
        move.variable = value;
        return move;
    }

    private static Operation move(Reg to, Operand from) {
        return new Operation.Alu(AluOp.MOV, Width.W64, to, new Immediate(0), from);
    }

    // ---- operations ----

    private Op add(TreeNode node, Op.Kind kind, Operation operation, Optional<SourceStep> source) {
        int lanes = 0;
        for (int lane = 0; lane < task.config.lanes(); lane++) {
            if (operation.unit().isEmpty() || task.config.units().get(lane).contains(operation.unit().get())) {
                lanes |= 1 << lane;
            }
        }
        Op op = new Op(ops.size(), kind, node, operation, source, Ordering.isPinned(operation), lanes);
        ops.add(op);
        for (Reg reg : operation.reads()) {
            Op definition = node.definitions.get(reg.number());
            if (definition != null && !op.flow.contains(definition)) {
                op.flow.add(definition);
            }
            use(reg.number(), op);
        }
        if (Ordering.isOrdered(operation)) {
            order(node, op);
        }
        if (op.value >= 0) {
            node.definitions.put(op.value, op);
        }
        if (kind == Op.Kind.PLAIN) {
            node.ops.add(op);
            if (op.pinned) {
                node.pinned.add(op);
            }
        }
        return op;
    }

    private void order(TreeNode node, Op op) {
        for (Optional<TreeNode> at = Optional.of(node); at.isPresent(); at = at.get().parent) {
            for (Op earlier : at.get().ops) {
                if (Ordering.isOrdered(earlier.operation)) {
                    Order order = Ordering.between(earlier.operation, op.operation);
                    switch (order) {
                        case FREE -> {}
                        case SAME_BUNDLE -> op.beside.add(earlier);
                        case NEXT_BUNDLE -> op.behind.add(earlier);
                    }
                }
            }
        }
    }

    private void use(int value, Op user) {
        List<Op> of = users.computeIfAbsent(value, _ -> new ArrayList<>());
        if (!of.contains(user)) {
            of.add(user);
        }
    }

    // ---- names ----

    /// The operation with this path's names and constants; targets' arguments as well.
    private Operation renamed(TreeNode node, Operation operation, int id) {
        Operation named = Substitution.constants(operation,
                reg -> node.names.getOrDefault(reg.number(), reg) instanceof Immediate constant ? constant : reg);
        if (named instanceof Operation.Branch b && b.left() instanceof Reg left
                && node.names.get(left.number()) instanceof Immediate constant && b.right() instanceof Immediate) {
            named = new Operation.Branch(b.cond(), b.width(), constant, b.right(), b.target());
        }
        Target target = named instanceof Operation.Branch b ? named(node, b.target()) : new Target.Leave(0);
        if (named instanceof Operation.Branch b) {
            named = new Operation.Branch(b.cond(), b.width(), b.left(), b.right(), new Target.Leave(0));
        }
        Operation result = named.rename(reg -> register(node, reg), reg -> definition(node, reg, id));
        return result instanceof Operation.Branch b
                ? new Operation.Branch(b.cond(), b.width(), b.left(), b.right(), target) : result;
    }

    private Target named(TreeNode node, Target target) {
        return switch (target) {
            case Target.ToBlock to -> new Target.ToBlock(to.block(),
                    to.arguments().stream().map(argument -> argument instanceof Reg reg
                            ? node.names.getOrDefault(reg.number(), reg) : argument).toList());
            case Target.ToBundle _, Target.Leave _ -> target;
        };
    }

    /// The register of a value on this path; a constant that must be in one is brought there.
    private Reg register(TreeNode node, Reg reg) {
        return switch (node.names.getOrDefault(reg.number(), reg)) {
            case Reg name -> name;
            case Immediate constant -> {
                Op move = add(node, Op.Kind.PLAIN, move(task.fresh(), constant), Optional.empty());
                Reg name = new Reg(move.value);
                node.names.put(reg.number(), name);
                yield name;
            }
            case Length length -> throw new IllegalArgumentException("an argument is " + length);
        };
    }

    private Reg definition(TreeNode node, Reg reg, int id) {
        if (task.partition.instances().get(id) == 1) { return reg; }
        Reg name = task.fresh();
        node.names.put(reg.number(), name);
        return name;
    }
}
