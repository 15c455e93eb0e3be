package xdp2rtl.reach;

import java.util.List;
import java.util.Optional;
import xdp2rtl.ebpf.OperandWidth;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.interpreter.Arithmetic;

/// Inputs with which a term has a wanted value, found by turning its operations around. Where several of its parts depend
/// on the inputs, one is changed and the others are taken as they are; the caller looks what came of it.
final class Inversion {
    private static final long LOW = 0xffff_ffffL;

    private final Program program;

    Inversion(Program program) {
        this.program = program;
    }

    private long now(Term term, Inputs in) {
        return new Evaluation(program, in).of(term);
    }

    Optional<Inputs> to(Term term, long wanted, Inputs in) {
        if (now(term, in) == wanted) { return Optional.of(in); }
        return switch (term) {
            case Term.Constant _ -> Optional.empty();
            case Term.Input(var variable, _) -> in.with(program, variable, wanted);
            case Term.Join join -> bytes(join.bytes(), wanted, in);
            case Term.Part(var whole, int at, _, _) -> {
                long mask = 0xffL << Byte.SIZE * at;
                yield wanted >>> Byte.SIZE != 0 ? Optional.empty()
                        : to(whole, now(whole, in) & ~mask | wanted << Byte.SIZE * at, in);
            }
            case Term.Swap(var kind, int bits, var whole, _, _) -> {
                long mask = bits == Long.SIZE ? -1 : (1L << bits) - 1;
                yield (wanted & ~mask) != 0 ? Optional.empty()
                        : merged(whole, Arithmetic.swap(kind, bits, wanted), mask, in);
            }
            case Term.Found found -> wanted == found.ifNot() ? absent(found, in) : present(found, in);
            case Term.Either either -> compared(either, wanted != either.ifNot(), in);
            case Term.Operation operation -> operation(operation, wanted, in);
        };
    }

    private Optional<Inputs> bytes(List<Term> bytes, long wanted, Inputs in) {
        if (bytes.size() < Long.BYTES && wanted >>> Byte.SIZE * bytes.size() != 0) { return Optional.empty(); }
        Optional<Inputs> found = Optional.of(in);
        for (int i = 0; i < bytes.size() && found.isPresent(); i++) {
            found = to(bytes.get(i), wanted >>> Byte.SIZE * i & 0xff, found.get());
        }
        return found;
    }

    /// Only the bits under a mask matter; the others stay, or are 0 where they cannot.
    private Optional<Inputs> merged(Term term, long wanted, long mask, Inputs in) {
        return to(term, now(term, in) & ~mask | wanted & mask, in).or(() -> to(term, wanted & mask, in));
    }

    private Optional<Inputs> operation(Term.Operation term, long wanted, Inputs in) {
        long all = term.width() == OperandWidth.W64 ? -1 : LOW;
        if ((wanted & ~all) != 0) { return Optional.empty(); }
        Term left = term.left();
        Term right = term.right();
        long l = now(left, in);
        long r = now(right, in);
        int by = (int) r & (term.width() == OperandWidth.W64 ? 63 : 31);
        int width = term.width() == OperandWidth.W64 ? Long.SIZE : Integer.SIZE;
        return switch (term.op()) {
            case MOV -> merged(right, wanted, all, in);
            case MOVSX8 -> merged(right, wanted, 0xff, in);
            case MOVSX16 -> merged(right, wanted, 0xffff, in);
            case MOVSX32 -> merged(right, wanted, LOW, in);
            case ADD, OR, XOR -> apart(term, wanted, in).or(() -> either(term, wanted, l, r, all, in));
            case SUB -> merged(left, wanted + r, all, in).or(() -> merged(right, l - wanted, all, in));
            case NEG -> merged(left, -wanted, all, in);
            case AND -> (wanted & ~r) == 0 ? merged(left, wanted, r & all, in)
                    : (wanted & ~l) == 0 ? merged(right, wanted, l & all, in) : Optional.empty();
            case LSH -> (wanted & (1L << by) - 1) != 0 ? Optional.empty()
                    : merged(left, (wanted & all) >>> by, all >>> by, in);
            case RSH -> by > 0 && wanted >>> width - by != 0 ? Optional.empty()
                    : merged(left, wanted << by, all & ~((1L << by) - 1), in);
            case ARSH -> merged(left, wanted << by, all & ~((1L << by) - 1), in);
            case MUL -> r == 0 || Long.remainderUnsigned(wanted, r) != 0 ? Optional.empty()
                    : merged(left, Long.divideUnsigned(wanted, r), all, in);
            case DIV, SDIV -> merged(left, wanted * r, all, in);
            case MOD, SMOD -> r == 0 || Long.compareUnsigned(wanted, r) >= 0 ? Optional.empty()
                    : merged(left, l - Long.remainderUnsigned(l & all, r) + wanted, all, in)
                            .or(() -> merged(left, wanted, all, in));
        };
    }

    /// Both sides, where no bit can be set in both.
    private Optional<Inputs> apart(Term.Operation term, long wanted, Inputs in) {
        long left = term.left().mask();
        long right = term.right().mask();
        return (left & right) != 0 || (wanted & ~(left | right)) != 0 ? Optional.empty()
                : to(term.left(), wanted & left, in).flatMap(half -> to(term.right(), wanted & right, half));
    }

    private Optional<Inputs> either(Term.Operation term, long wanted, long l, long r, long all, Inputs in) {
        return switch (term.op()) {
            case ADD -> merged(term.left(), wanted - r, all, in).or(() -> merged(term.right(), wanted - l, all, in));
            case XOR -> merged(term.left(), wanted ^ r, all, in).or(() -> merged(term.right(), wanted ^ l, all, in));
            case OR -> merged(term.left(), wanted & ~r, all, in).or(() -> merged(term.right(), wanted & ~l, all, in))
                    .or(() -> merged(term.left(), wanted, all, in)
                            .flatMap(half -> merged(term.right(), 0, all, half)));
            default -> throw new IllegalStateException(term.op().name());
        };
    }

    private Optional<Inputs> present(Term.Found found, Inputs in) {
        Bytes key = new Evaluation(program, in).key(found.key());
        if (Keys.has(program, in, found.map(), key)) { return Optional.of(in); }
        // An index that is too large becomes a small one.
        return Keys.added(program, in, found.map(), key)
                .or(() -> program.maps().get(found.map()).isIndexed() ? key(found.key(), 0, in) : Optional.empty());
    }

    private Optional<Inputs> absent(Term.Found found, Inputs in) {
        MapSpec spec = program.maps().get(found.map());
        if (spec.isArray()) { return key(found.key(), Integer.toUnsignedLong(spec.maxEntries()), in); }
        return Optional.of(in.without(found.map(), new Evaluation(program, in).key(found.key())));
    }

    private Optional<Inputs> key(List<Term> key, long wanted, Inputs in) {
        Optional<Inputs> found = Optional.of(in);
        for (int i = 0; i < key.size() && found.isPresent(); i++) {
            found = to(key.get(i), wanted >>> Byte.SIZE * i & 0xff, found.get());
        }
        return found;
    }

    private Optional<Inputs> compared(Term.Either either, boolean wanted, Inputs in) {
        long l = now(either.left(), in);
        long r = now(either.right(), in);
        return wanted ? to(either.right(), l, in).or(() -> to(either.left(), r, in))
                : to(either.right(), l - 1, in).or(() -> to(either.left(), r + 1, in));
    }
}
