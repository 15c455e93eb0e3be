package xdp2rtl.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;

import xdp2rtl.diagnostic.InputError;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.InstructionDecoder;
import xdp2rtl.ebpf.Placed;
import xdp2rtl.linux.Kfunc;

/// Makes a program of an entry function and the functions that it calls.
///
/// The order is libbpf's (`bpf_object__reloc_code`): a called function is appended when its first call is
/// met, and its own calls are followed before the rest of the caller's. Map references become places in the
/// list of those maps of the object that the program uses.
final class Linker {
    private final ElfFile file;
    private final Relocator relocator;
    private final MapTable maps;
    private final FunctionTypes.Source types;
    private final String license;
    private final int egressIfindex;

    Linker(ElfFile file, Relocator relocator, MapTable maps, FunctionTypes.Source types, String license,
            int egressIfindex) {
        this.file = file;
        this.relocator = relocator;
        this.maps = maps;
        this.types = types;
        this.license = license;
        this.egressIfindex = egressIfindex;
    }

    Program link(Function entry) {
        return link(entry, List.of(), Map.of(), List.of());
    }

    /// Programs that tail calls lead to follow the first one. Each of them is made by itself too, with the same maps.
    /// @param tables by map, what maps of programs can hold
    Program link(Function entry, List<Function> targets, Map<String, NameTable> tables, List<LeftOut> leftOut) {
        var roots = new LinkedHashSet<>(List.of(entry));
        roots.addAll(targets);
        Map<Function, FunctionCode> pieces = pieces(roots);
        var used = new TreeSet<Integer>();
        pieces.values().forEach(piece -> used.addAll(piece.mapReferences().values()));
        InnerMaps.addTo(used, maps.maps());
        var linked = new LinkedMaps(List.copyOf(used), used.stream().map(place -> maps.entries().get(place).map())
                .map(map -> tables.containsKey(map.name()) ? map.withNames(tables.get(map.name())) : map).toList());
        if (targets.isEmpty()) { return program(entry, pieces, linked, Optional.empty(), List.of(), leftOut); }
        Map<Function, Program> alone = new HashMap<>();
        roots.forEach(root -> alone.put(root,
                program(root, pieces(List.of(root)), linked, Optional.empty(), List.of(), List.of())));
        return program(entry, pieces, linked, Optional.of(alone.get(entry)), targets.stream()
                .map(target -> new TailTarget(target.name(), pieces.get(target).base(), alone.get(target))).toList(),
                leftOut);
    }

    /// The maps of a program.
    /// @param places in the object
    private record LinkedMaps(List<Integer> places, List<MapSpec> maps) {}

    private Program program(Function entry, Map<Function, FunctionCode> pieces, LinkedMaps linked,
            Optional<Program> whole,
            List<TailTarget> targets, List<LeftOut> leftOut) {
        int size = pieces.values().stream().mapToInt(piece -> piece.function().size()).sum();
        var code = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        var functions = new ArrayList<Subprogram>();
        var lines = new TreeMap<Integer, CLine>();
        var unresolved = new TreeMap<Integer, InputError>();
        var kernelCalls = new HashMap<Integer, Kfunc>();
        for (FunctionCode piece : pieces.values()) {
            piece.mapReferences().forEach((at, map) -> piece.putMap(at, linked.places().indexOf(map)));
            piece.calls().forEach((at, called) -> piece.putCall(at, pieces.get(called).base()));
            code.put(piece.code().array());
            functions.add(new Subprogram(piece.function().name(), piece.base(),
                    piece.slot(piece.function().size())));
            lines.putAll(piece.lines());
            piece.kernelCalls().forEach((at, called) -> kernelCalls.put(piece.slot(at), called));
            piece.unresolved().forEach((at, why) -> unresolved.put(piece.slot(at), why));
        }
        var source = new SourceMap(file.name(), entry.section().name(), functions, lines);
        List<Placed> decoded = InstructionDecoder.decode(code.array(), source::where).stream()
                .map(placed -> kernelCalls.containsKey(placed.slot()) ? new Placed(placed.slot(),
                        new Instruction.Call(new CallTarget.Kfunc(kernelCalls.get(placed.slot())))) : placed)
                .toList();
        return new Program(source, decoded, linked.maps(), license,
                new Linkage(unresolved, types.of(pieces.values()), whole, targets, leftOut,
                        ProgramKind.attachPoint(entry.section().name()) == AttachPoint.DEVMAP_ENTRY
                                ? OptionalInt.of(egressIfindex)
                                : OptionalInt.empty()));
    }

    /// The functions in the order in which they follow each other. Not recursive: a hostile object may nest
    /// calls deeply.
    private Map<Function, FunctionCode> pieces(Collection<Function> roots) {
        var pieces = new LinkedHashMap<Function, FunctionCode>();
        Deque<Iterator<Function>> open = new ArrayDeque<>();
        int end = 0;
        for (Function root : roots) {
            end = pieces.containsKey(root) ? end : append(root, end, pieces, open);
            while (!open.isEmpty()) {
                if (!open.peek().hasNext()) {
                    open.pop();
                    continue;
                }
                Function called = open.peek().next();
                if (!pieces.containsKey(called)) {
                    end = append(called, end, pieces, open);
                }
            }
        }
        return pieces;
    }

    private int append(Function function, int base, Map<Function, FunctionCode> pieces,
            Deque<Iterator<Function>> open) {
        FunctionCode code = relocator.relocate(function, base);
        pieces.put(function, code);
        open.push(code.calls().values().iterator());
        return code.slot(function.size());
    }
}
