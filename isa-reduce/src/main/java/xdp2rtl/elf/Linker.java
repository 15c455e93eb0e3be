package xdp2rtl.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

import xdp2rtl.diagnostic.InputError;
import xdp2rtl.ebpf.InstructionDecoder;
import xdp2rtl.ebpf.InstructionDecoder;

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

    Linker(ElfFile file, Relocator relocator, MapTable maps, FunctionTypes.Source types, String license) {
        this.file = file;
        this.relocator = relocator;
        this.maps = maps;
        this.types = types;
        this.license = license;
    }

    Program link(Function entry) {
        Map<Function, FunctionCode> pieces = pieces(entry);
        var used = new TreeSet<Integer>();
        int size = 0;
        for (FunctionCode piece : pieces.values()) {
            used.addAll(piece.mapReferences().values());
            size += piece.function().size();
        }
        List<Integer> places = List.copyOf(used);
        var code = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        var functions = new ArrayList<Subprogram>();
        var lines = new TreeMap<Integer, CLine>();
        var unresolved = new TreeMap<Integer, InputError>();
        for (FunctionCode piece : pieces.values()) {
            piece.mapReferences().forEach((at, map) -> piece.putMap(at, places.indexOf(map)));
            piece.calls().forEach((at, called) -> piece.putCall(at, pieces.get(called).base()));
            code.put(piece.code().array());
            functions.add(new Subprogram(piece.function().name(), piece.base(),
                    piece.slot(piece.function().size())));
            lines.putAll(piece.lines());
            piece.unresolved().forEach((at, why) -> unresolved.put(piece.slot(at), why));
        }
        var source = new SourceMap(file.name(), entry.section().name(), functions, lines);
        return new Program(source, InstructionDecoder.decode(code.array(), source::where),
                places.stream().map(place -> maps.entries().get(place).map()).toList(), license,
                new Linkage(unresolved, types.of(pieces.values()), Optional.empty()));
    }

    /// The functions in the order in which they follow each other. Not recursive: a hostile object may nest
    /// calls deeply.
    private Map<Function, FunctionCode> pieces(Function entry) {
        var pieces = new LinkedHashMap<Function, FunctionCode>();
        Deque<Iterator<Function>> open = new ArrayDeque<>();
        int end = append(entry, 0, pieces, open);
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
