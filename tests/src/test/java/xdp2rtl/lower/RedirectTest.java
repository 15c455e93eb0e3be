package xdp2rtl.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import xdp2rtl.compile.Compiler;
import xdp2rtl.ebpf.Assembler;
import xdp2rtl.ebpf.InstructionEncoder;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.linux.MapKind;
import xdp2rtl.linux.MapTrait;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.Comparison;
import xdp2rtl.engine.Verdict;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.engine.kernel.KernelEngine;
import xdp2rtl.engine.model.BundleEngine;
import xdp2rtl.graph.Graph;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Operation;
import xdp2rtl.linux.MapKind;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.port.Context;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;
import xdp2rtl.verifier.Entry;

/// Several redirect calls for one packet: what Linux remembers of the ones before. Needs the right to load programs:
/// run as root.
class RedirectTest {
    private static final String KEY = "r2 = *(u32 *)(r6 + 12)\n"; // ingress_ifindex
    private static final String MAP = "r1 = map[0] ll\n%sr3 = %d\ncall redirect_map\n";
    private static final String INTERFACE = "r1 = %d\nr2 = %d\ncall redirect\n";

    static Stream<Arguments> programsAndKinds() {
        return programs().flatMap(text -> Stream.of(MapKind.values()).filter(kind -> kind.has(MapTrait.TARGETS))
                .map(kind -> Arguments.of(text, kind)));
    }

    static Stream<String> programs() {
        String miss = MAP.formatted("r2 = 7\n", 2);
        return Stream.of(
                MAP.formatted(KEY, 2),
                MAP.formatted(KEY, 8),
                MAP.formatted("r2 = 7\n", 24),
                INTERFACE.formatted(5, 0) + MAP.formatted(KEY, 9),
                INTERFACE.formatted(5, 0) + MAP.formatted(KEY, 2),
                INTERFACE.formatted(5, 1) + MAP.formatted(KEY, 2),
                MAP.formatted(KEY, 0) + miss,
                MAP.formatted(KEY, 0) + miss + miss,
                INTERFACE.formatted(5, 0) + miss + INTERFACE.formatted(1, 1),
                INTERFACE.formatted(5, 0) + MAP.formatted(KEY, 64),
                MAP.formatted("r2 = 1\n", 0) + "r7 = *(u32 *)(r6 + 12)\nif r7 == 2 goto out\n" + miss + "out:\n",
                "r7 = 3\nr8 = *(u32 *)(r6 + 12)\nagain:\n" + MAP.formatted("r2 = r8\nr2 += r7\nr2 &= 7\n", 0)
                        + "r7 += -1\nif r7 != 0 goto again\n",
                "r7 = *(u32 *)(r6 + 12)\nif r7 > 2 goto skip\n" + INTERFACE.formatted(9, 0) + "skip:\n"
                        + MAP.formatted("r2 = 6\n", 0));
    }

    @ParameterizedTest
    @MethodSource("programsAndKinds")
    void enginesAgree(String text, MapKind kind) {
        Stimulus stimulus = Stimulus
                .of(program(text + "exit\n", kind),
                        Stream.of(1, 2, 5)
                                .map(ifindex -> new Packet(Packet.of(new byte[14]).bytes(),
                                        Optional.of(new Context(ifindex, 0))))
                                .toList())
                .withMaps(Map.of("targets", new MapContents(List.of(
                        MapContents.Entry.of(MapContents.key(0), MapContents.key(3)),
                        MapContents.Entry.of(MapContents.key(1), MapContents.key(kind == MapKind.XSKMAP ? 0 : 9)),
                        MapContents.Entry.of(MapContents.key(4), MapContents.key(2))))));
        try (var interpreter = new Interpreter();
                var kernel = new KernelEngine();
                var bundle = new BundleEngine(Compiler.forCore(CoreConfig.DEFAULT))) {
            List<Run> runs = List.of(kernel.run(stimulus), interpreter.run(stimulus), bundle.run(stimulus));
            Verdict verdict = Comparison.of(runs);
            assertTrue(verdict.agrees(), verdict::toString);
        }
    }

    /// A socket's entry is found or not; CPU maps cannot be looked at.
    @Test void looksForEntries() {
        for (MapKind kind : List.of(MapKind.DEVMAP, MapKind.DEVMAP_HASH, MapKind.XSKMAP)) {
            enginesAgree("r2 = *(u32 *)(r6 + 12)\n*(u32 *)(r10 - 4) = r2\nr1 = map[0] ll\nr2 = r10\nr2 += -4\n"
                    + "call map_lookup_elem\nif r0 != 0 goto found\nr0 = 2\nexit\nfound:\n" + MAP.formatted(KEY, 0),
                    kind);
        }
    }

    /// One call, or calls of which a packet takes one, put what they find and nothing else.
    @Test void nothingIsKeptWhereNoCallFollowsAnother() {
        String exclusive = "r7 = *(u32 *)(r6 + 12)\nif r7 == 1 goto other\n" + MAP.formatted(KEY, 0) + "exit\n"
                + "other:\n" + INTERFACE.formatted(5, 0) + "exit\n";
        assertEquals(2, puts(exclusive));
        assertEquals(3, puts(INTERFACE.formatted(5, 0) + MAP.formatted(KEY, 0) + "exit\n"));
    }

    private static long puts(String text) {
        Program program = program(text);
        Graph graph = GraphBuilder.build(program, MapLayout.of(program.maps(), CoreConfig.DEFAULT), Entry.XDP);
        return graph.blocks().stream().flatMap(block -> block.steps().stream())
                .filter(step -> step.operation() instanceof Operation.Put).count();
    }

    private static Program program(String text) {
        return program(text, MapKind.DEVMAP);
    }

    private static Program program(String text, MapKind kind) {
        Program raw = Program.raw("redirects",
                InstructionEncoder.encode(Assembler.assemble("redirects", "r6 = r1\n" + text)));
        return new Program(raw.source(), raw.code(), List.of(MapSpec.of("targets", kind, 4, 4, 8)), "GPL");
    }
}
