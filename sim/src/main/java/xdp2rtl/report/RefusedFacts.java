package xdp2rtl.report;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.Placed;
import xdp2rtl.elf.CLine;
import xdp2rtl.elf.Program;
import xdp2rtl.linux.HelperId;
import xdp2rtl.linux.UnsupportedHelper;
import xdp2rtl.support.ProgramCheck;

/// What a report says of a program that is refused.
///
/// @param program  its name
/// @param refusals the one that the compiler gave first, then those at other places that can be told without compiling
/// @param sources  the program's C lines, in no order
public record RefusedFacts(String program, String object, List<Refusal> refusals, List<SourceFile> sources) {
    public RefusedFacts {
        refusals = List.copyOf(refusals);
        sources = List.copyOf(sources);
    }

    /// @param program as far as it could be loaded
    /// @param texts   where C files are looked for
    public static RefusedFacts of(Program program, InputError refusal, List<Path> texts) {
        List<Refusal> refusals = Stream
                .of(Stream.of(refusal), program.code().stream().flatMap(placed -> helper(program, placed).stream()),
                        ProgramCheck.refusals(program).stream())
                .flatMap(part -> part)
                .collect(Collectors.toMap(InputError::where, error -> error, (one, _) -> one,
                        LinkedHashMap::new))
                .values().stream().map(error -> new Refusal(error, line(program, error))).toList();
        return new RefusedFacts(program.name(), program.source().object(), refusals, sources(program, texts));
    }

    /// A call of a helper that is not there, with what to write instead.
    private static Optional<InputError> helper(Program program, Placed placed) {
        if (!(placed.instruction() instanceof Instruction.Call(CallTarget.HelperNumber(int number)))) {
            return Optional.empty();
        }
        return HelperId.of(number).filter(UnsupportedHelper.class::isInstance).map(UnsupportedHelper.class::cast)
                .map(helper -> new InputError(program.where(placed.slot()), "calls helper " + helper.text(),
                        helper.obstacle().why(), helper.obstacle().remedy()));
    }

    /// The C line of an error: what its place ends with.
    private static Optional<CLine> line(Program program, InputError error) {
        return program.source().lines().values().stream()
                .filter(line -> error.where().contains("(" + line + ")")).findFirst();
    }

    private static List<SourceFile> sources(Program program, List<Path> texts) {
        Map<String, Map<Integer, String>> files = new TreeMap<>();
        program.source().lines().values().forEach(line -> files.computeIfAbsent(line.file(), _ -> new HashMap<>())
                .merge(line.line(), line.text(), (one, other) -> one.isBlank() ? other : one));
        var text = new SourceText(texts);
        return files.entrySet().stream().map(file -> {
            SourceText.Found found = text.of(file.getKey(), file.getValue());
            return new SourceFile(file.getKey(), found.file().map(Path::toString), found.lines().entrySet().stream()
                    .map(line -> new SourceLine(line.getKey(), line.getValue(), 0, List.of(), List.of())).toList());
        }).toList();
    }
}
