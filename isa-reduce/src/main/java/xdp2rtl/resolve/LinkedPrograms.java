package xdp2rtl.resolve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.AttachPoint;
import xdp2rtl.elf.ElfObject;
import xdp2rtl.elf.LeftOut;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.elf.ProgramKind;
import xdp2rtl.elf.NameTable;
import xdp2rtl.verifier.Analysis;
import xdp2rtl.verifier.Entry;

/// Makes a program with those of its object that its tail calls can lead to.
///
/// Which a map of programs can hold, the object or the user says ([MapSpec#programs]); these must be accepted. Of a map
/// of which nobody says it, in Linux a loader fills it at run time: it can hold every program of the object for the
/// same attach point that is accepted by itself, also where it holds that program alone.
public final class LinkedPrograms {
    private final ElfObject object;
    /// Why programs are not accepted by themselves, of those that have been tried.
    private final Map<String, Optional<InputError>> judged = new HashMap<>();

    private final Map<String, Program> loaded = new HashMap<>();
    private final Map<String, Program> live = new HashMap<>();

    public LinkedPrograms(ElfObject object) { this.object = object; }

    /// The program of a name by itself, as [ElfObject#program] gives it.
    public Program loaded(String name) { return loaded.computeIfAbsent(name, object::program); }

    /// The same without what it never reaches.
    /// @throws InputError as [LiveCode#of] does
    public Program live(String name) { return live.computeIfAbsent(name, one -> LiveCode.of(loaded(one))); }

    /// The program of a name, of an object that is asked for no other.
    public static Program of(ElfObject object, String name) { return new LinkedPrograms(object).program(name); }

    /// The program of a name, without what it never reaches.
    /// @throws InputError as [ElfObject#program] and [LiveCode#of] do, also for programs that must be linked in
    public Program program(String name) {
        Program alone = live(name);
        return alone.maps().stream().noneMatch(MapSpec::holdsPrograms) ? alone
                : new Linking(ProgramKind.attachPoint(loaded(name).source().section())).link(alone);
    }

    private Optional<InputError> judge(String name) {
        if (!judged.containsKey(name)) {
            judged.put(name, refusal(name));
        }
        return judged.get(name);
    }

    private Optional<InputError> refusal(String name) {
        try {
            Program alone = live(name);
            Analysis.of(alone, Entry.XDP);
            Map<String, NameTable> itself = new HashMap<>();
            alone.maps().stream().filter(map -> map.holdsPrograms() && map.programs().isEmpty())
                    .forEach(map -> itself.put(map.name(), new NameTable(List.of(name), new TreeMap<>())));
            if (!itself.isEmpty()) {
                Analysis.of(LiveCode.of(object.program(name, List.of(name), itself, List.of())), Entry.XDP);
            }
            return Optional.empty();
        } catch (InputError refusal) {
            return Optional.of(refusal);
        }
    }

    /// One program on its way.
    private final class Linking {
        /// By name, the programs that can be in a map: XDP programs for the same attach point.
        private final List<String> candidates;
        private final AttachPoint point;
        private final Map<String, NameTable> tables = new HashMap<>();
        private final Set<String> targets = new LinkedHashSet<>();
        private final List<LeftOut> leftOut = new ArrayList<>();

        Linking(AttachPoint point) {
            this.point = point;
            candidates = object.entries().stream().filter(entry -> ProgramKind.otherThanXdp(entry.section()).isEmpty()
                    && ProgramKind.attachPoint(entry.section()) == point).map(ElfObject.Entry::name).distinct()
                    .toList();
        }

        Program link(Program first) {
            Deque<Program> open = new ArrayDeque<>(List.of(first));
            while (!open.isEmpty()) {
                for (MapSpec map : open.remove().maps()) {
                    if (map.holdsPrograms() && !tables.containsKey(map.name())) {
                        NameTable table = map.programs().orElseGet(() -> new NameTable(accepted(), new TreeMap<>()));
                        tables.put(map.name(), table);
                        table.names().stream().filter(targets::add).forEach(name -> open.add(target(map, name)));
                    }
                }
            }
            return LiveCode.of(object.program(first.name(), targets, tables, leftOut));
        }

        private Program target(MapSpec map, String name) {
            if (!candidates.contains(name)) {
                throw new InputError(object.name(),
                        "map %s is to hold `%s`, which is not a program for %s".formatted(map.name(), name,
                                point.text()),
                        "", candidates.isEmpty() ? "" : "Such programs are " + String.join(", ", candidates));
            }
            return live(name);
        }

        private List<String> accepted() {
            leftOut.clear();
            candidates.forEach(name -> judge(name).ifPresent(why -> leftOut.add(new LeftOut(name, why))));
            return candidates.stream().filter(name -> judge(name).isEmpty()).toList();
        }
    }
}
