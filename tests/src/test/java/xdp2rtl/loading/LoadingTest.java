package xdp2rtl.loading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xdp2rtl.btf.TargetTypes;
import xdp2rtl.compile.Compiler;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.ElfObject;
import xdp2rtl.elf.KernelConfiguration;
import xdp2rtl.elf.LoadSettings;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.Comparison;
import xdp2rtl.engine.Verdict;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.engine.kernel.KernelEngine;
import xdp2rtl.engine.model.BundleEngine;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.linux.XdpAction;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;
import xdp2rtl.resolve.LiveCode;

/// What is decided when an object is loaded: types, options, constants, sizes; and what of the program is left then.
/// Every program does the same in Linux, in the interpreter and as bundles. Needs the right to load programs: run as
/// root.
class LoadingTest {
    private static final TargetTypes KERNEL = TargetTypes.read(Path.of("/sys/kernel/btf/vmlinux"));
    private static final ToIntFunction<String> OPEN = _ -> 0;

    @TempDir private static Path folder;

    private static Program program(String object, String name, LoadSettings settings) {
        return LiveCode.of(ElfObject.read(Sources.compiled(folder, object), settings).program(name));
    }

    private static LoadSettings types(TargetTypes types) {
        return new LoadSettings(types, KernelConfiguration.NONE, Map.of(), Map.of(), Map.of(), OPEN);
    }

    private static LoadSettings options(Map<String, String> named) {
        return new LoadSettings(TargetTypes.userApi(), new KernelConfiguration(Map.of(), named), Map.of(), Map.of(),
                Map.of(), OPEN);
    }

    private static LoadSettings variables(Map<String, String> variables) {
        return new LoadSettings(TargetTypes.userApi(), KernelConfiguration.NONE, variables, Map.of(), Map.of(), OPEN);
    }

    private static LoadSettings egress(int ifindex) {
        return new LoadSettings(TargetTypes.userApi(), KernelConfiguration.NONE, Map.of(), Map.of(), Map.of(), OPEN,
                _ -> Optional.empty(), ifindex);
    }

    /// What all engines agree on.
    private static Run run(Program program, Packet... packets) {
        Stimulus stimulus = Stimulus.of(program, List.of(packets));
        try (var kernel = new KernelEngine();
                var interpreter = new Interpreter();
                var bundle = new BundleEngine(Compiler.forCore(CoreConfig.DEFAULT))) {
            Run linux = kernel.run(stimulus);
            Verdict verdict = Comparison.of(List.of(linux, interpreter.run(stimulus), bundle.run(stimulus)));
            assertTrue(verdict.agrees(), verdict::toString);
            return linux;
        }
    }

