package xdp2rtl.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.MapOp;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Special;
import xdp2rtl.isa.Target;
import xdp2rtl.isa.Width;

class GraphRunnerTest {
    private static final Immediate ZERO = new Immediate(0);

    /// Sums the bytes of the packet, short ones included.
    private static final Graph SUM = new Graph(List.of(
            block(0, List.of(), new Operation.Jump(new Target.ToBlock(1, List.of(ZERO, ZERO)))),
            block(1, List.of(reg(0), reg(1)),
                    new Operation.Branch(Cond.GE, Width.W64, reg(0), new Operand.Length(),
                            new Target.ToBlock(2, List.of(reg(1)))),
                    new Operation.Jump(new Target.ToBlock(3, List.of()))),
            block(2, List.of(reg(2)), new Operation.Exit(reg(2))),
            block(3, List.of(),
                    new Operation.Load(Space.PACKET, Size.B1, false, false, false, reg(3), Optional.of(reg(0)), 0, 0),
                    new Operation.Alu(AluOp.ADD, Width.W64, reg(4), reg(1), reg(3)),
                    new Operation.Alu(AluOp.ADD, Width.W64, reg(5), reg(0), new Immediate(1)),
                    new Operation.Jump(new Target.ToBlock(1, List.of(reg(5), reg(4)))))),
            6);

    @Test void runsALoopOverThePacket() {
        assertEquals(Optional.empty(), GraphCheck.violation(SUM));
        assertEquals(6, run(SUM, new byte[]{1, 2, 3}, new RunMaps(64, 0)).r0());
    }

    @Test void printsOneOperationALine() {
        assertTrue(SUM.toString().contains("b1(v0, v1):\n    if ge v0, length goto b2[v1]\n"),
                SUM.toString());
    }

    @Test void keepsAHashMapAcrossRuns() {
        var maps = new RunMaps(256, 64);
        maps.define(3, 1, 4, 8, 2, false);
        Graph update = straight(
                new Operation.Push(1, new Immediate(77), ZERO),
                new Operation.MapRequest(MapOp.UPDATE, 3, 1, new Immediate(5), ZERO),
                new Operation.Get(reg(0), Special.RESULT), new Operation.Exit(reg(0)));
        assertEquals(0, run(update, new byte[14], maps).r0());
        assertEquals(-17, run(update, new byte[14], maps).r0());
        Graph lookup = straight(
                new Operation.MapRequest(MapOp.LOOKUP, 3, 0, new Immediate(5), ZERO),
                new Operation.Get(reg(0), Special.RESULT),
                new Operation.Load(Space.MAP, Size.B8, false, false, true, reg(1), Optional.of(reg(0)), 0, 4),
                new Operation.Exit(reg(1)));
        assertEquals(77, run(lookup, new byte[14], maps).r0());
    }

    @Test void trapsWhereALoudLoadPassesTheEnd() {
        Graph load = straight(new Operation.Load(
                Space.PACKET, Size.B4, false, false, false, reg(0), Optional.empty(), 11, 0),
                new Operation.Exit(reg(0)));
        assertTrue(run(load, new byte[14], new RunMaps(64, 0)).trapped());
    }

    @Test void findsAUseThatIsNotDominated() {
        Graph graph = new Graph(List.of(
                block(0, List.of(),
                        new Operation.Branch(Cond.LT, Width.W64, new Operand.Length(), new Immediate(20),
                                new Target.ToBlock(2, List.of())),
                        new Operation.Jump(new Target.ToBlock(1, List.of()))),
                block(1, List.of(), new Operation.Get(reg(0), Special.CPU),
                        new Operation.Jump(new Target.ToBlock(2, List.of()))),
                block(2, List.of(), new Operation.Exit(reg(0)))), 1);
        assertEquals("b2: exit v0: v0 is defined in b1, which does not come before on every path",
                GraphCheck.violation(graph).orElseThrow());
    }

    private static GraphRunner.Result run(Graph graph, byte[] packet, RunMaps maps) {
        return GraphRunner.run(graph, new RunPacket(packet), maps, GraphRunner.Context.PLAIN);
    }

    private static Graph straight(Operation... operations) {
        return new Graph(List.of(block(0, List.of(), operations)), 8);
    }

    private static Block block(int id, List<Reg> parameters, Operation... operations) {
        return new Block(id, parameters, Stream.of(operations).map(o -> new Step(o, Step.NOWHERE)).toList());
    }

    private static Reg reg(int number) { return new Reg(number); }
}
