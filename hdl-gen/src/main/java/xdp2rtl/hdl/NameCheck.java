package xdp2rtl.hdl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/// Every name of a module is used for one thing: signals, memories, instances, the wires at an instance,
/// checks.
final class NameCheck {
    private NameCheck() {}

    private record Named(String name, Where where) {}

    static void run(Component component) {
        var body = component.body();
        var names = new ArrayList<Named>();
        for (var signal : body.signals()) names.add(new Named(signal.name(), signal.where()));
        for (var memory : body.memories()) names.add(new Named(memory.name(), memory.where()));
        for (var check : body.checks()) names.add(new Named(check.name(), check.where()));
        for (var child : body.children()) {
            names.add(new Named(child.instanceName(), child.where()));
            for (var port : child.body().signals()) {
                if (port instanceof In || port instanceof Out) {
                    names.add(new Named(child.instanceName() + "_" + port.name(), child.where()));
                }
            }
        }
        loops(component, names);
        var seen = new HashMap<String, Where>();
        for (var named : names) {
            var earlier = seen.put(named.name(), named.where());
            if (earlier != null) {
                throw new HdlError(named.where(), "name " + named.name() + " is taken in "
                        + component.moduleName() + " (by " + earlier + "); take another");
            }
        }
        constants(component);
    }

    /// Blocks with loops have names, and a variable that hides what has its name.
    private static void loops(Component component, List<Named> names) {
        var body = component.body();
        int before = names.size();
        for (var assign : body.assigns()) {
            if (Assignments.loops(assign.value())) {
                names.add(new Named(Assignments.block(assign.target().name()), assign.where()));
            }
        }
        if (Statement.loops(body.clocked())) names.add(new Named(Assignments.block("clocked"), component.where()));
        for (var memory : body.memories()) {
            for (var read : memory.reads()) {
                if (read.write().flatMap(Memory.Write::each).isPresent()) {
                    names.add(new Named(Assignments.block(read.data().name()), read.where()));
                }
            }
        }
        if (names.size() > before) names.add(new Named("i", component.where()));
    }

    private static void constants(Component component) {
        var values = new HashMap<String, Bits>();
        for (var use : component.body().uses()) {
            Expression.walk(use.value(), value -> {
                if (!(value instanceof Expression.Symbol symbol)) return;
                var other = values.putIfAbsent(symbol.name(), symbol.value());
                if (other != null && !other.equals(symbol.value())) {
                    throw new HdlError(use.where(), "name " + symbol.name() + " is taken in " + component.moduleName()
                            + " by the constant " + ExpressionText.brief(other) + "; take another");
                }
            });
        }
    }
}
