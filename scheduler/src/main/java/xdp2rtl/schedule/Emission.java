package xdp2rtl.schedule;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import xdp2rtl.isa.Bundle;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Target;

/// Rows to bundles: registers for values, addresses for goals.
final class Emission {
    private final Code code;
    private final RegisterAssignment registers;

    private Emission(Code code, RegisterAssignment registers) {
        this.code = code;
        this.registers = registers;
    }

    static Schedule of(Task task, Code code, RegisterAssignment registers, ScheduleReport report) {
        Emission emission = new Emission(code, registers);
        BitSet waits = Waits.of(code);
        List<Bundle> bundles = new ArrayList<>();
        List<List<Optional<SourceStep>>> sources = new ArrayList<>();
        for (int i = 0; i < code.rows.size(); i++) {
            Row row = code.rows.get(i);
            List<Optional<Operation>> slots = new ArrayList<>();
            List<Optional<SourceStep>> from = new ArrayList<>();
            for (int lane = 0; lane < row.lanes(); lane++) {
                slots.add(row.slot(lane).map(slot -> emission.operation(row, slot)));
                from.add(row.slot(lane).flatMap(slot -> slot.op().source));
            }
            bundles.add(new Bundle(slots, waits.get(i), row.kept()));
            sources.add(from);
        }
        List<Schedule.Entry> entries = new ArrayList<>();
        code.regions.forEach((block, address) -> {
            Map<Integer, Integer> values = new TreeMap<>();
            // Constants that were put in its place can leave a value without a reader, and so without a register of its
            // own.
            task.entering(block).stream().filter(v -> registers.isLive(v, address))
                    .forEach(v -> values.put(v, registers.of(v).number()));
            entries.add(new Schedule.Entry(block, address, new TreeMap<>(values)));
        });
        entries.sort(Comparator.comparingInt(Schedule.Entry::address).thenComparingInt(Schedule.Entry::block));
        return new Schedule(task.config, bundles, sources, entries, report);
    }

    private Operation operation(Row row, Row.Slot slot) {
        Operation named = row.operation(slot.op());
        Operation placed = named instanceof Operation.Targeted o ? o.withTarget(target(slot.goal())) : named;
        return placed.rename(this::register, this::register);
    }

    private Reg register(Reg reg) { return reg.isResult() ? reg : registers.of(reg.number()); }

    private Target target(Goal goal) {
        return switch (goal) {
            case Goal.Leave leave -> new Target.Leave(leave.action());
            case Goal.ToChain _, Goal.ToRegion _ -> new Target.ToBundle(code.address(goal).orElseThrow());
            case Goal.None _ -> throw new IllegalStateException("a branch leads nowhere");
        };
    }
}
