package xdp2rtl.cycles;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Bundle;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;

/// What registers hold behind a bundle, where that follows from constants and from what is known in front of it.
/// Destinations are written whatever branches do (`docs/machine.md`).
record RegisterValues(List<Bundle> bundles) {

    /// The registers in front of a bundle that decide what one holds behind it; none if it does not follow from any.
    List<Integer> sources(int bundle, int register) {
        Operation writer = writer(bundle, register).orElse(null);
        return switch (writer) {
            case null -> List.of(register);
            case Operation.Compute compute -> registers(compute.sources());
            case Operation _ -> List.of();
        };
    }

    /// Whether it computes with what a register held, and does not just move it.
    boolean counts(int bundle, int register) {
        return writer(bundle, register).orElse(null) instanceof Operation.Alu alu && alu.op() != AluOp.MOV;
    }

    /// What a register holds behind a bundle.
    ///
    /// @param known what registers hold in front of it
    OptionalLong behind(int bundle, int register, Map<Integer, Long> known) {
        Operation writer = writer(bundle, register).orElse(null);
        return switch (writer) {
            case null -> value(new Reg(register), known);
            case Operation.Compute compute -> compute.fold(operand -> value(operand, known));
            case Operation _ -> OptionalLong.empty();
        };
    }

    /// Whether a branch is taken, if what it compares is known in front of its bundle.
    static Optional<Boolean> decided(Operation.Branch branch, Map<Integer, Long> known) {
        return branch.fold(operand -> value(operand, known));
    }

    /// The registers among operands.
    static List<Integer> registers(List<Operand> operands) {
        return operands.stream().filter(Reg.class::isInstance).map(operand -> ((Reg) operand).number()).distinct()
                .toList();
    }

    private static OptionalLong value(Operand operand, Map<Integer, Long> known) {
        return switch (operand) {
            case Immediate(int value) -> OptionalLong.of(value);
            case Reg(int number) when known.containsKey(number) -> OptionalLong.of(known.get(number));
            case Reg _, Operand.Length _ -> OptionalLong.empty();
        };
    }

    private Optional<Operation> writer(int bundle, int register) {
        return bundles.get(bundle).slots().stream().flatMap(Optional::stream)
                .filter(operation -> operation.writes().filter(reg -> reg.number() == register).isPresent())
                .findFirst();
    }
}
