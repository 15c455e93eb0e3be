package xdp2rtl.elf;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

import xdp2rtl.btf.Btf;
import xdp2rtl.btf.CoreRelocation;
import xdp2rtl.btf.CoreRelocator;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.linux.Kfunc;

/// Resolves what the instructions of one function refer to: type facts, maps, global data, the kernel's options, called
/// functions. What only a running kernel has is noted by name, to be refused where the instruction can be reached.
/// Source: `bpf_program__record_reloc` of libbpf.
final class Relocator {
    private static final int WIDE_LOAD = 0x18;
    private static final int CALL = 0x85;
    private static final int PSEUDO_CALL = 1;

    private final ElfFile file;
    private final BtfExt ext;
    private final MapTable maps;
    private final Externs externs;
    private final KernelConfiguration configuration;
    private final CoreRelocator facts;
    private final Map<Integer, TreeMap<Integer, Function>> functions = new HashMap<>();
    private final Map<Integer, TreeMap<Long, Relocation>> relocations = new HashMap<>();

    Relocator(ElfFile file, List<Function> functions, Btf btf, BtfExt ext, MapTable maps, Externs externs,
            LoadSettings settings) {
        this.file = file;
        this.ext = ext;
        this.maps = maps;
        this.externs = externs;
        configuration = settings.configuration();
        facts = new CoreRelocator(btf, settings.types());
        functions.forEach(f -> this.functions.computeIfAbsent(f.section().index(), _ -> new TreeMap<>())
                .put(f.start(), f));
        file.relocations().forEach((section, list) -> list.forEach(relocation -> relocations
                .computeIfAbsent(section, _ -> new TreeMap<>()).put(relocation.offset(), relocation)));
    }

    FunctionCode relocate(Function function, int base) {
        String section = function.section().name();
        FunctionCode code = FunctionCode.of(function, base,
                ext.lines().getOrDefault(section, new TreeMap<>()));
        for (CoreRelocation fact : ext.relocations().getOrDefault(section, List.of())) {
            if (fact.offset() >= function.start() && fact.offset() < function.end()) {
                int at = instructionAt(code, fact.offset());
                facts.apply(where(code, at), fact, code.code(), at).ifPresent(why -> unresolved(code, at, why));
            }
        }
        relocations.getOrDefault(function.section().index(), new TreeMap<>())
                .subMap((long) function.start(), (long) function.end()).values()
                .forEach(relocation -> relocate(code, relocation));
        callsWithinTheSection(code);
        return code;
    }

    /// The instruction, and the second half of a wide one, must not be reached.
    private static void unresolved(FunctionCode code, int at, InputError why) {
        code.unresolved().put(at, why);
    }

    private void relocate(FunctionCode code, Relocation relocation) {
        int at = instructionAt(code, relocation.offset());
        Symbol symbol = relocation.symbol();
        switch (relocation.type()) {
            case Relocation.ADDRESS -> address(code, at, symbol);
            case Relocation.CALL -> call(code, at, symbol);
            default -> throw new InputError(where(code, at),
                    "its relocation against `%s` is of unknown type %d"
                            .formatted(symbol.name(), relocation.type()));
        }
    }

    private void address(FunctionCode code, int at, Symbol symbol) {
        String where = where(code, at);
        if (code.unresolved().containsKey(at)) { return; }
        if (code.opcode(at) != WIDE_LOAD || at + 16 > code.function().size()) {
            throw new InputError(where, "the address of `%s` belongs in a 64-bit immediate load".formatted(
                    symbol.name()));
        }
        if (symbol.isExtern()) {
            external(where, code, at, symbol);
            return;
        }
        OptionalInt map = maps.indexOf(symbol);
        if (map.isPresent()) {
            reference(where, code, at, symbol, map.getAsInt());
            return;
        }
        String section = symbol.isCommon() ? "COMMON"
                : file.sectionOf(symbol).map(Section::name).orElse("number " + symbol.section());
        if (file.sectionOf(symbol).filter(Section::isCode).isPresent()) {
            // A section's symbol says nothing; the instruction has the place, in bytes.
            long place = symbol.value() + code.immediate(at);
            Function taken = callee(where, symbol.section(), place);
            if (taken.isInSubprogramSection()) {
                code.loadFunction(at, taken);
                return;
            }
            code.loadZero(at);
            unresolved(code, at, new InputError(where,
                    "it takes the address of function `%s` in section %s".formatted(taken.name(), section),
                    "libbpf takes those of functions without a section only", "Remove the function's SEC()"));
            return;
        }
        throw Unresolved.object(where, file, symbol, section, symbol.value() + code.immediate(at));
    }

