package xdp2rtl.hdl;

import java.util.BitSet;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import xdp2rtl.hdl.Expression.Element;
import xdp2rtl.hdl.Expression.Slice;
import xdp2rtl.hdl.Expression.Word;

/// Statements read only what their component can see, and everything that it can see is read, bit by bit, or
/// declared to be unused.
record UseCheck(Component component) {
    void run() {
        var body = component.body();
        var read = new IdentityHashMap<Signal, BitSet>();
        var memories = new HashSet<Memory>();
        for (var use : body.uses()) mark(use.value(), use.where(), read, memories);
        for (var bits : body.unused()) mark(bits, component.where(), read, memories);
        for (var signal : body.signals()) {
            if (!(signal instanceof Out)) check(signal, read);
        }
        for (var child : body.children()) child.body().signals(Out.class).forEach(out -> check(out, read));
        for (var memory : body.memories()) {
            if (memory.reads().isEmpty() && !memories.contains(memory)) {
                throw new HdlError(memory.where(), "memory " + memory + " of " + component.moduleName()
                        + " is never read; read it or leave it out");
            }
        }
    }

    private void mark(Bits value, Where where, Map<Signal, BitSet> read, HashSet<Memory> memories) {
        switch (value) {
            case Signal signal -> visible(signal, where, read).set(0, signal.width());
            case Slice(var of, int high, int low) -> visible(of, where, read).set(low, high + 1);
            case Element(var of, int low, int width, int count) ->
                visible(of, where, read).set(low, low + width * count);
            case Expression expression -> {
                if (expression instanceof Word(var of, _)) {
                    if (of.owner() != component) {
                        throw new HdlError(where, "memory " + of + " belongs to " + of.owner().moduleName()
                                + ", not to " + component.moduleName() + "; read it there");
                    }
                    memories.add(of);
                }
                for (var operand : Expression.operands(expression)) mark(operand, where, read, memories);
            }
        }
    }

    private BitSet visible(Signal signal, Where where, Map<Signal, BitSet> read) {
        boolean own = signal.owner() == component;
        if (!own && !(signal instanceof Out && signal.owner().isChildOf(component))) {
            throw new HdlError(where, signal + " of " + signal.owner().moduleName() + " is out of sight in "
                    + component.moduleName() + "; read own signals and outputs of own children");
        }
        return read.computeIfAbsent(signal, _ -> new BitSet());
    }

    private void check(Signal signal, Map<Signal, BitSet> read) {
        var used = read.getOrDefault(signal, new BitSet());
        int missing = used.nextClearBit(0);
        if (missing >= signal.width()) return;
        int end = used.nextSetBit(missing);
        int high = (end < 0 ? signal.width() : end) - 1;
        var what = signal.owner() == component
                ? signal + " of " + component.moduleName()
                : "output " + signal + " of " + signal.owner().instanceName() + " in "
                        + component.moduleName();
        throw new HdlError(signal.where(), used.isEmpty()
                ? what + " is never read; read it, leave it out, or say unused(" + signal + ")"
                : "bits " + high + " down to " + missing + " of " + what
                        + " are never read; read them, leave them out, or say unused(" + signal + ".bits("
                        + high + ", " + missing + "))");
    }
}
