package xdp2rtl.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Length;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Special;
import xdp2rtl.isa.Target;
import xdp2rtl.isa.Width;

/// The state of a symbolic run: registers as terms, and what has happened besides.
final class Symbolic {
    /// Something that happened; `term` names it with everything that it depends on.
    private record Event(int term, List<Resource> writes) {}

    /// The result of an operation that has read its operands but not yet written.
    ///
    /// @param isEffect whether it must happen on this path and no other
    record Result(Operation operation, int term, List<Resource> writes, boolean isEffect) {}

    /// A condition as it is decided: two terms compared.
    record Condition(Cond cond, Width width, int left, int right) {}

    private static final Reg NONE = new Reg(0);

    private final Terms terms;
    final Map<Integer, Integer> registers;
    private final List<Event> events;
    /// The effects so far, by term.
    final List<Integer> effects;

    Symbolic(Terms terms) { this(terms, Map.of(), List.of(), List.of()); }

    private Symbolic(Terms terms, Map<Integer, Integer> registers, List<Event> events, List<Integer> effects) {
        this.terms = terms;
        this.registers = new HashMap<>(registers);
        this.events = new ArrayList<>(events);
        this.effects = new ArrayList<>(effects);
    }

    Symbolic copy() { return new Symbolic(terms, registers, events, effects); }

    /// What the operation computes from the state as it is.
    Result evaluate(Operation written) {
        Operation placed = constantBase(written);
        List<Integer> operands = new ArrayList<>(placed.sources().stream().map(this::term).toList());
        Operation operation = withoutSums(placed, operands);
        List<Resource> writes = Resource.writes(operation, operands);
        boolean effect = operation.hasEffect() || operation instanceof Operation.Get get
                && (get.special() == Special.TIME || get.special() == Special.RANDOM);
        if (operation instanceof Operation.Alu alu && alu.op() == AluOp.MOV && alu.width() == Width.W64) {
            return new Result(operation, operands.getFirst(), writes, effect);
        }
        if (operation instanceof Operation.Get get && get.special() == Special.LENGTH) {
            return new Result(operation, term(new Length()), writes, effect);
        }
        Optional<Integer> folded = fold(operation, operands);
        if (folded.isPresent()) { return new Result(operation, folded.get(), writes, effect); }
        List<Resource> touched = new ArrayList<>(Resource.reads(operation, operands));
        touched.addAll(writes);
        return new Result(operation,
                terms.of(new Terms.Term.Applied(shape(operation), List.copyOf(operands), history(touched))),
                writes, effect);
    }

    /// The result of an operation on constants.
    private Optional<Integer> fold(Operation operation, List<Integer> operands) {
        List<Optional<Long>> constants = operands.stream().map(terms::constantOf).toList();
        boolean all = constants.stream().allMatch(Optional::isPresent);
        return switch (operation) {
            case Operation.Alu o when all -> Optional.of(terms.constant(o.op().apply(o.width(),
                    o.op().readsLeft() ? constants.getFirst().get() : 0, constants.getLast().get())));
            case Operation.Compare o when all -> Optional.of(terms.constant(
                    o.cond().holds(o.width(), constants.getFirst().get(), constants.getLast().get()) ? 1 : 0));
            case Operation.Choose o when constants.getFirst().isPresent() ->
                Optional.of(
                        constants.getFirst().get() != 0 ? operands.getLast() : terms.constant(o.otherwise().value()));
            case Operation.Compute _, Operation.Access _, Operation.MapAdd _, Operation.Transfer _,
                 Operation.ContextAccess _, Operation.Push _, Operation.Request _ ->
                Optional.empty();
        };
    }

    /// The same access with a base that is constant added to the offset; addresses have 32 bits.
    private Operation constantBase(Operation operation) {
        return switch (operation) {
            case Operation.Addressed o -> start(o.base(), o.offset())
                    .<Operation>map(start -> o.at(Optional.empty(), start)).orElse(o);
            case Operation.Compute _, Operation.Transfer _, Operation.ContextAccess _, Operation.Push _,
                 Operation.MapRequest _, Operation.DivideRequest _ ->
                operation;
        };
    }