    private static Packet packet(int bytes, int seed) {
        var packet = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            packet[i] = (byte) (seed + i * seed);
        }
        return Packet.of(packet);
    }

    private static String action(Run run) {
        return XdpAction.text(((Outcome.Ran) run.outcomes().getFirst()).action());
    }

    private static String refusal(String object, String name, LoadSettings settings) {
        return assertThrows(InputError.class, () -> program(object, name, settings)).getMessage();
    }

    /// The packets come in by interface 1.
    @ParameterizedTest
    @CsvSource({"1, XDP_DROP", "2, XDP_TX", "7, XDP_PASS",
            "2147483647, XDP_PASS"})
    void whereAnEntryOfADeviceMapSendsTo(int ifindex, String expected) {
        Run run = run(program("egress", "leaving", egress(ifindex)), packet(64, 1));
        assertEquals(expected, action(run));
        assertEquals(MapContents.key(ifindex), run.maps().get("seen").entries().getFirst().value(0));
    }

    @Test void onlyEntriesOfDeviceMapsSendSomewhere() {
        Program coming = program("egress", "coming", egress(1));
        Stimulus stimulus = Stimulus.of(coming, List.of(packet(64, 1)));
        try (var kernel = new KernelEngine(); var bundle = new BundleEngine(Compiler.forCore(CoreConfig.DEFAULT))) {
            String linux = assertThrows(InputError.class, () -> kernel.run(stimulus)).getMessage();
            assertTrue(linux.contains("invalid bpf_context access off=20 size=4"), linux);
            String own = assertThrows(InputError.class, () -> bundle.run(stimulus)).getMessage();
            assertTrue(own.endsWith(
                    "reads egress_ifindex; Linux lets programs for entries of device maps alone read it. Name the section "
                            + "xdp/devmap, or compare in the program that redirects"),
                    own);
        }
        assertEquals("--egress-ifindex: there is no interface 0. Give 1 or more",
                assertThrows(InputError.class, () -> egress(0)).getMessage());
    }

    @ParameterizedTest
    @CsvSource({"field_that_is_missing", "missing_field_behind_its_question", "fields_that_moved",
            "field_of_another_size", "enumerators",
            "matching_types"})
    void theContextIsThatOfLinux(String name) {
        assertEquals("XDP_PASS", action(run(program("types", name, LoadSettings.NONE), packet(64, 1))),
                "by the user-space API");
        assertEquals("XDP_PASS", action(run(program("types", name, types(KERNEL)), packet(64, 1))),
                "by the kernel's types");
    }

    @Test void onlyAKernelKnowsOtherTypes() {
        assertEquals("XDP_PASS", action(run(program("types", "type_that_is_missing", types(KERNEL)), packet(64, 1))));
        assertTrue(refusal("types", "type_that_is_missing", LoadSettings.NONE)
                .endsWith("it asks about type `of_no_kernel`; only a "
                        + "kernel's types have the answer. Give them with --btf FILE, such as a copy of /sys/kernel/btf/vmlinux"));
    }

    @Test void aFieldThatIsGoneIsRefusedByName() {
        assertTrue(refusal("gone", "field_that_is_gone", LoadSettings.NONE)
                .endsWith("it needs field `hardware_hint` of type `xdp_md`, "
                        + "which has no such in the user-space API of Linux 6.18. Ask bpf_core_field_exists() first"));
        assertTrue(refusal("gone", "field_that_is_gone", types(KERNEL)).contains("no such in /sys/kernel/btf/vmlinux"));
    }

    @Test void optionsAreReadByTheirTypes() {
        Program program = program("options", "options",
                options(Map.of("LINUX_KERNEL_VERSION", KernelConfiguration.version("6.1.300"),
                        "CONFIG_BPF_SYSCALL", "m", "CONFIG_NET", "y", "CONFIG_INET", "y", "CONFIG_HZ", "250",
                        "CONFIG_CC_VERSION_TEXT", "\"abcdefghij\"")));
        Outcome.Ran ran = (Outcome.Ran) run(program, packet(64, 1)).outcomes().getFirst();
        var words = ByteBuffer.wrap(ran.packet().orElseThrow().toArray()).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
        var found = new int[11];
        words.get(found);
        assertEquals(List.of(0x0601ff, 2, 1, (int) 'y', 250, 0, 0, (int) 'a', (int) 'g', 0, 1),
                java.util.Arrays.stream(found).boxed().toList());
    }

    @Test void anOptionThatMustBeThereIsAskedFor() {
        assertTrue(refusal("options", "options", LoadSettings.NONE)
                .endsWith("it reads `LINUX_KERNEL_VERSION` of the kernel's "
                        + "configuration; a card has no kernel. Give --kernel-version N, or declare it __weak"));
        assertTrue(refusal("options", "options", options(Map.of("LINUX_KERNEL_VERSION", "1")))
                .endsWith("it reads `CONFIG_BPF_SYSCALL` of "
                        + "the kernel's configuration; a card has no kernel. Give --kconfig FILE or --kconfig CONFIG_BPF_SYSCALL=VALUE, or declare "
                        + "it __weak"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
        CONFIG_NET | m | 'it is m in the kernel''s configuration, which its type `_Bool` does not hold'
        CONFIG_HZ | 99999999999 | 'it is 99999999999 in the kernel''s configuration, which its type `int` does not hold'
        CONFIG_HZ | soon | `soon` is neither y, m, n, a number nor a text in quotes
        CONFIG_HZ | "x" | 'it is "x" in the kernel''s configuration, which its type `int` does not hold'
        CONFIG_OTHER | y | it asks for no `CONFIG_OTHER`
        """)
    void optionsThatDoNotFitAreRefused(String name, String value, String message) {
        assertTrue(refusal("options", "options", options(Map.of(name, value))).contains(message),
                () -> refusal("options", "options", options(Map.of(name, value))));
    }

    @Test void whatConstantsRuleOutIsNotRefused() {
        Program program = program("constants", "constants", LoadSettings.NONE);
        assertEquals(List.of("ever", ".data"),
                program.maps().stream().map(MapSpec::name).filter(name -> !name.equals(".rodata")).toList());
        assertEquals(List.of("constants"), program.functions().stream().map(function -> function.name()).toList());
        assertEquals("XDP_PASS", action(run(program, packet(64, 1), packet(64, 2), packet(64, 3))));
        assertEquals(List.of(".data", ".rodata", "chain", "events", "ever", "lately", "maps"),
                program.whole().maps().stream().map(MapSpec::name).sorted().toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        verbose | true | helper get_current_pid_tgid
        chained | 1 | helper get_current_task
        recent | y | uses map lately of type sockhash, which is not supported
        verdict | XDP_REDIRECT | uses map chain of type sockmap, which is not supported
        """)
    void whatConstantsLetInIsRefused(String name, String value, String message) {
        assertTrue(refusal("constants", "constants", variables(Map.of(name, value))).contains(message),
                () -> refusal("constants", "constants", variables(Map.of(name, value))));
    }

    @Test void constantsAreSetByTheirTypes() {
        Program program = program("constants", "constants",
                variables(Map.of("verdict", "1", "limits.low", "0x100", "limits.tags[1]", "200",
                        "limits.high", "-300", "name", "lo", "counter", "18446744073709551615")));
        Run ran = run(program, packet(64, 1), packet(64, 1));
        assertEquals("XDP_DROP", action(ran));
        assertEquals("9d00000000000000", ran.maps().get("ever").entries().getFirst().value(0).toString());
        assertEquals("0300000000000000", ran.maps().get(".data").entries().getFirst().value(0).toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        nothing | 1 | has no global variable `nothing`. It has chained, counter, limits, name, recent, verbose, verdict
        limits | 1 | it is a struct of 3 members. Set its members one by one
        limits.none | 1 | there is no member `none` of whole bytes
        limits.tags[3] | 1 | there is no element [3]
        limits.tags | 1,2,3,4 | 4 elements do not fit its 3
        limits.low | 65536 | 65536 does not fit `unsigned short`
        limits.low | -1 | -1 does not fit `unsigned short`
        verbose | 2 | 2 does not fit `_Bool`
        verbose | maybe | `maybe` is not a number
        verdict | XDP_LATER | `XDP_LATER` is not a name of enum xdp_action
        name | a long name | 11 bytes do not fit its 8
        limits.low! | 1 | `!` is not a path
        """)
    void constantsThatDoNotFitAreRefused(String name, String value, String message) {
        assertTrue(refusal("constants", "constants", variables(Map.of(name, value))).contains(message),
                () -> refusal("constants", "constants", variables(Map.of(name, value))));
    }

    @Test void aSizeThatTheObjectLeavesOpenIsGiven() {
        Map<String, String> queues = Map.of("queues", "4");
        assertTrue(refusal("sizes", "by_queue", variables(queues))
                .endsWith("map packets has 0 entries. Give --map-entries packets=N, or "
                        + "--map packets=FILE with all of its entries"));
        assertTrue(refusal("sizes", "by_queue", LoadSettings.NONE).contains("map packets has 0 entries"),
                "Linux makes the map in any case");
        var given = new LoadSettings(TargetTypes.userApi(), KernelConfiguration.NONE, queues, Map.of(),
                Map.of("packets", 4), OPEN);
        assertEquals("XDP_PASS", action(run(program("sizes", "by_queue", given), packet(64, 1))));
        var found =
                new LoadSettings(TargetTypes.userApi(), KernelConfiguration.NONE, queues, Map.of(), Map.of(), _ -> 3);
        assertEquals(3, program("sizes", "by_queue", found).maps().getFirst().maxEntries());
        var unknown = new LoadSettings(TargetTypes.userApi(), KernelConfiguration.NONE, Map.of(), Map.of(),
                Map.of("x", 4), OPEN);
        assertTrue(refusal("sizes", "by_queue", unknown).contains("declares no map of this name. It declares packets"));
    }

    @Test void functionsFindTheirStacksCleared() {
        run(program("stacks", "stacks", LoadSettings.NONE), packet(64, 1), packet(64, 2), packet(34, 3), packet(64, 5),
                packet(20, 1));
    }

    @Test void theOldestMapsHaveNoFlags() {
        Program program = program("oldmaps", "oldmaps", LoadSettings.NONE);
        assertEquals(List.of(0, 0), program.maps().stream().map(MapSpec::flags).toList());
        run(program, packet(64, 1), packet(64, 2), packet(19, 3), packet(64, 1));
    }

    @Test void aGlobalFunctionIsVerifiedByItself() {
        run(program("functions", "global_function", LoadSettings.NONE), packet(64, 1), packet(34, 2));
    }

    @ParameterizedTest
    @CsvSource({"null_test", "old_pointer"})
    void pointersAreNumbersWhereTheFrameDoesNotMove(String name) {
        run(program("pointers", name, LoadSettings.NONE), packet(64, 1), packet(64, 2), packet(34, 1), packet(34, 2),
                packet(236, 1),
                packet(196, 1), packet(195, 1), packet(194, 1), packet(232, 2), packet(231, 2), packet(230, 2),
                packet(20, 1),
                packet(50, 2), packet(1500, 1), packet(1500, 2));
    }

    @Test void theWholeProgramIsWhatLinuxIsGiven() {
        Program program = program("stacks", "stacks", LoadSettings.NONE);
        assertEquals(List.of("stacks", "exchange"),
                program.functions().stream().map(function -> function.name()).toList());
        assertEquals(List.of("stacks", "exchange", "unreached"),
                program.whole().functions().stream().map(function -> function.name()).toList());
        assertEquals(Optional.empty(), program.linkage().types());
        assertEquals(3, program.whole().linkage().types().orElseThrow().functions().size());
    }
}
