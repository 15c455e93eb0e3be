package xdp2rtl.reach;

import java.util.BitSet;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.Placed;
import xdp2rtl.elf.Program;

/// The basic blocks of a program, by the slots at which they begin: what Linux's verifier finds that a run can reach, where
/// the program has been resolved. Calls end no block; functions count once.
final class Blocks {
    private Blocks() {}

    static BitSet of(Program program) {
        var starts = new BitSet();
        program.functions().forEach(function -> starts.set(function.start()));
        for (Placed placed : program.code()) {
            switch (placed.instruction()) {
                case Instruction.Branch branch -> split(starts, placed, branch.offset());
                case Instruction.Jump jump -> split(starts, placed, jump.offset());
                case Instruction.MayGoto(int offset) -> split(starts, placed, offset);
                case Instruction.Exit _ -> starts.set(placed.next());
                case Instruction.Call _, Instruction.Alu _, Instruction.ByteSwap _, Instruction.LoadImmediate _,
                     Instruction.Load _, Instruction.LoadAcquire _, Instruction.Store _, Instruction.StoreRelease _,
                     Instruction.Atomic _, Instruction.PacketLoad _ ->
                    {}
            }
        }
        starts.clear(program.slots());
        return starts;
    }

    private static void split(BitSet starts, Placed placed, int offset) {
        starts.set(placed.target(offset));
        starts.set(placed.next());
    }
}
