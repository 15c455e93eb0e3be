package xdp2rtl.hdl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What happens at the clock edge, in the order of the calls in `logic()`.
sealed interface Statement {
    record Next(Reg target, Bits value, Where where) implements Statement {}

    record Store(Memory memory, Memory.Write write) implements Statement {}

    record Banner(String title) implements Statement {}

    /// The first branch whose condition holds; the last one has no condition where `otherwise` was given.
    record If(List<Branch> branches) implements Statement {}

    record Branch(Optional<Bits> condition, List<Statement> body, Where where) {}

    /// The registers that a list of statements may write.
    static List<Reg> targets(List<Statement> statements) {
        var found = new ArrayList<Reg>();
        for (var statement : statements) {
            switch (statement) {
                case Next next -> found.add(next.target());
                case If(var branches) -> branches.forEach(branch -> found.addAll(targets(branch.body())));
                case Store _, Banner _ -> { }
            }
        }
        return found;
    }
}
