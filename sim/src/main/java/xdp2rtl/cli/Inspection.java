package xdp2rtl.cli;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.ExitCode;
import xdp2rtl.cli.common.JsonText;
import xdp2rtl.cli.common.Table;
import xdp2rtl.compile.Compiler;
import xdp2rtl.elf.ElfObject;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.linux.Helper;
import xdp2rtl.linux.HelperId;
import xdp2rtl.linux.MapKind;
import xdp2rtl.support.ProgramCheck;

/// What `inspect` says of an object.
/// @param named whether the programs are those that were named
record Inspection(String object, String license, boolean named, List<ProgramFacts> programs, List<MapSpec> maps)
        implements Answer {

    /// @param names of the programs that are asked for; all if empty
    static Inspection of(ElfObject object, List<String> names, Compiler compiler) {
        return new Inspection(object.name(), object.license(), !names.isEmpty(),
                ProgramFacts.of(object, names, new Support(compiler)),
                object.maps());
    }

    /// Whether all that is asked for can run; without names what is no XDP program is not asked for.
    @Override public int exitCode() {
        List<ProgramFacts> asked =
                named ? programs : programs.stream().filter(program -> program.otherKind().isEmpty()).toList();
        return !asked.isEmpty() && asked.stream().allMatch(ProgramFacts::supported)
                ? ExitCode.AGREED : ExitCode.MISMATCH;
    }

    @Override public String text() {
        var text = new StringBuilder(object).append(license.isEmpty() ? "" : ", licence " + license).append('\n');
        var table = new Table("program", "section", ">slots", ">instructions", ">subprograms", ">calls", "");
        for (ProgramFacts program : programs) {
            table.row(program.entry().name(), program.entry().section(), program.slots(), program.instructions(),
                    program.subprograms(), program.localCalls(), program.status() + byTailCall(program));
        }
        text.append('\n').append(table.isEmpty() ? "It has no programs.\n" : table);
        programs.forEach(program -> program.refusal().ifPresent(refusal -> text.append("\n%s is not supported:\n  %s\n"
                .formatted(program.entry().name(), refusal.getMessage()))));
        for (ProgramFacts program : programs) {
            program.remarks().ifPresent(
                    remarks -> text.append("\n%s: %s\n%s%s".formatted(program.entry().name(), remarks.memory(),
                            remarks.tailCalls() + remarks.innerMaps() + remarks.sharedFunctions() + remarks.places(),
                            remarks.warnings())));
        }
        return text.append(helpers()).append(mapTable()).toString();
    }

    /// Says that a map holds the program at the start.
    private String byTailCall(ProgramFacts program) {
        List<String> holders = maps.stream().filter(map -> map.programs().stream()
                .anyMatch(table -> table.names().contains(program.entry().name()))).map(MapSpec::name).toList();
        return holders.isEmpty() ? "" : ", by tail calls (%s)".formatted(String.join(", ", holders));
    }

    private String helpers() {
        var table = new Table("helper", ">calls", "program", "");
        for (ProgramFacts program : programs) {
            program.helpers().forEach((helper, calls) -> table.row(helper, calls, program.entry().name(),
                    HelperId.named(helper).filter(Helper.class::isInstance).isPresent() ? "" : "not supported"));
        }
        return table.isEmpty() ? "" : "\n" + table;
    }

    private String mapTable() {
        var table = new Table("map", "type", ">key", ">value", ">entries", "used by", "");
        for (MapSpec map : maps) {
            String users = programs.stream().filter(program -> program.maps().contains(map.name()))
                    .map(program -> program.entry().name()).collect(Collectors.joining(", "));
            table.row(map.name(), map.type().text(), map.keySize(), map.valueSize(),
                    Integer.toUnsignedString(map.maxEntries()), users.isEmpty() ? "-" : users, note(map));
        }
        return table.isEmpty() ? "" : "\n" + table;
    }

    private static String note(MapSpec map) {
        if (!(map.type() instanceof MapKind)) { return "not supported"; }
        return map.readOnly() ? "constants" : map.isGlobalData() ? "variables" : "";
    }

    @Override public JsonObject json() {
        var json = new JsonObject();
        json.addProperty("object", object);
        json.addProperty("license", license);
        json.add("programs", JsonText.array(programs, ProgramFacts::json));
        json.add("maps", JsonText.array(maps, map -> {
            var one = new JsonObject();
            one.addProperty("type", map.type().text());
            one.addProperty("name", map.name());
            one.addProperty("flags", Integer.toUnsignedLong(map.flags()));
            one.addProperty("bytes_key", map.keySize());
            one.addProperty("bytes_value", map.valueSize());
            one.addProperty("max_entries", Integer.toUnsignedLong(map.maxEntries()));
            one.addProperty("read_only", map.readOnly());
            one.addProperty("global_data", map.isGlobalData());
            return one;
        }));
        return json;
    }
}
