package xdp2rtl.reach;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.interpreter.Arithmetic;

/// Terms with other inputs than those of the run that made them.
final class Evaluation {
    private final Program program;
    private final Inputs inputs;
    private final Map<Term, Long> known = new IdentityHashMap<>();

    Evaluation(Program program, Inputs inputs) {
        this.program = program;
        this.inputs = inputs;
    }

    long of(Term term) {
        if (term instanceof Term.Constant(long value)) { return value; }
        Long before = known.get(term);
        if (before != null) { return before; }
        long value = compute(term);
        known.put(term, value);
        return value;
    }

    private long compute(Term term) {
        return switch (term) {
            case Term.Constant(long value) -> value;
            case Term.Input(var variable, _) -> inputs.get(program, variable);
            case Term.Join(var bytes, _, _, _) -> {
                long value = 0;
                for (int i = bytes.size() - 1; i >= 0; i--) {
                    value = value << Byte.SIZE | of(bytes.get(i)) & 0xff;
                }
                yield value;
            }
            case Term.Part(var whole, int at, _, _) -> of(whole) >>> Byte.SIZE * at & 0xff;
            case Term.Operation(var op, var width, var left, var right, _, _, _) ->
                Term.compute(op, width, of(left), of(right));
            case Term.Swap(var kind, int bits, var whole, _, _) -> Arithmetic.swap(kind, bits, of(whole));
            case Term.Found found -> Keys.has(program, inputs, found.map(), key(found.key())) ? found.ifFound()
                    : found.ifNot();
            case Term.Either(var left, var right, long ifSo, long ifNot, _, _) ->
                of(left) <= of(right) ? ifSo : ifNot;
        };
    }

    Bytes key(List<Term> key) {
        byte[] bytes = new byte[key.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) of(key.get(i));
        }
        return Bytes.of(bytes);
    }
}
