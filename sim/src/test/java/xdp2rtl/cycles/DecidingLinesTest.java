package xdp2rtl.cycles;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import xdp2rtl.elf.CLine;
import xdp2rtl.isa.Bundle;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Target;
import xdp2rtl.isa.Width;

class DecidingLinesTest {
    private static final Operation EXIT = new Operation.Exit(new Operand.Immediate(1));

    private static Bundle bundle(Operation... operations) {
        return new Bundle(Stream.of(operations).map(Optional::of).toList(), false, 0);
    }

    private static Operation branch(int to) {
        return new Operation.Branch(Cond.EQ, Width.W64, new Operand.Length(), new Operand.Immediate(60),
                new Target.ToBundle(to));
    }

    private static CLine line(int number, int column) { return new CLine("a.c", number, column, "line " + number); }

    private static PathCycles.End end(int bundle, int lane) {
        return new PathCycles.End(bundle, lane, Optional.of(1L), Optional.of(line(90, 1)), Optional.empty(), 1,
                OptionalLong.of(1), OptionalLong.of(1));
    }

    /// Line 10 decides between bundle 1 and bundle 2, which with line 20 comes to bundle 3 and by line 30 ends by itself; line 90
    /// is where all end, and also a branch behind line 20.
    @Test void theNearestBranchThatNotAllHavePassedTellsEndsApart() {
        List<Bundle> bundles = List.of(bundle(branch(2)), bundle(EXIT), bundle(branch(4), branch(5)), bundle(EXIT),
                bundle(branch(5), EXIT), bundle(EXIT));
        var lines = Map.of("0.0", line(10, 1), "2.0", line(20, 1), "2.1", line(30, 5), "4.0", line(90, 7));
        var deciding = new DecidingLines(bundles, BundleGraph.of(bundles),
                (bundle, lane) -> Optional.ofNullable(lines.get(bundle + "." + lane)));
        assertEquals(List.of(Optional.empty(), Optional.of(line(30, 0)), Optional.of(line(30, 0))),
                deciding.of(List.of(end(1, 0), end(3, 0), end(5, 0))));
        assertEquals(List.of(Optional.empty(), Optional.empty()), deciding.of(List.of(end(3, 0), end(5, 0))));
        assertEquals(List.of(Optional.empty(), Optional.of(line(30, 0))), deciding.of(List.of(end(1, 0), end(4, 1))));
    }

    @Test void theFileIsSaidWhereItIsAnother() {
        Optional<CLine> own = Optional.of(line(90, 1));
        assertEquals("", PathCycles.afterText(own, Optional.empty()));
        assertEquals(", after line 30", PathCycles.afterText(own, Optional.of(line(30, 0))));
        assertEquals(", after b.h:7", PathCycles.afterText(own, Optional.of(new CLine("x/b.h", 7, 0, ""))));
    }
}
