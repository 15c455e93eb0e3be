package xdp2rtl.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The classes keep to the arrows that docs/modules.md draws: between modules, and between packages.
final class ArchitectureTest {
    private static final String EVERYWHERE = "diagnostic";
    /// A schedule is proved before anybody sees it; adapters are parts of the boards that use them.
    private static final Set<String> KNOW_EACH_OTHER = Set.of("check schedule", "boards.adapter boards");
    private static final List<String> MODULES = List.of("isa-reduce", "scheduler", "hdl-gen", "boards", "sim",
            "junit");
    private static final Map<String, Set<String>> FOUND = new HashMap<>();
    private static final Arrows ARROWS = new Arrows();
    private static List<Readme.Row> rows = List.of();

    @BeforeAll static void readClasses() {
        rows = Readme.packages();
        for (String module : MODULES) {
            Path classes = Readme.ROOT.resolve(module).resolve("target/classes");
            if (Files.isDirectory(classes)) {
                var own = new Arrows();
                own.read(classes);
                FOUND.put(module, own.packages());
                ARROWS.read(classes);
            }
        }
    }

    @Test void findsTheClassesThatItIsAbout() {
        assertTrue(ARROWS.packages().containsAll(Set.of("isa", "ebpf", "hdl", "engine", "cli")),
                () -> "only " + ARROWS.packages());
    }

    @Test void everyPackageIsInTheTable() {
        FOUND.forEach((module, packages) -> assertEquals(packages,
                rows.stream().filter(row -> row.module().equals(module)).map(Readme.Row::name)
                        .collect(Collectors.toCollection(TreeSet::new)),
                module));
    }

    @Test void packagesUseOnlyWhatTheTableAllows() {
        var forbidden = new ArrayList<String>();
        for (Readme.Row row : rows) {
            ARROWS.of(row.name()).forEach((used, by) -> {
                if (!row.uses().contains(used) && !used.equals(EVERYWHERE)) {
                    forbidden.add("%s uses %s, in %s".formatted(row.name(), used, by));
                }
            });
        }
        assertEquals(List.of(), forbidden);
    }

    @Test void theTableAllowsNothingThatIsNotUsed() {
        var idle = new ArrayList<String>();
        for (Readme.Row row : rows) {
            row.uses().stream().filter(used -> !ARROWS.of(row.name()).containsKey(used))
                    .forEach(used -> idle.add("%s does not use %s".formatted(row.name(), used)));
        }
        assertEquals(List.of(), idle);
    }

    @Test void packagesFormNoCircle() {
        assertFalse(rows.isEmpty());
        Map<String, Set<String>> reach = new HashMap<>();
        rows.forEach(row -> reach.put(row.name(), row.uses().stream()
                .filter(used -> !KNOW_EACH_OTHER.contains(row.name() + " " + used))
                .collect(Collectors.toCollection(TreeSet::new))));
        close(reach);
        reach.forEach((name, reached) -> assertFalse(reached.contains(name), name + " uses itself by a detour"));
    }

    @Test void modulesFollowTheDrawing() {
        Map<String, Set<String>> reach = drawn();
        Map<String, String> moduleOf = rows.stream().collect(Collectors.toMap(Readme.Row::name, Readme.Row::module));
        for (Readme.Row row : rows) {
            for (String used : ARROWS.of(row.name()).keySet()) {
                String other = moduleOf.get(used);
                assertTrue(other.equals(row.module()) || reach.get(row.module()).contains(other),
                        "%s (%s) uses %s (%s)".formatted(row.name(), row.module(), used, other));
            }
        }
    }

    @Test void schedulerAndHardwareNeverSeeEachOther() {
        Map<String, Set<String>> reach = drawn();
        assertFalse(reach.get("scheduler").contains("hdl-gen"));
        assertFalse(reach.get("hdl-gen").contains("scheduler"));
    }

    @Test void theHardwareLanguageKnowsNothingOfEbpf() {
        assertEquals(Set.of(), ARROWS.of("hdl").keySet());
    }

    @Test void theTwoDescriptionsOfTheCoreAreIndependent() {
        var hardware =
                ARROWS.packages().stream().filter(name -> name.equals("core") || name.startsWith("core.")).toList();
        assertTrue(hardware.containsAll(Set.of("core", "core.lane", "core.maps")), () -> "only " + hardware);
        for (String room : hardware) {
            assertFalse(ARROWS.of("engine.model").containsKey(room), room);
            assertFalse(ARROWS.of(room).containsKey("engine.model"), room);
        }
    }

    @Test void modelAndHardwareMeetOnlyInLockStep() {
        assertFalse(ARROWS.of("engine.rtl").containsKey("engine.model"));
        assertFalse(ARROWS.of("engine.model").containsKey("engine.rtl"));
        assertTrue(ARROWS.of("engine.lockstep").keySet().containsAll(Set.of("engine.model", "engine.rtl")));
    }

    @Test void modelsOfVerilogKnowOnlyTheirPorts() {
        assertEquals(Set.of("diagnostic", "isa", "port"), ARROWS.of("verilator").keySet());
    }

    @Test void theReferenceIsIndependentOfTheCompiler() {
        for (String compiler : List.of("verifier", "lower", "reduce", "depend", "schedule", "compile", "graph")) {
            assertFalse(ARROWS.of("engine.interpreter").containsKey(compiler), compiler);
        }
    }

    /// For each module of the drawing those that it uses, directly or not.
    private static Map<String, Set<String>> drawn() {
        Map<String, Set<String>> reach = new HashMap<>();
        MODULES.forEach(module -> reach.put(module, new TreeSet<>()));
        for (List<String> chain : Readme.drawing()) {
            for (int i = 1; i < chain.size(); i++) {
                reach.computeIfAbsent(chain.get(i), _ -> new TreeSet<>()).add(chain.get(i - 1));
            }
        }
        close(reach);
        return reach;
    }

    private static void close(Map<String, Set<String>> reach) {
        boolean grows = true;
        while (grows) {
            grows = false;
            for (Set<String> reached : reach.values()) {
                for (String step : List.copyOf(reached)) {
                    grows |= reached.addAll(reach.getOrDefault(step, Set.of()));
                }
            }
        }
    }
}
