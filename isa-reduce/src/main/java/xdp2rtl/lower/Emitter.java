package xdp2rtl.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.DivideOp;
import xdp2rtl.isa.Encoding;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Length;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Special;
import xdp2rtl.isa.Target;
import xdp2rtl.isa.Width;
import xdp2rtl.lower.Value.Constant;
import xdp2rtl.lower.Value.Held;

/// Writes machine operations, block by block. What is constant is computed here, and constants that have no
/// place in an operation go into registers, so that callers need not know what can be encoded.
final class Emitter {
    private final List<Draft> drafts = new ArrayList<>();
    private Draft current = open();
    private int values;
    private int origin = Step.NOWHERE;

    /// All that follows does the work of this instruction.
    void origin(int place) { origin = place; }

    Reg fresh() { return new Reg(values++); }

    /// A new block, not yet begun.
    Draft open() {
        Draft draft = new Draft(drafts.size());
        drafts.add(draft);
        return draft;
    }

    /// Goes on in this block.
    void begin(Draft draft) { current = draft; }

    Draft current() { return current; }

    List<Draft> drafts() { return drafts; }

    Value parameter(Draft draft) {
        Reg reg = fresh();
        draft.parameters.add(reg);
        return new Held(reg);
    }

    void emit(Operation operation) { current.steps.add(new Step(operation, origin)); }

    /// @param stack the bytes of the stack that accesses with a base may touch
    Graph graph(Set<Integer> stack) {
        // Blocks that were opened for nothing do not exist here: every draft has been begun.
        return new Graph(drafts.stream().map(Draft::block).toList(), values, stack);
    }

    Operand operand(Value value) {
        return value instanceof Constant(long number) && number == (int) number ? new Immediate((int) number)
                : reg(value);
    }

    Reg reg(Value value) {
        return switch (value) {
            case Held(Reg reg) -> reg;
            case Constant(long number) -> {
                List<Operation> steps = constant(number);
                steps.forEach(this::emit);
                yield steps.getLast().writes().orElseThrow();
            }
        };
    }

    /// Puts a number into a register.
    private List<Operation> constant(long number) {
        Immediate low = new Immediate((int) number);
        Reg first = fresh();
        if (number == (int) number) {
            return List.of(new Operation.Alu(AluOp.MOV, Width.W64, first, new Immediate(0), low));
        }
        Operation half = new Operation.Alu(AluOp.MOV, Width.W32, first, new Immediate(0), low);
        if (number >>> 32 == 0) { return List.of(half); }
        return List.of(half, new Operation.Alu(AluOp.PAIR, Width.W64, fresh(), first,
                new Immediate((int) (number >> 32))));
    }

    /// An argument for a jump out of a finished draft.
    Operand argument(Value value, Draft from) {
        if (value instanceof Constant(long number) && number != (int) number) {
            List<Operation> steps = constant(number);
            steps.forEach(step -> from.addBeforeTransfers(new Step(step, Step.NOWHERE)));
            return steps.getLast().writes().orElseThrow();
        }
        return operand(value);
    }

    Value alu(AluOp op, Width width, Value left, Value right) {
        OptionalLong folded = op.fold(width, left.constant(), right.constant());
        if (folded.isPresent()) { return Value.of(folded.getAsLong()); }
        if (width == Width.W64 && right.constant().isPresent() && right.constant().equals(op.neutral())) {
            return left;
        }
        if (op == AluOp.MOV && width == Width.W64) { return right; }
        if (left instanceof Constant && op.reversed().isPresent()) {
            return alu(op.reversed().get(), width, right, left);
        }
        Operand a = op.readsLeft() ? reg(left) : new Immediate(0);
        Operand b = operand(right);
        Reg dst = fresh();
        emit(new Operation.Alu(op, width, dst, a, b));
        return new Held(dst);
    }

    Value alu(AluOp op, Value left, Value right) { return alu(op, Width.W64, left, right); }

    Value alu(AluOp op, Value left, long right) { return alu(op, Width.W64, left, Value.of(right)); }

    /// `left` with its upper half cleared.
    Value low32(Value value) { return alu(AluOp.MOV, Width.W32, Value.ZERO, value); }

    Value compare(Cond cond, Width width, Value left, Value right) {
        if (left instanceof Constant(long a)) {
            return right instanceof Constant(long b) ? Value.of(cond.holds(width, a, b) ? 1 : 0)
                    : compare(cond.swapped(), width, right, left);
        }
        Operand b = operand(right);
        Reg dst = fresh();
        emit(new Operation.Compare(cond, width, dst, reg(left), b));
        return new Held(dst);
    }

