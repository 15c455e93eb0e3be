package xdp2rtl.resolve;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Immediate64;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.Placed;
import xdp2rtl.elf.Program;

/// Which instructions can be reached, where it is known which ways branches go.
final class Reach {
    private Reach() {}

    /// The places in the program's code.
    ///
    /// @param taken  places of branches that go to their targets
    /// @param passed of branches that go on
    /// @param tails  by place of a tail call, the slots at which the programs start that it leads to
    static BitSet of(Program program, BitSet taken, BitSet passed, Map<Integer, Set<Integer>> tails) {
        Map<Integer, Integer> places = new HashMap<>();
        for (int place = 0; place < program.code().size(); place++) {
            places.put(program.code().get(place).slot(), place);
        }
        var reached = new BitSet();
        Deque<Integer> open = new ArrayDeque<>(List.of(0));
        while (!open.isEmpty()) {
            int place = open.pop();
            if (!reached.get(place)) {
                reached.set(place);
                next(program.code().get(place), taken.get(place), passed.get(place))
                        .forEach(slot -> open.push(places.get(slot)));
                tails.getOrDefault(place, Set.of()).forEach(slot -> open.push(places.get(slot)));
            }
        }
        return reached;
    }

    /// The slots that come next.
    private static List<Integer> next(Placed placed, boolean taken, boolean passed) {
        return switch (placed.instruction()) {
            case Instruction.Branch branch -> taken && passed ? List.of(placed.target(branch.offset()), placed.next())
                    : taken ? List.of(placed.target(branch.offset())) : passed ? List.of(placed.next()) : List.of();
            case Instruction.Jump jump -> List.of(placed.target(jump.offset()));
            case Instruction.Exit _ -> List.of();
            case Instruction.MayGoto(int offset) -> List.of(placed.target(offset), placed.next());
            case Instruction.LoadImmediate(_, Immediate64.Code(int offset)) ->
                List.of(placed.target(offset), placed.next());
            case Instruction.Call(CallTarget.Local(int offset)) -> List.of(placed.target(offset), placed.next());
            case Instruction.LoadAcquire _, Instruction.StoreRelease _, Instruction.Call _, Instruction.Alu _,
                 Instruction.ByteSwap _, Instruction.LoadImmediate _, Instruction.Load _, Instruction.Store _,
                 Instruction.Atomic _, Instruction.PacketLoad _ ->
                List.of(placed.next());
        };
    }
}
