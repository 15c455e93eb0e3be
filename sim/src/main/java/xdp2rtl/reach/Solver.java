package xdp2rtl.reach;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import xdp2rtl.ebpf.OperandWidth;
import xdp2rtl.elf.Program;

/// Inputs with which a run is likely to go the other way at one of its branches, and the same way before.
final class Solver {
    private static final long LOW = 0xffff_ffffL;
    /// Each may undo another; what has not come to rest by then is given up.
    private static final int ROUNDS = 8;
    private static final int AGAIN = 4;
    private static final int RANDOM_TRIES = 40;

    private final Program program;
    private final Inversion inversion;
    private final Random random;

    Solver(Program program, Random random) {
        this.program = program;
        this.inversion = new Inversion(program);
        this.random = random;
    }

    /// At most so many, the most likely ones first.
    List<Inputs> turned(Inputs base, List<Choice> choices, int place, int most) {
        var kept = new ArrayList<Inputs>();
        var doubtful = new ArrayList<Inputs>();
        switch (choices.get(place)) {
            case Choice.Looked looked -> looked.values().forEach(value -> {
                Optional<Inputs> before = Keys.has(program, base, looked.map(), looked.key()) ? Optional.of(base)
                        : Keys.added(program, base, looked.map(), looked.key());
                before.map(in -> in.with(looked.map(), looked.key(), value)).filter(in -> !in.equals(base))
                        .ifPresent(kept::add);
            });
            case Choice.Added(_, int map, var key) -> Keys.filled(program, base, map, key).ifPresent(kept::add);
            case Choice.Branched branched -> {
                Choice.Branched wanted = branched.turned();
                for (Inputs found : solutions(wanted, base)) {
                    Optional<Inputs> repaired = repaired(found, wanted, choices.subList(0, place));
                    repaired.ifPresentOrElse(kept::add, () -> doubtful.add(found));
                    if (kept.size() == most) {
                        break;
                    }
                }
            }
        }
        kept.addAll(doubtful);
        return kept.stream().distinct().limit(most).toList();
    }

    private Optional<Inputs> repaired(Inputs found, Choice.Branched wanted, List<Choice> before) {
        Inputs inputs = found;
        for (int round = 0; round < ROUNDS; round++) {
            Optional<Choice.Branched> broken = broken(inputs, before);
            if (broken.isEmpty()) { return Optional.of(inputs); }
            Optional<Inputs> next = solutions(broken.get(), inputs).stream()
                    .filter(mended -> wanted.holds(new Evaluation(program, mended))).findFirst();
            if (next.isEmpty()) { return Optional.empty(); }
            inputs = next.get();
        }
        return Optional.empty();
    }

    private Optional<Choice.Branched> broken(Inputs inputs, List<Choice> before) {
        var evaluation = new Evaluation(program, inputs);
        for (Choice choice : before) {
            if (choice instanceof Choice.Branched branched && !branched.holds(evaluation)) {
                return Optional.of(branched);
            }
        }
        return Optional.empty();
    }

    /// Inputs near these with which a branch goes the way that it says.
    private List<Inputs> solutions(Choice.Branched wanted, Inputs base) {
        var evaluation = new Evaluation(program, base);
        long left = evaluation.of(wanted.left());
        long right = evaluation.of(wanted.right());
        var found = new ArrayList<Inputs>();
        values(wanted, left, right, true).forEach(value -> {
            if (holds(wanted, value, right)) {
                found(wanted, wanted.left(), value, base).ifPresent(found::add);
            }
        });
        values(wanted, right, left, false).forEach(value -> {
            if (holds(wanted, left, value)) {
                found(wanted, wanted.right(), value, base).ifPresent(found::add);
            }
        });
        if (found.isEmpty()) {
            found.addAll(byLot(wanted, base));
        }
        return found;
    }

    private static boolean holds(Choice.Branched wanted, long left, long right) {
        return wanted.condition().holds(wanted.width(), left, right) == wanted.taken();
    }

    /// Numbers to try on one side of a comparison.
    private LongStream values(Choice.Branched wanted, long own, long other, boolean left) {
        LongStream near = LongStream.of(other, other + 1, other - 1, 0, own & ~other, own | other, own ^ 1, 1, 2,
                own | Long.lowestOneBit(other), other + 2, other ^ 0x80, own + 1, own - 1,
                random.nextLong() & (left ? wanted.left() : wanted.right()).mask(), -1);
        return wanted.width() == OperandWidth.W64 ? near : near.map(value -> own & ~LOW | value & LOW);
    }

    private Optional<Inputs> found(Choice.Branched wanted, Term side, long value, Inputs base) {
        Inputs inputs = base;
        for (int again = 0; again < AGAIN; again++) {
            Optional<Inputs> next = inversion.to(side, value, inputs);
            if (next.isEmpty() && wanted.width() == OperandWidth.W32) {
                next = inversion.to(side, value & LOW, inputs);
            }
            if (next.isEmpty()) { return next; }
            inputs = next.get();
            if (wanted.holds(new Evaluation(program, inputs))) { return Optional.of(inputs); }
        }
        return Optional.empty();
    }

    private List<Inputs> byLot(Choice.Branched wanted, Inputs base) {
        List<Variable> variables = Variables.of(List.of(wanted.left(), wanted.right()));
        if (variables.isEmpty()) { return List.of(); }
        Inputs inputs = base;
        for (int i = 0; i < RANDOM_TRIES; i++) {
            Variable variable = variables.get(random.nextInt(variables.size()));
            inputs = inputs.with(program, variable, random.nextLong() & variable.mask()).orElse(inputs);
            if (wanted.holds(new Evaluation(program, inputs))) { return List.of(inputs); }
        }
        return List.of();
    }
}
