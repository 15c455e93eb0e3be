package xdp2rtl.core.maps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import xdp2rtl.core.CoreGenerator;
import xdp2rtl.isa.CoreConfig;

/// The states of a change of a map are those of `docs/machine.md`, row by row.
class MapStatesTest {
    private static final Pattern STATE = Pattern.compile("MAP_STATE_([A-Z_]+)");
    private static final Pattern WORD = Pattern.compile("\\b[A-Z]+(?:_[A-Z]+)*\\b");

    /// Of several cores: one alone counts nothing.
    @Test void aChangeHasTheStatesOfTheDocument() throws IOException {
        var document = rows(Files.readString(Path.of("..", "docs", "machine.md")));
        var arms = arms(CoreGenerator.generate(CoreConfig.DEFAULT.withCores(2)).get("map_change.v"));
        assertEquals(Stream.of(MapState.values()).map(Enum::name).toList(), List.copyOf(document.keySet()));
        for (var state : MapState.values()) {
            var row = document.get(state.name());
            assertEquals(row.next(), arms.get(state.name()), state + ": what comes next");
            assertEquals(row.reads(), state.read() != MapState.Read.NONE, state + ": reads the map memory");
            assertEquals(row.writes(), state.place() != MapState.Place.NONE, state + ": writes the map memory");
        }
    }

    /// @param next states that are named as the next one; itself only if the row says so
    private record Row(Set<String> next, boolean reads, boolean writes) {}

    /// The rows of the table of states, in its order.
    private static Map<String, Row> rows(String document) {
        var rows = new LinkedHashMap<String, Row>();
        var names = Stream.of(MapState.values()).map(Enum::name).collect(Collectors.toSet());
        boolean inside = false;
        for (var line : document.lines().toList()) {
            if (line.equals("| state | does | next |")) inside = true;
            else if (inside && !line.startsWith("|")) break;
            else if (inside && !line.startsWith("|---")) {
                var cells = line.split("\\|");
                var next = new TreeSet<String>();
                WORD.matcher(cells[3]).results().map(it -> it.group()).filter(names::contains).forEach(next::add);
                next.remove(cells[1].strip());
                var does = cells[2].replaceAll("read pushed pair", "");
                rows.put(cells[1].strip(), new Row(next, does.contains("read "), does.contains("write ")));
            }
        }
        return rows;
    }

    /// State to the states that its arm of the `case` in the clocked block goes to.
    private static Map<String, Set<String>> arms(String verilog) {
        var clocked = verilog.substring(verilog.indexOf("always @(posedge clk)"));
        var lines =
                clocked.substring(clocked.indexOf("case (state)"), clocked.indexOf("endcase")).lines().skip(1).toList();
        var arms = new LinkedHashMap<String, Set<String>>();
        List<String> labels = new ArrayList<>();
        for (var line : lines) {
            var rest = line;
            if (line.strip().startsWith("MAP_STATE_")) {
                int colon = line.indexOf(':');
                labels = STATE.matcher(line.substring(0, colon)).results().map(it -> it.group(1)).toList();
                for (var label : labels) arms.put(label, new TreeSet<>());
                rest = line.substring(colon);
            }
            var named = STATE.matcher(rest).results().map(it -> it.group(1)).toList();
            for (var label : labels) arms.get(label).addAll(named);
        }
        assertTrue(!arms.isEmpty());
        return arms;
    }
}
