package xdp2rtl.support;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Immediate64;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.Placed;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.linux.Helper;
import xdp2rtl.linux.HelperId;
import xdp2rtl.linux.MapFlags;
import xdp2rtl.linux.MapKind;
import xdp2rtl.linux.RingFlags;

/// What an engine that runs eBPF itself can run: the helpers and maps that all engines have, and nothing that would
/// mean something else in each of them.
public final class ProgramCheck {
    private ProgramCheck() {}

    /// @throws InputError naming the instruction or the map, if an engine cannot run the program
    public static void check(Program program) {
        refusal(program).ifPresent(refusal -> {
            throw refusal;
        });
    }

    /// The same as an answer; whether a run reaches what is refused does not count.
    public static Optional<InputError> refusal(Program program) {
        return refusals(program).stream().findFirst();
    }

    /// All that is refused: maps, then what is missing, then instructions in the order of their slots.
    public static List<InputError> refusals(Program program) {
        Stream<InputError> maps = program.maps().stream().flatMap(map -> refusal(program, map).stream());
        Stream<InputError> missing = program.linkage().unresolved().values().stream();
        Stream<InputError> code = program.code().stream().flatMap(placed -> refusal(placed.instruction()).stream()
                .map(what -> new InputError(program.where(placed.slot()), what)));
        return Stream.of(maps, missing, code).flatMap(part -> part).toList();
    }

    /// Refuses maps of no entries. Linux makes the maps before it looks at the code, and makes none of those.
    /// @throws InputError naming the map and the first instruction that uses it
    public static void checkSizes(Program program) {
        program.maps().stream().filter(map -> map.type() instanceof MapKind && map.maxEntries() == 0)
                .flatMap(map -> refusal(program, map).stream()).findFirst().ifPresent(refusal -> {
                    throw refusal;
                });
    }

    /// Checks the maps only.
    /// @throws InputError naming the map and the first instruction that uses it
    public static void checkMaps(Program program) {
        program.maps().stream().flatMap(map -> refusal(program, map).stream()).findFirst().ifPresent(refusal -> {
            throw refusal;
        });
    }

    private static Optional<InputError> refusal(Program program, MapSpec map) {
        return refusal(map)
                .map(what -> new InputError(firstUse(program, map), "map %s %s".formatted(map.name(), what), "",
                        map.maxEntries() < 1 && map.type() instanceof MapKind
                                ? "Give --map-entries %s=N, or --map %s=FILE with all of its entries"
                                        .formatted(map.name(), map.name())
                                : map.type() instanceof MapKind ? "" : "Supported are maps of type " + MapKind.list()));
    }

    /// The place of the first instruction that names the map.
    private static String firstUse(Program program, MapSpec map) {
        int index = program.maps().indexOf(map);
        return program.code().stream().filter(placed -> uses(placed.instruction(), index)).findFirst()
                .map(placed -> program.where(placed.slot())).orElse(program.source().object());
    }

    private static boolean uses(Instruction instruction, int map) {
        return instruction instanceof Instruction.LoadImmediate(_, var value) && switch (value) {
            case Immediate64.Map(int used) -> used == map;
            case Immediate64.MapValue(int used, _) -> used == map;
            case Immediate64.Constant _, Immediate64.MapByDescriptor _, Immediate64.MapValueByDescriptor _,
                 Immediate64.Variable _, Immediate64.Code _ ->
                false;
        };
    }

    private static Optional<String> refusal(MapSpec map) {
        if (!(map.type() instanceof MapKind kind)) {
            return Optional.of("is of type " + map.type().text() + ", which is not supported");
        }
        if (!kind.takesKeys(map.keySize())) {
            return Optional.of("is of type %s and has keys of %d bytes".formatted(kind.text(), map.keySize()));
        }
        if (!kind.takesValues(map.valueSize())) {
            return Optional.of("is of type %s and has values of %d bytes".formatted(kind.text(), map.valueSize()));
        }
        if (kind == MapKind.LPM_TRIE && (map.flags() & MapFlags.NO_PREALLOC) == 0) {
            return Optional.of("is of type %s and has no BPF_F_NO_PREALLOC among its map_flags, which Linux demands"
                    .formatted(kind.text()));
        }
        if (map.evicts() && (map.flags() & MapFlags.NO_PREALLOC) != 0) {
            return Optional.of("is of type %s and has BPF_F_NO_PREALLOC among its map_flags, which Linux refuses"
                    .formatted(kind.text()));
        }
        if (map.isRing() && (Integer.bitCount(map.maxEntries()) != 1
                || Integer.compareUnsigned(map.maxEntries(), RingFlags.LEAST_BYTES) < 0)) {
            return Optional.of("is of type %s and has %s bytes, which are not %d times a power of two".formatted(
                    kind.text(), Integer.toUnsignedString(map.maxEntries()), RingFlags.LEAST_BYTES));
        }
        if (map.extra() != 0 && !map.isFilter() || Integer.compareUnsigned(map.extra(), MapFlags.MOST_HASHES) > 0) {
            return Optional.of("is of type %s and has map_extra %s, which Linux refuses".formatted(kind.text(),
                    Integer.toUnsignedString(map.extra())));
        }
        Optional<String> inner = map.inner().flatMap(ProgramCheck::innerRefusal);
        if (inner.isPresent()) { return inner; }
        boolean perCpu = kind == MapKind.PERF_EVENT_ARRAY && map.maxEntries() == 0;
        return map.maxEntries() < 1 && !perCpu
                ? Optional.of("has %s entries".formatted(Integer.toUnsignedString(map.maxEntries())))
                : Optional.empty();
    }

    /// Why a map of maps cannot hold such (`bpf_map_meta_alloc`, kernel/bpf/map_in_map.c).
    private static Optional<String> innerRefusal(MapSpec inner) {
        return inner.type() instanceof MapKind && !inner.holdsNames() ? Optional.empty()
                : Optional.of("holds maps of type %s, which %s".formatted(inner.type().text(),
                        inner.type() instanceof MapKind ? "Linux refuses" : "is not supported"));
    }

    private static Optional<String> refusal(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Call(CallTarget.HelperNumber(int number)) ->
                Helper.of(number).filter(helper -> !helper.isInternal()).isPresent() ? Optional.empty()
                        : Optional.of("helper %s is not supported".formatted(HelperId.text(number)));
            case Instruction.Call(CallTarget.KernelFunction(int type, _)) ->
                Optional.of("kernel function %d is not supported".formatted(type));
            case Instruction.PacketLoad _ -> Optional.of("`%s` is not for XDP programs".formatted(instruction));
            case Instruction.LoadImmediate(_, var value) -> switch (value) {
                case Immediate64.Constant _, Immediate64.Map _, Immediate64.MapValue _, Immediate64.Code _ ->
                    Optional.empty();
                case Immediate64.MapByDescriptor _, Immediate64.MapValueByDescriptor _, Immediate64.Variable _ ->
                    Optional.of("`%s` means nothing outside of a kernel".formatted(instruction));
            };
            case Instruction.MayGoto _, Instruction.LoadAcquire _, Instruction.StoreRelease _,
                 Instruction.Call(CallTarget.Kfunc _), Instruction.Call(CallTarget.Local _), Instruction.Alu _,
                 Instruction.ByteSwap _, Instruction.Load _, Instruction.Store _, Instruction.Atomic _,
                 Instruction.Branch _, Instruction.Jump _, Instruction.Exit _ ->
                Optional.empty();
        };
    }
}
