package xdp2rtl.reduce;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Length;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Width;
import xdp2rtl.reduce.rules.CondTerm;

/// What registers hold, and what operations make of it: by the definition of the instruction set alone.
final class RuleValues {
    private final Map<Reg, Long> values = new HashMap<>();
    private final long length;

    RuleValues(long length) { this.length = length; }

    long length() { return length; }

    void set(Reg reg, long value) { values.put(reg, value); }

    long of(Operand operand) {
        return switch (operand) {
            case Reg reg -> values.get(reg);
            case Immediate imm -> imm.value();
            case Length _ -> length;
        };
    }

    void run(List<Step> steps) {
        steps.stream().map(Step::operation).filter(o -> !(o instanceof Operation.Get))
                .forEach(o -> set(o.writes().orElseThrow(), result(o)));
    }

    boolean holds(CondTerm c) { return c.cond().holds(c.width(), of(c.left()), of(c.right())); }

    long result(Operation operation) {
        return switch (operation) {
            case Operation.Alu o -> o.op().apply(o.width(), o.op().readsLeft() ? of(o.left()) : 0, of(o.right()));
            case Operation.Compare o -> o.cond().holds(o.width(), of(o.left()), of(o.right())) ? 1 : 0;
            case Operation.Choose o -> of(o.test()) != 0 ? of(o.whenSet()) : o.otherwise().value();
            case Operation.Multiply o -> {
                long product = of(o.left()) * of(o.right());
                yield o.width() == Width.W64 ? product : product & 0xffff_ffffL;
            }
            case Operation.Access _, Operation.MapAdd _, Operation.Transfer _, Operation.ContextAccess _,
                 Operation.Push _, Operation.Request _ ->
                throw new IllegalArgumentException(operation.toString());
        };
    }
}