    /// The same access at the first part of a sum with constants, which are added to its offset; addresses have 32 bits.
    private Operation withoutSums(Operation operation, List<Integer> operands) {
        Operation same = operation;
        while (same instanceof Operation.Addressed o && o.base().isPresent()) {
            Optional<Terms.Sum> sum = terms.sumOf(operands.getFirst());
            if (sum.isEmpty()) {
                break;
            }
            operands.set(0, sum.get().term());
            same = o.at(o.base(), (int) (o.offset() + sum.get().constant()));
        }
        return same;
    }

    private Optional<Integer> start(Optional<Reg> base, int offset) {
        return base.flatMap(reg -> terms.constantOf(term(reg))).map(start -> (int) (start + offset));
    }

    /// Writes the register of a result.
    void write(Result result) {
        result.operation().writes().ifPresent(reg -> registers.put(reg.number(), result.term()));
    }

    /// Lets the effects of a result happen.
    void happen(Result result) {
        if (!result.writes().isEmpty()) {
            events.add(new Event(result.term(), result.writes()));
        }
        if (result.isEffect()) {
            effects.add(result.term());
        }
    }

    Condition condition(Operation.Branch branch) {
        return new Condition(branch.cond(), branch.width(), term(branch.left()), term(branch.right()));
    }

    int term(Operand operand) {
        return switch (operand) {
            case Reg reg when reg.isResult() -> evaluate(new Operation.Get(NONE, Special.RESULT)).term();
            case Reg reg -> Optional.ofNullable(registers.get(reg.number()))
                    .orElseGet(() -> terms.of(new Terms.Term.Garbage(reg.number())));
            case Immediate immediate -> terms.constant(immediate.value());
            case Length _ -> terms.of(new Terms.Term.PacketLength(history(List.of(new Resource.Borders()))));
        };
    }

    private List<Integer> history(List<Resource> touched) {
        TreeSet<Integer> history = new TreeSet<>();
        for (Event event : events) {
            if (event.writes().stream().anyMatch(written -> touched.stream().anyMatch(written::meets))) {
                history.add(event.term());
            }
        }
        return List.copyOf(history);
    }

    /// The operation without registers, immediate operands, targets and alias numbers: what its operands are applied
    /// to.
    private static Operation shape(Operation operation) {
        return switch (operation) {
            case Operation.Alu o -> new Operation.Alu(o.op(), o.width(), NONE, NONE, NONE);
            case Operation.Compare o -> new Operation.Compare(o.cond(), o.width(), NONE, NONE, NONE);
            case Operation.Choose o -> new Operation.Choose(NONE, NONE, NONE, o.otherwise());
            case Operation.Multiply o -> new Operation.Multiply(o.width(), NONE, NONE, NONE);
            case Operation.Load o ->
                new Operation.Load(o.space(), o.size(), o.signed(), o.swapped(), o.nonFaulting(), NONE,
                        o.base().map(_ -> NONE), o.offset(), 0);
            case Operation.Store o -> new Operation.Store(o.space(), o.size(), o.swapped(), o.base().map(_ -> NONE),
                    o.offset(), NONE, 0);
            case Operation.MapAdd o ->
                new Operation.MapAdd(o.size(), o.base().map(_ -> NONE), o.offset(), NONE, 0);
            case Operation.Branch o -> new Operation.Branch(o.cond(), o.width(), NONE, NONE, new Target.Leave(0));
            case Operation.Jump _ -> new Operation.Jump(new Target.Leave(0));
            case Operation.Exit _ -> new Operation.Exit(NONE);
            case Operation.Get o -> new Operation.Get(NONE, o.special());
            case Operation.Put o -> new Operation.Put(o.special(), NONE, o.upper());
            case Operation.Adjust o -> new Operation.Adjust(o.op(), NONE, NONE);
            case Operation.Push o -> new Operation.Push(o.index(), NONE, NONE);
            case Operation.MapRequest o -> new Operation.MapRequest(o.op(), o.map(), o.flags(), NONE, NONE);
            case Operation.AtomicRequest o -> new Operation.AtomicRequest(o.op(), o.width(), o.base().map(_ -> NONE),
                    o.offset(), NONE, 0);
            case Operation.DivideRequest o -> new Operation.DivideRequest(o.op(), o.width(), NONE, NONE);
        };
    }
}
