package xdp2rtl.hdl;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// No signal depends on itself within a cycle, through any number of levels of the hierarchy.
///
/// Signals are taken as a whole: a wire whose bit 1 depends on its bit 0 counts as a loop, as it does for a
/// simulator.
final class LoopCheck {
    /// For each output of each component: the inputs that it depends on within the cycle.
    private final Map<Signal, Set<Signal>> through = new IdentityHashMap<>();

    /// Children come before their parents.
    static void run(List<Component> components) {
        var check = new LoopCheck();
        components.forEach(check::component);
    }

    private void component(Component component) {
        var sources = new IdentityHashMap<Signal, List<Signal>>();
        var lines = new IdentityHashMap<Signal, Where>();
        for (var assign : component.body().assigns()) {
            var read = new LinkedHashSet<Signal>();
            Expression.walk(assign.value(), value -> {
                if (value instanceof Signal signal) read.add(signal);
            });
            sources.put(assign.target(), List.copyOf(read));
            lines.put(assign.target(), assign.where());
        }
        for (var child : component.body().children()) {
            for (var out : child.body().signals(Out.class)) sources.put(out, List.copyOf(through.get(out)));
        }
        var inputs = new IdentityHashMap<Signal, Set<Signal>>();
        var path = new ArrayList<Signal>();
        for (var assign : component.body().assigns()) {
            inputs(component, assign.target(), sources, lines, inputs, path);
        }
        for (var out : component.body().signals(Out.class)) through.put(out, inputs.get(out));
    }

    private Set<Signal> inputs(Component component, Signal signal, Map<Signal, List<Signal>> sources,
            Map<Signal, Where> lines, Map<Signal, Set<Signal>> known, List<Signal> path) {
        var done = known.get(signal);
        if (done != null) return done;
        int start = path.indexOf(signal);
        if (start >= 0) throw loop(component, path.subList(start, path.size()), lines);
        path.add(signal);
        var found = new LinkedHashSet<Signal>();
        if (signal instanceof In && signal.owner() == component) found.add(signal);
        for (var source : sources.getOrDefault(signal, List.of())) {
            found.addAll(inputs(component, source, sources, lines, known, path));
        }
        path.removeLast();
        known.put(signal, found);
        return found;
    }

    private static HdlError loop(Component component, List<Signal> path, Map<Signal, Where> lines) {
        var names = new ArrayList<>(path.reversed());
        names.addFirst(names.getLast());
        var text = names.stream()
                .map(signal -> signal.owner() == component ? signal.name()
                        : signal.owner().instanceName() + "." + signal.name())
                .collect(Collectors.joining(" -> "));
        var line = path.stream().filter(lines::containsKey).findFirst().map(lines::get).orElseThrow();
        return new HdlError(line, "combinational loop in " + component.moduleName() + ": " + text
                + "; put a register into it");
    }
}
