package xdp2rtl.engine.kernel;

import java.util.List;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.elf.Program;
import xdp2rtl.linux.Helper;
import xdp2rtl.linux.HelperEffect;

/// Notices when the kernel's copy of an LRU map holds more entries than the program asked for: a map of that size has
/// dropped one by then. To count takes a system call for each entry, so it is done only where a map can be full, by the
/// updates that a packet can make.
final class LruWatch {
    private final List<KernelMap> maps;
    /// For each packet; as many as there can be if the program has loops, functions or tail calls.
    private final int mostUpdates;
    private int packetsToGo;
    private boolean overflown;

    LruWatch(Program program, List<KernelMap> maps) {
        this.maps = maps.stream().filter(map -> map.spec().evicts()).toList();
        boolean once = program.code().stream().noneMatch(placed -> mayRepeat(placed.instruction()));
        mostUpdates = once ? (int) program.code().stream().filter(placed -> isUpdate(placed.instruction())).count()
                : Integer.MAX_VALUE;
    }

    private static boolean mayRepeat(Instruction instruction) {
        return switch (instruction) {
            case Instruction.MayGoto(int offset) -> offset < 0;
            case Instruction.Branch branch -> branch.offset() < 0;
            case Instruction.Jump jump -> jump.offset() < 0;
            case Instruction.Call(CallTarget.Local _) -> true;
            case Instruction.Call(CallTarget.HelperNumber(int number)) -> number == Helper.TAIL_CALL.number()
                    || Helper.of(number).filter(helper -> helper.effect() == HelperEffect.CALLS_FUNCTION).isPresent();
            case Instruction.LoadAcquire _, Instruction.StoreRelease _, Instruction.Call _, Instruction.Alu _,
                 Instruction.ByteSwap _, Instruction.LoadImmediate _, Instruction.Load _, Instruction.Store _,
                 Instruction.Atomic _, Instruction.Exit _, Instruction.PacketLoad _ ->
                false;
        };
    }

    private static boolean isUpdate(Instruction instruction) {
        return instruction instanceof Instruction.Call(CallTarget.HelperNumber(int number))
                && number == Helper.MAP_UPDATE_ELEM.number();
    }

    /// Whether a map has been too small so far; to be asked after each packet.
    boolean overflown() throws LinuxError {
        if (!overflown && !maps.isEmpty() && mostUpdates > 0 && --packetsToGo <= 0) {
            int room = Integer.MAX_VALUE;
            for (KernelMap map : maps) {
                room = Math.min(room, map.room());
            }
            overflown = room < 0;
            // With room for them, so many packets more cannot need one more entry than there is.
            packetsToGo = Math.max(1, room / mostUpdates);
        }
        return overflown;
    }
}
