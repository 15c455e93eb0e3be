package xdp2rtl.hdl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What happens at the clock edge, in the order of the calls in `logic()`.
sealed interface Statement {
    record Next(Reg target, Bits value, Where where) implements Statement {}

    public record Store(Memory memory, Memory.Write write) implements Statement {}

    record Banner(String title) implements Statement {}

    /// The first branch whose condition holds; the last one has no condition where `otherwise` was given.
    record If(List<Branch> branches) implements Statement {}

    /// The arm of which one label is what the selector is; nothing where there is none.
    record Case(Bits selector, List<Arm> arms) implements Statement {
        /// Whether every value of the selector has an arm in which something happens.
        boolean full() {
            int labels = arms.stream().filter(arm -> !arm.body().isEmpty()).mapToInt(arm -> arm.labels().size()).sum();
            return selector.width() < 31 && labels == 1 << selector.width();
        }
    }

    record Arm(List<Bits> labels, List<Statement> body, Where where) {}

    record Branch(Optional<Bits> condition, List<Statement> body, Where where) {}

    /// The registers that a list of statements may write.
    static List<Reg> targets(List<Statement> statements) {
        var found = new ArrayList<Reg>();
        for (var statement : statements) {
            switch (statement) {
                case Next next -> found.add(next.target());
                case If(var branches) -> branches.forEach(branch -> found.addAll(targets(branch.body())));
                case Case(_, var arms) -> arms.forEach(arm -> found.addAll(targets(arm.body())));
                case Store _, Banner _ -> {}
            }
        }
        return found;
    }

    /// Whether there is a loop in a list of statements.
    static boolean loops(List<Statement> statements) {
        return statements.stream().anyMatch(statement -> switch (statement) {
            case Next(_, var value, _) -> Assignments.loops(value);
            case Store(_, var write) -> write.each().isPresent() || Assignments.loops(write.data());
            case If(var branches) -> branches.stream().anyMatch(branch -> loops(branch.body()));
            case Case(_, var arms) -> arms.stream().anyMatch(arm -> loops(arm.body()));
            case Banner _ -> false;
        });
    }

    /// The registers that a list of statements has an arm for each code of.
    static List<Reg> machines(List<Statement> statements) {
        var found = new ArrayList<Reg>();
        for (var statement : statements) {
            switch (statement) {
                case If(var branches) -> branches.forEach(branch -> found.addAll(machines(branch.body())));
                case Case(var selector, var arms) -> {
                    if (selector instanceof Reg reg && !found.contains(reg)) found.add(reg);
                    arms.forEach(arm -> found.addAll(machines(arm.body())));
                }
                case Next _, Store _, Banner _ -> {}
            }
        }
        return found;
    }
}
