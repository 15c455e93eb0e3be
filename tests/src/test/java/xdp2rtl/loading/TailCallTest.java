package xdp2rtl.loading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xdp2rtl.btf.TargetTypes;
import xdp2rtl.compile.Compiler;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.ElfObject;
import xdp2rtl.elf.KernelConfiguration;
import xdp2rtl.elf.LeftOut;
import xdp2rtl.elf.LoadSettings;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.elf.NameTable;
import xdp2rtl.elf.TailTarget;
import xdp2rtl.engine.Comparison;
import xdp2rtl.engine.Verdict;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.engine.kernel.KernelEngine;
import xdp2rtl.engine.model.BundleEngine;
import xdp2rtl.engine.rtl.RtlEngine;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.linux.XdpAction;
import xdp2rtl.mapfile.MapFileReader;
import xdp2rtl.mapfile.MapFileWriter;
import xdp2rtl.port.Context;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Packet;
import xdp2rtl.port.RedirectTarget;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;
import xdp2rtl.resolve.LinkedPrograms;
import xdp2rtl.verifier.TailCalls;

/// Programs that make tail calls: which others are linked with them, and that all do the same in Linux, in the
/// interpreter and as bundles. Needs the right to load programs: run as root.
class TailCallTest {
    private static final int PACKETS = 64;
    private static final int INTERFACE = 5;

    @TempDir private static Path folder;

    private static ElfObject object(String name) {
        return object(name, _ -> Optional.empty());
    }

    private static ElfObject object(String name, Function<String, Optional<List<String>>> programs) {
        return ElfObject.read(Sources.compiled(folder, name),
                new LoadSettings(TargetTypes.userApi(), KernelConfiguration.NONE, Map.of(), Map.of(),
                        Map.of(), _ -> 0, programs, LoadSettings.DEFAULT_EGRESS));
    }

    private static MapSpec map(Program program, String name) {
        return program.maps().stream().filter(map -> map.name().equals(name)).findFirst().orElseThrow();
    }

    private static List<String> table(Program program, String map) {
        return map(program, map).programs().map(NameTable::names).orElseThrow();
    }

    private static List<String> linked(Program program) {
        return program.linkage().targets().stream().map(TailTarget::name).toList();
    }

