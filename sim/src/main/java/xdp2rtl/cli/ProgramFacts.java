package xdp2rtl.cli;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import xdp2rtl.cli.common.JsonText;
import xdp2rtl.cli.common.ProgramRemarks;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.linux.HelperId;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.elf.ElfObject;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.elf.ProgramKind;
import xdp2rtl.resolve.LinkedPrograms;

/// What `inspect` says of one program.
/// @param program   without what it never reaches, and without those that it makes tail calls to; empty if it cannot be
/// loaded
/// @param otherKind what it is instead of an XDP program
/// @param remarks   if it can be compiled
/// @param refusal   why it cannot be
record ProgramFacts(ElfObject.Entry entry, Optional<Program> program, Optional<String> otherKind,
        Optional<ProgramRemarks> remarks,
        Optional<InputError> refusal) {

    /// Of programs of an object, which are loaded one by one and compiled at once.
    ///
    /// @param names of them; all if empty
    static List<ProgramFacts> of(ElfObject object, List<String> names, Support support) {
        var programs = new LinkedPrograms(object);
        List<Supplier<ProgramFacts>> loaded =
                object.entries().stream().filter(entry -> names.isEmpty() || names.contains(entry.name()))
                        .map(entry -> load(object, programs, entry, support)).toList();
        return loaded.parallelStream().map(Supplier::get).toList();
    }

    /// Tries to load a program; what is asked then tries to compile it.
    private static Supplier<ProgramFacts> load(ElfObject object, LinkedPrograms programs, ElfObject.Entry entry,
            Support support) {
        Optional<String> otherKind = ProgramKind.otherThanXdp(entry.section());
        Program program;
        try {
            program = programs.loaded(entry.name());
        } catch (InputError refusal) {
            return () -> new ProgramFacts(entry, Optional.empty(), otherKind, Optional.empty(), Optional.of(refusal));
        }
        if (otherKind.isPresent()) {
            return () -> new ProgramFacts(entry, Optional.of(program), otherKind, Optional.empty(), Optional.empty());
        }
        Program live;
        try {
            live = programs.live(entry.name());
        } catch (InputError refusal) {
            return () -> new ProgramFacts(entry, Optional.of(program), otherKind, Optional.empty(),
                    Optional.of(refusal));
        }
        try {
            Program linked = programs.program(entry.name());
            return () -> {
                Support.Judgement judgement = support.of(linked);
                return new ProgramFacts(entry, Optional.of(live), otherKind, judgement.remarks(), judgement.refusal());
            };
        } catch (InputError refusal) {
            return () -> new ProgramFacts(entry, Optional.of(live), otherKind, Optional.empty(), Optional.of(refusal));
        }
    }

    String status() {
        return otherKind.map(kind -> "not XDP (" + kind + ")")
                .orElse(supported() ? "supported" : "not supported");
    }

    boolean supported() { return otherKind.isEmpty() && refusal.isEmpty(); }

    String slots() {
        return program.map(loaded -> String.valueOf(loaded.slots())).orElse("-");
    }

    String instructions() {
        return program.map(loaded -> String.valueOf(loaded.code().size())).orElse("-");
    }

    String subprograms() {
        return program.map(loaded -> String.valueOf(loaded.functions().size() - 1)).orElse("-");
    }

    /// How often each helper is called, by name.
    SortedMap<String, Integer> helpers() {
        var counts = new TreeMap<String, Integer>();
        program.ifPresent(loaded -> loaded.code().forEach(placed -> {
            boolean missing = loaded.linkage().unresolved().containsKey(placed.slot());
            if (!missing && placed.instruction() instanceof Instruction.Call(CallTarget.HelperNumber(int number))) {
                counts.merge(HelperId.of(number).map(HelperId::text).orElse("helper " + number), 1, Integer::sum);
            }
        }));
        return counts;
    }

    /// Calls of the object's own functions.
    long localCalls() {
        return instructionList().stream()
                .filter(instruction -> instruction instanceof Instruction.Call(CallTarget.Local _))
                .count();
    }

    List<String> maps() {
        return program.map(loaded -> loaded.maps().stream().map(MapSpec::name).toList()).orElse(List.of());
    }

    private List<Instruction> instructionList() {
        return program.map(Program::instructions).orElse(List.of());
    }

    JsonObject json() {
        var json = new JsonObject();
        json.addProperty("program", entry.name());
        json.addProperty("section", entry.section());
        json.addProperty("xdp", otherKind.isEmpty());
        json.addProperty("supported", supported());
        json.add("refusal", JsonText.orNull(refusal, JsonText::refusal));
        json.addProperty("bundles", remarks.map(known -> known.compiled().schedule().bundles().size()).orElse(null));
        remarks.ifPresent(known -> {
            known.addTo(json);
            json.addProperty("map_memory", known.compiled().config().mapMemory().text());
        });
        json.addProperty("slots", program.map(Program::slots).orElse(null));
        json.addProperty("instructions", program.map(loaded -> loaded.code().size()).orElse(null));
        json.add("functions", JsonText.array(program.map(Program::functions).orElse(List.of()), function -> {
            var one = new JsonObject();
            one.addProperty("name", function.name());
            one.addProperty("slots", function.end() - function.start());
            return one;
        }));
        var helpers = new JsonObject();
        helpers().forEach(helpers::addProperty);
        json.add("helpers", helpers);
        json.addProperty("local_calls", localCalls());
        json.add("maps", JsonText.array(maps(), com.google.gson.JsonPrimitive::new));
        return json;
    }
}
