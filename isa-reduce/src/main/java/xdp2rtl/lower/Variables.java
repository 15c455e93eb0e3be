package xdp2rtl.lower;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import xdp2rtl.isa.Operand.Reg;

/// Turns variables into values: static single assignment made on the way, after Braun et al., "Simple and
/// Efficient Construction of Static Single Assignment Form" (CC 2013).
///
/// Different from the paper: blocks are visited in reverse postorder, every block with several predecessors
/// gets a parameter for each variable that is read through it, and all arguments are filled in at the end;
/// [ParameterPruning] removes what is trivial.
final class Variables {
    private final Emitter emitter;
    private final Map<Integer, List<Integer>> predecessors;
    private final Map<Integer, Draft> heads;
    private final Map<Integer, Map<Variable, Value>> known = new HashMap<>();
    private final Map<Integer, Map<Variable, Reg>> parameters = new HashMap<>();
    private final Deque<Asked> unfinished = new ArrayDeque<>();
    private int block;

    private record Asked(int block, Variable variable) {}

    /// @param predecessors of every block of the eBPF program
    /// @param heads        the draft that each begins with
    Variables(Emitter emitter, Map<Integer, List<Integer>> predecessors, Map<Integer, Draft> heads) {
        this.emitter = emitter;
        this.predecessors = predecessors;
        this.heads = heads;
    }

    /// Reads and writes now mean this block.
    void begin(int block) { this.block = block; }

    void write(Variable variable, Value value) { known(block).put(variable, value); }

    Value read(Variable variable) { return read(block, variable); }

    private Map<Variable, Value> known(int block) {
        return known.computeIfAbsent(block, _ -> new HashMap<>());
    }

    private Value read(int block, Variable variable) {
        // Chains of single predecessors are walked in a loop, then filled.
        Deque<Integer> chain = new ArrayDeque<>();
        Value value;
        int at = block;
        while (true) {
            value = known(at).get(variable);
            if (value != null) {
                break;
            }
            chain.push(at);
            List<Integer> before = predecessors.get(at);
            if (before.isEmpty()) {
                value = Value.ZERO;
                break;
            }
            if (before.size() > 1 || at == before.getFirst()) {
                Value parameter = emitter.parameter(heads.get(at));
                parameters.computeIfAbsent(at, _ -> new LinkedHashMap<>())
                        .put(variable, ((Value.Held) parameter).reg());
                unfinished.add(new Asked(at, variable));
                value = parameter;
                break;
            }
            at = before.getFirst();
        }
        for (int passed : chain) {
            known(passed).put(variable, value);
        }
        return value;
    }

    /// Makes every argument of every parameter known; arguments may ask for more parameters.
    void finish() {
        while (!unfinished.isEmpty()) {
            Asked asked = unfinished.remove();
            predecessors.get(asked.block()).forEach(before -> read(before, asked.variable()));
        }
    }

    /// After [#finish]: what a jump from the end of one block gives the parameters of another, in their
    /// order.
    List<Value> arguments(int from, int to) {
        return parameters.getOrDefault(to, Map.of()).keySet().stream().map(variable -> read(from, variable))
                .toList();
    }
}