    /// A variable of the kernel or of its configuration. Where it may be missing it is 0.
    private void external(String where, FunctionCode code, int at, Symbol symbol) {
        Optional<Extern> extern = Optional.ofNullable(externs.byName().get(symbol.name()));
        if (extern.isPresent() && extern.get().kind() == Extern.Kind.OPTION) {
            code.loadMapValue(at, maps.options(), externs.offsets().get(symbol.name()) + code.immediate(at));
            if (!symbol.isWeak() && configuration.value(symbol.name()).isEmpty()) {
                unresolved(code, at,
                        new InputError(where, "it reads `%s` of the kernel's configuration".formatted(symbol.name()),
                                "a card has no kernel", symbol.name().equals(KernelConfiguration.VERSION)
                                        ? "Give --kernel-version N, or declare it __weak"
                                        : "Give --kconfig FILE or --kconfig %s=VALUE, or declare it __weak"
                                                .formatted(symbol.name())));
            }
            return;
        }
        if (extern.isPresent() && Kfunc.named(symbol.name()).isPresent()) {
            code.loadOne(at);
            return;
        }
        code.loadZero(at);
        if (!symbol.isWeak()) {
            unresolved(code, at, new InputError(where, "it uses the extern variable `%s`".formatted(symbol.name()),
                    "only a running kernel defines it",
                    "Make it a global variable or a constant, or declare it __weak"));
        }
    }

    private void reference(String where, FunctionCode code, int at, Symbol symbol, int index) {
        MapSpec map = maps.entries().get(index).map();
        if (!map.isGlobalData()) {
            code.loadMap(at, index);
            return;
        }
        long offset = symbol.value() + code.immediate(at);
        if (offset < 0 || offset >= map.valueSize()) {
            throw new InputError(where, "it refers to byte %d of section %s, which has %d bytes".formatted(
                    offset, map.name(), map.valueSize()));
        }
        code.loadMapValue(at, index, (int) offset);
    }

    private void call(FunctionCode code, int at, Symbol symbol) {
        String where = where(code, at);
        if (code.opcode(at) != CALL) {
            throw new InputError(where,
                    "the call of `%s` belongs in a call instruction".formatted(symbol.name()));
        }
        if (symbol.isExtern()) {
            code.callNothing(at);
            Optional<Kfunc> known = Kfunc.named(symbol.name());
            if (known.isPresent() && externs.byName().containsKey(symbol.name())) {
                code.kernelCalls().put(at, known.get());
                return;
            }
            unresolved(code, at, Unresolved.function(where, symbol));
            return;
        }
        code.calls().put(at, callee(where, symbol.section(), symbol.value() + (code.immediate(at) + 1L) * 8));
    }

    private void callsWithinTheSection(FunctionCode code) {
        int size = code.function().size();
        for (int at = 0; at < size; at += code.opcode(at) == WIDE_LOAD ? 16 : 8) {
            if (code.opcode(at) == CALL && code.source(at) == PSEUDO_CALL && !code.calls().containsKey(at)) {
                long target = code.function().start() + at + (code.immediate(at) + 1L) * 8;
                code.calls().put(at, callee(where(code, at), code.function().section().index(), target));
            }
        }
    }

    private Function callee(String where, int section, long offset) {
        return function(section, offset).orElseThrow(() -> new InputError(where,
                "it refers to byte %d of section %d, where no function starts".formatted(offset, section)));
    }

    private Optional<Function> function(int section, long offset) {
        return offset != (int) offset ? Optional.empty()
                : Optional.ofNullable(functions.getOrDefault(section, new TreeMap<>()).get((int) offset));
    }

    private int instructionAt(FunctionCode code, long offset) {
        int at = (int) (offset - code.function().start());
        if (at % 8 != 0) {
            throw new InputError(where(code, at),
                    "a relocation at byte %d is not on an instruction".formatted(offset));
        }
        return at;
    }

    /// Like [SourceMap#where], for a function that is not yet part of a program.
    private String where(FunctionCode code, int at) {
        Function function = code.function();
        var part = new Subprogram(function.name(), code.base(), code.base() + function.size() / 8);
        return new SourceMap(file.name(), function.section().name(), List.of(part), code.lines())
                .where(code.slot(at));
    }
}