    /// `test != 0 ? whenSet : otherwise`.
    Value choose(Value test, Value whenSet, int otherwise) {
        if (test instanceof Constant(long number)) { return number != 0 ? whenSet : Value.of(otherwise); }
        Reg then = reg(whenSet);
        Reg dst = fresh();
        emit(new Operation.Choose(dst, reg(test), then, new Immediate(otherwise)));
        return new Held(dst);
    }

    Value multiply(Width width, Value left, Value right) {
        if (left instanceof Constant(long a)) {
            return right instanceof Constant(long b) ? alu(AluOp.MOV, width, Value.ZERO, Value.of(a * b))
                    : multiply(width, right, left);
        }
        if (right instanceof Constant(long b) && Long.bitCount(b) == 1
                && Long.numberOfTrailingZeros(b) < width.bits()) {
            return alu(AluOp.LSH, width, left, Value.of(Long.numberOfTrailingZeros(b)));
        }
        Operand b = operand(right);
        Reg dst = fresh();
        emit(new Operation.Multiply(width, dst, reg(left), b));
        return new Held(dst);
    }

    Value divide(DivideOp op, Width width, Value left, Value right) {
        if (left instanceof Constant(long a) && right instanceof Constant(long b)) {
            return Value.of(op.apply(width, a, b));
        }
        Reg dividend = reg(left);
        emit(new Operation.DivideRequest(op, width, dividend, operand(right)));
        return get(Special.RESULT);
    }

    Value get(Special special) {
        Reg dst = fresh();
        emit(new Operation.Get(dst, special));
        return new Held(dst);
    }

    Value load(Access access, boolean signed) {
        Reg dst = fresh();
        emit(new Operation.Load(access.space(), access.size(), signed, false, access.nonFaulting(), dst,
                base(access), offset(access),
                access.alias()));
        return new Held(dst);
    }

    void store(Access access, Value value) {
        Operation store = new Operation.Store(access.space(), access.size(), false, base(access),
                offset(access), operand(value), access.alias());
        if (Encoding.obstacle(store).isPresent()) {
            store = new Operation.Store(access.space(), access.size(), false, base(access), offset(access),
                    reg(value), access.alias());
        }
        emit(store);
    }

    void push(int index, Value low, Value high) {
        Operand a = operand(low);
        emit(new Operation.Push(index, a, beside(a, high)));
    }

    /// The second operand of a pair: an immediate only if it does not contradict the first.
    Operand beside(Operand low, Value high) {
        Operand operand = operand(high);
        boolean clash = low instanceof Immediate a && operand instanceof Immediate b
                && a.value() != b.value();
        return clash ? reg(high) : operand;
    }

    static Optional<Reg> base(Access access) {
        return access.base() instanceof Held(Reg reg) ? Optional.of(reg) : Optional.empty();
    }

    static int offset(Access access) {
        return access.base() instanceof Constant(long number) ? (int) (number + access.offset())
                : access.offset();
    }

    /// Branches if the condition holds. True if it never goes on behind the branch.
    boolean branch(Cond cond, Width width, Value left, Value right, Draft target, Value... arguments) {
        if (left instanceof Constant(long a) && right instanceof Constant(long b)) {
            if (cond.holds(width, a, b)) {
                jump(target, arguments);
                return true;
            }
            return false;
        }
        if (left instanceof Constant) { return branch(cond.swapped(), width, right, left, target, arguments); }
        Target to = target(target, arguments);
        Operand b = operand(right);
        emit(new Operation.Branch(cond, width, reg(left), b, to));
        return false;
    }

    /// Leaves the straight line if the condition holds, and goes on in a new block if it does not.
    void leaveIf(Cond cond, Width width, Value left, Value right, Draft target, Value... arguments) {
        boolean known = left instanceof Constant && right instanceof Constant;
        if (branch(cond, width, left, right, target, arguments)) {
            begin(open());
        } else if (!known) {
            Draft next = open();
            jump(next);
            begin(next);
        }
    }

    /// Branches if `value cond length`.
    void branchOnLength(Cond cond, Value value, Draft target, Value... arguments) {
        Target to = target(target, arguments);
        switch (operand(value)) {
            case Reg reg -> emit(new Operation.Branch(cond, Width.W64, reg, new Length(), to));
            case Immediate number -> emit(new Operation.Branch(
                    cond.swapped(), Width.W64, new Length(), number, to));
            case Length _ -> throw new IllegalStateException("a value is never the length");
        }
    }

    void jump(Draft target, Value... arguments) { emit(new Operation.Jump(target(target, arguments))); }

    void exit(Value action) { emit(new Operation.Exit(operand(action))); }

    private Target target(Draft target, Value... arguments) {
        return new Target.ToBlock(target.id, Stream.of(arguments).map(this::operand).toList());
    }
}