    /// Every first byte below 24, other bytes below 16, on three queues.
    private static List<Packet> packets() {
        var random = new Random(1);
        var packets = new ArrayList<Packet>();
        for (int i = 0; i < PACKETS; i++) {
            var bytes = new byte[i == 9 ? 15 : 40 + i];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = (byte) random.nextInt(16);
            }
            bytes[0] = (byte) (i % 24);
            packets.add(new Packet(Packet.of(bytes).bytes(), Optional.of(new Context(INTERFACE, i % 4))));
        }
        return packets;
    }

    /// What all engines agree on.
    private static Run run(Program program, Map<String, MapContents> maps) {
        Stimulus stimulus = Stimulus.of(program, packets()).withMaps(maps);
        try (var kernel = new KernelEngine();
                var interpreter = new Interpreter();
                var bundle = new BundleEngine(Compiler.forCore(CoreConfig.DEFAULT))) {
            Run linux = kernel.run(stimulus);
            Verdict verdict = Comparison.of(List.of(linux, interpreter.run(stimulus), bundle.run(stimulus)));
            assertTrue(verdict.agrees(), verdict::toString);
            return linux;
        }
    }

    private static long count(Run run, XdpAction action) {
        return run.outcomes().stream().filter(outcome -> action.is(outcome.action())).count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"chooses", "shortens", "repeats", "from_function", "by_last_function", "fixed", "empty",
            "outside"})
    void programsOfATableThatTheObjectFills(String name) {
        Program program = LinkedPrograms.of(object("tailcalls"), name);
        assertEquals(List.of("passes", "shortens", "repeats", "redirects"), table(program, "table"));
        Run run = run(program, Map.of());
        switch (name) {
            case "chooses", "by_last_function" -> {
                assertTrue(
                        count(run, XdpAction.PASS) > 0 && count(run, XdpAction.TX) > 0 && count(run, XdpAction.DROP) > 0
                                && count(run, XdpAction.REDIRECT) > 0,
                        run.outcomes()::toString);
            }
            case "from_function" -> assertTrue(
                    run.outcomes().stream().anyMatch(outcome -> outcome.action() == 8 + XdpAction.PASS.number()));
            case "repeats" -> {
                assertEquals(PACKETS, count(run, XdpAction.DROP));
                List<MapContents.Entry> runs = run.maps().get("runs").entries();
                assertEquals(List.of(MapContents.key(3)), runs.stream().map(MapContents.Entry::key).toList(),
                        "the stack is a new one");
                assertEquals((1 + TailCalls.MOST) * PACKETS, MapContents.index(runs.getFirst().value(0)));
            }
            case "fixed" -> assertEquals(PACKETS, count(run, XdpAction.REDIRECT));
            case "empty", "outside" -> assertEquals(PACKETS, count(run, XdpAction.TX));
            case "shortens" -> assertTrue(count(run, XdpAction.REDIRECT) > 0);
            default -> throw new AssertionError(name);
        }
    }

    @Tag("model")
    @ParameterizedTest
    @ValueSource(strings = {"chooses", "repeats", "from_function"})
    void hardwareDoesTheSame(String name) {
        Stimulus stimulus = Stimulus.of(LinkedPrograms.of(object("tailcalls"), name), packets());
        var compiler = Compiler.forCore(CoreConfig.DEFAULT);
        try (var interpreter = new Interpreter();
                var bundle = new BundleEngine(compiler);
                var rtl = new RtlEngine(compiler, Optional.empty())) {
            Verdict verdict =
                    Comparison.of(List.of(interpreter.run(stimulus), bundle.run(stimulus), rtl.run(stimulus)));
            assertTrue(verdict.agrees(), verdict::toString);
        }
    }

    @Test void aTableThatIsGivenTakesTheObjectsPlace() {
        Program program = LinkedPrograms.of(object("tailcalls"), "fixed");
        MapSpec table = map(program, "table");
        String text = "[{\"key\":[\"0x05\",\"0x00\",\"0x00\",\"0x00\"],\"value\":\"passes\"}]";
        assertEquals(PACKETS,
                count(run(program, Map.of("table", MapFileReader.parse("given", text, table))), XdpAction.PASS));
        assertEquals(PACKETS, count(run(program, Map.of("table", MapContents.EMPTY)), XdpAction.TX));
    }

    @Test void everyProgramThatIsAcceptedIsLinkedWhereNobodySaysWhich() {
        Program program = LinkedPrograms.of(object("tailtables"), "parse");
        assertEquals(List.of("parse", "icmp", "tcp", "udp"), linked(program));
        List<LeftOut> leftOut = program.linkage().leftOut();
        assertEquals(List.of("task", "nests"), leftOut.stream().map(LeftOut::name).toList());
        assertTrue(leftOut.getFirst().why().getMessage().contains("calls helper get_current_task"), leftOut::toString);
        assertTrue(
                leftOut.getLast().why().getMessage()
                        .contains("a tail call can lead to nests, which has called the function that it is in"),
                leftOut::toString);
        Run empty = run(program, Map.of());
        assertEquals(PACKETS - 1, count(empty, XdpAction.DROP));
        MapSpec table = map(program, "jmp_table");
        var filled = new MapContents(List.of(entry(table, 0, "icmp"), entry(table, 1, "tcp"), entry(table, 2, "udp"),
                entry(table, 3, "parse")));
        assertEquals(filled, MapFileReader.parse("file", MapFileWriter.text(table, filled), table));
        Run run = run(program, Map.of("jmp_table", filled, "ports", device(1, 5), "others", device(2, 6)));
        assertEquals(List.of("interface 5, by ports", "interface 6, by others"),
                run.outcomes().stream().map(Outcome.Ran.class::cast)
                        .flatMap(ran -> ran.redirect().stream()).map(RedirectTarget::toString).distinct().sorted()
                        .toList());
        assertEquals(filled, run.maps().get("jmp_table"));
    }

    private static MapContents.Entry entry(MapSpec table, int index, String program) {
        return MapContents.Entry.of(MapContents.key(index), MapContents.named("test", table, program));
    }

    private static MapContents device(int index, int ifindex) {
        return new MapContents(List.of(MapContents.Entry.of(MapContents.key(index), MapContents.key(ifindex))));
    }

    @Test void onlyWhatIsGivenIsLinked() {
        Program program = LinkedPrograms.of(
                object("tailtables", map -> map.equals("jmp_table") ? Optional.of(List.of("udp")) : Optional.empty()),
                "parse");
        assertEquals(List.of("udp"), linked(program));
        assertEquals(List.of(), program.linkage().leftOut());
        assertEquals(List.of("jmp_table", "ports"), program.maps().stream().map(MapSpec::name).toList());
        InputError refused =
                assertThrows(InputError.class, () -> MapContents.named("x", map(program, "jmp_table"), "tcp"));
        assertEquals(
                "x: program `tcp` is not linked in for map jmp_table; what a tail call can lead to is compiled in. Choose one of udp",
                refused.getMessage());
        Program nothing = LinkedPrograms.of(object("tailtables", _ -> Optional.of(List.of())), "parse");
        assertEquals(List.of(), linked(nothing));
    }

    @ParameterizedTest
    @ValueSource(strings = {"task: calls helper get_current_task",
            "other_kind: map jmp_table is to hold `other_kind`, which is not a program for an interface",
            "nothing: which is not a program for an interface. Such programs are parse, icmp, tcp, udp, task, nests",
            "nests: a tail call can lead to nests, which has called the function that it is in"})
    void programsThatCannotBeInATable(String line) {
        String[] parts = line.split(": ", 2);
        ElfObject object = object("tailtables", _ -> Optional.of(List.of(parts[0])));
        InputError refusal =
                assertThrows(InputError.class, () -> new BundleEngine(Compiler.forCore(CoreConfig.DEFAULT)).run(
                        Stimulus.of(LinkedPrograms.of(object, "parse"), packets())));
        assertTrue(refusal.getMessage().contains(parts[1]), refusal::getMessage);
    }

    /// Such runs are exact in the interpreter: functions are frames there, not copies.
    @Test void runsThatNestAreExactInTheInterpreter() {
        Program program = LinkedPrograms.of(object("tailtables", _ -> Optional.of(List.of("nests"))), "nests");
        MapSpec table = map(program, "jmp_table");
        Stimulus stimulus = Stimulus.of(program, packets())
                .withMaps(Map.of("jmp_table", new MapContents(List.of(entry(table, 1, "nests")))));
        try (var kernel = new KernelEngine(); var interpreter = new Interpreter()) {
            Run linux = kernel.run(stimulus);
            Verdict verdict = Comparison.of(List.of(linux, interpreter.run(stimulus)));
            assertTrue(verdict.agrees(), verdict::toString);
            assertTrue(
                    linux.outcomes().stream().anyMatch(outcome -> outcome.action() == INTERFACE + 1 + TailCalls.MOST),
                    linux.outcomes()::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"entry", "first", "second"})
    void sectionsAreNamedForEntriesAsIproute2HasIt(String name) {
        Program program = LinkedPrograms.of(object("tailsections"), name);
        assertEquals(Map.of(0, "first", 3, "second"), map(program, "jmp").programs().orElseThrow().values());
        Run run = run(program, Map.of());
        assertEquals(PACKETS / 2, name.equals("entry") ? count(run, XdpAction.PASS) : count(run, XdpAction.TX) / 2);
    }
}
