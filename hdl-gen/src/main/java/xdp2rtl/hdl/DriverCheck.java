package xdp2rtl.hdl;

import java.util.HashSet;
import java.util.IdentityHashMap;

/// Everything that must be driven is driven exactly once.
record DriverCheck(Component component) {
    void run() {
        var body = component.body();
        var drivers = new IdentityHashMap<Signal, Where>();
        for (var assign : body.assigns()) {
            var earlier = drivers.put(assign.target(), assign.where());
            if (earlier != null) {
                throw new HdlError(assign.where(), "assign: " + named(assign.target())
                        + " is assigned at " + earlier + " already; assign it once, choose the value with "
                        + "then or select");
            }
        }
        for (var signal : body.signals()) {
            if ((signal instanceof Out || signal instanceof Wire) && !drivers.containsKey(signal)) {
                throw new HdlError(signal.where(), named(signal)
                        + " is never assigned; assign it in logic()");
            }
        }
        for (var child : body.children()) {
            for (var input : child.body().signals(In.class)) {
                if (!drivers.containsKey(input)) {
                    throw new HdlError(input.where(), "input " + named(input) + " is never assigned in "
                            + component.moduleName() + "; assign it in logic() there");
                }
            }
        }
        checkState(body);
    }

    private void checkState(Body body) {
        var registers = new HashSet<Signal>(Statement.targets(body.clocked()));
        registers.addAll(body.readData());
        for (var reg : body.signals(Reg.class)) {
            if (!registers.contains(reg)) {
                throw new HdlError(reg.where(), "register " + named(reg)
                        + " is never written; use next, or a constant");
            }
        }
        for (var memory : body.memories()) {
            boolean written = !memory.writes().isEmpty()
                    || memory.reads().stream().anyMatch(read -> read.write().isPresent());
            if (!written) {
                throw new HdlError(memory.where(), "memory " + memory + " of " + component.moduleName()
                        + " is never written; write it in logic()");
            }
        }
    }

    private String named(Signal signal) {
        boolean own = signal.owner() == component;
        return signal + " of " + (own ? component.moduleName() : signal.owner().instanceName());
    }
}
