package xdp2rtl.maps;

import xdp2rtl.ebpf.Instruction;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.linux.MapKind;

/// A word that each context has to itself, for programs with ordered accesses (`smp_load_acquire` and others): an
/// exchange of it changes nothing that anybody sees, and keeps the accesses around it in their order. It is a map that
/// belongs to the tool, behind the program's own.
public final class OrderWord {
    /// No map of an object has such a name.
    private static final String LABEL = "order.word";

    private OrderWord() {}

    public static MapSpec spec() { return MapSpec.of(LABEL, MapKind.PERCPU_ARRAY, Integer.BYTES, Integer.BYTES, 1); }

    public static boolean is(MapSpec map) { return map.name().equals(LABEL); }

    public static boolean isUsedBy(Program program) {
        return program.instructions().stream().anyMatch(instruction -> instruction instanceof Instruction.LoadAcquire
                || instruction instanceof Instruction.StoreRelease);
    }
}
