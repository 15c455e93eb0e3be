package xdp2rtl.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.graph.Block;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.image.Disassembly;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.AtomicOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.MapOp;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Length;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Special;
import xdp2rtl.isa.Target;
import xdp2rtl.isa.Width;

class SchedulerTest {
    @Test void decidesSeveralBranchesInOneBundle() {
        Graph graph =
                graph(block(0, load(0, 12), load(1, 23), branch(Cond.NE, new Reg(0), 8, new Target.Leave(2)), jump(1)),
                        block(1, branch(Cond.LT, new Length(), 34, new Target.Leave(1)),
                                branch(Cond.NE, new Reg(1), 17, new Target.Leave(2)), exit(3)));
        assertEquals("""
               0   r0.0 = load2? packet[12]  | r1.0 = load2? packet[23]    | .                         | .
               1   if ne r0.0, 8 goto exit 2 | if slt length, 34 goto exit 1 | if ne r1.0, 17 goto exit 2 | exit 3
            """.replaceAll(" +", " ").replace("slt", "lt"),
                Disassembly.of(schedule(graph, 4).bundles()).replaceAll(" +", " "));
    }

    /// What is asked first of an answer is whether it is 0, and what lies there: neither waits for its register.
    @Test void takesAnAnswerFromWhereItStands() {
        Graph graph = graph(
                block(0, new Operation.MapRequest(MapOp.LOOKUP, 0, 0, new Immediate(1), new Immediate(1)),
                        new Operation.Get(new Reg(0), Special.RESULT),
                        branch(Cond.EQ, new Reg(0), 0, new Target.Leave(1)), jump(1)),
                block(1, new Operation.Load(Space.MAP, Size.B4, false, false, true, new Reg(1),
                        Optional.of(new Reg(0)), 8, 0), new Operation.Exit(new Reg(1))));
        Schedule schedule = schedule(graph, 4);
        assertEquals(3, schedule.bundles().size(), () -> Disassembly.of(schedule.bundles()));
        List<String> second = schedule.bundles().get(1).slots().stream().flatMap(Optional::stream)
                .map(Disassembly::of).toList();
        assertTrue(second.contains("if eq result, 0 goto exit 1"), second::toString);
        assertTrue(second.contains("r3.0 = load4? map[result + 8]"), second::toString);
    }

    @Test void turnsALoopInOneBundleWhereItCan() {
        Graph graph = graph(block(0, jump(1, new Immediate(9))),
                new Block(1, List.of(new Reg(0)),
                        List.of(step(new Operation.Alu(AluOp.SUB, Width.W64, new Reg(1), new Reg(0), new Immediate(1))),
                                step(branch(Cond.NE, new Reg(0), 0, new Target.ToBlock(1, List.of(new Reg(1))))),
                                step(exit(2)))));
        Schedule schedule = schedule(graph, 4);
        assertEquals(1, schedule.report().regions().getLast().paths().getFirst().bundles());
    }

    @Test void keepsOneOfTwoEqualTails() {
        List<Operation> tail = List.of(store(0), store(2), store(4), exit(3));
        List<Operation> left = new ArrayList<>(tail);
        left.addFirst(store(8));
        Graph graph =
                graph(block(0, load(0, 12), branch(Cond.EQ, new Reg(0), 8, new Target.ToBlock(1, List.of())), jump(2)),
                        block(1, left.toArray(Operation[]::new)), block(2, tail.toArray(Operation[]::new)));
        assertTrue(schedule(graph, 4).bundles().size() <= 7);
    }

    /// The copies of block 1 know its parameter, but an immediate value leaves no place for it.
    @Test void keepsAConstantAddressInARegisterWhereTheValueTakesItsPlace() {
        Graph graph = graph(
                block(0, load(0, 12), branch(Cond.NE, new Reg(0), 8, new Target.ToBlock(1, List.of(new Immediate(48)))),
                        jump(1, new Immediate(64))),
                new Block(1, List.of(new Reg(1)),
                        List.of(step(new Operation.AtomicRequest(AtomicOp.ADD, Width.W64, Optional.of(new Reg(1)), 0,
                                new Immediate(4), 1)), step(exit(2)))));
        assertTrue(Disassembly.of(schedule(graph, 4).bundles()).contains("atomic_add"));
    }

    /// 64 values of 8 bytes have room on the stack that 32 registers do not have.
    @Test void valuesThatNoRegisterHoldsGoToTheStack() {
        assertTrue(Disassembly.of(schedule(manyValues(90, Set.of()), 1).bundles()).contains("stack"));
    }

    @Test void saysThatTheStackHasNoRoomForValues() {
        var error = assertThrows(InputError.class, () -> schedule(manyValues(110, Set.of()), 1));
        assertEquals(
                "test: needs more values at a time than 32 registers of core test hold; the others would go to the "
                        + "stack, of which the program leaves too little of its 512 bytes. Choose a core with more lanes or more "
                        + "registers, or use less stack",
                error.getMessage());
    }

    /// Reads that many values, then stores them.
    private static Graph manyValues(int count, Set<Integer> stack) {
        List<Operation> operations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            operations.add(new Operation.Get(new Reg(i), Special.TIME));
        }
        for (int i = count - 1; i >= 0; i--) {
            operations.add(new Operation.Store(Space.PACKET, Size.B1, false, Optional.empty(), 0, new Reg(i), 0));
        }
        operations.add(exit(2));
        return new Graph(List.of(block(0, operations.toArray(Operation[]::new))), count, stack);
    }

    private static Schedule schedule(Graph graph, int lanes) {
        return Scheduler.schedule("test", graph, CoreConfig.of("test", lanes, 16));
    }

    private static Graph graph(Block... blocks) { return new Graph(List.of(blocks), 64); }

    private static Block block(int id, Operation... operations) {
        return new Block(id, List.of(), Arrays.stream(operations).map(SchedulerTest::step).toList());
    }

    private static Step step(Operation operation) { return new Step(operation, Step.NOWHERE); }

    private static Operation load(int value, int offset) {
        return new Operation.Load(Space.PACKET, Size.B2, false, false, true, new Reg(value), Optional.empty(), offset,
                0);
    }

    private static Operation store(int offset) {
        return new Operation.Store(Space.PACKET, Size.B2, false, Optional.empty(), offset, new Immediate(7), 0);
    }

    private static Operation branch(Cond cond, Operand left, int right, Target target) {
        return new Operation.Branch(cond, Width.W64, left, new Immediate(right), target);
    }

    private static Operation jump(int block, Operand... arguments) {
        return new Operation.Jump(new Target.ToBlock(block, List.of(arguments)));
    }

    private static Operation exit(int action) { return new Operation.Exit(new Immediate(action)); }
}
