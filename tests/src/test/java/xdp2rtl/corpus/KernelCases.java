package xdp2rtl.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import xdp2rtl.ebpf.Immediate64;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.InstructionDecoder;
import xdp2rtl.ebpf.Placed;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.linux.MapFlags;
import xdp2rtl.linux.MapKind;
import xdp2rtl.loading.Sources;

/// The kernel's own cases of instructions: those of lib/test_bpf.c, and of tools/testing/selftests/bpf/verifier. They are
/// C, so two small programs print them; nothing of them is kept.
final class KernelCases {
    private static final Path PRINTERS = Path.of("src/test/resources/xdp2rtl/corpus");
    private static final String VERIFIER = "tools/testing/selftests/bpf/";
    private static final int MIN_PACKET = 64;

    /// As test_verifier.c makes them.
    private static final Map<String, MapSpec> MAPS = Stream.of(
            MapSpec.of("hash_8b", MapKind.HASH, 8, 8, 1), MapSpec.of("hash_16b", MapKind.HASH, 8, 16, 1),
            MapSpec.of("hash_48b", MapKind.HASH, 8, 48, 1), MapSpec.of("array_48b", MapKind.ARRAY, 4, 48, 1),
            MapSpec.of("array_ro", MapKind.ARRAY, 4, 48, 1).withFlags(MapFlags.RDONLY_PROG),
            MapSpec.of("array_wo", MapKind.ARRAY, 4, 48, 1).withFlags(MapFlags.WRONLY_PROG),
            MapSpec.of("array_small", MapKind.ARRAY, 4, 1, 1), MapSpec.of("xskmap", MapKind.XSKMAP, 4, 4, 1),
            MapSpec.of("events", MapKind.PERF_EVENT_ARRAY, 4, 4, 1),
            MapSpec.of("ringbuf", MapKind.RINGBUF, 0, 0, 4096))
            .collect(Collectors.toMap(MapSpec::name, map -> map));

    private final Path linux;
    private final Path folder;

    /// @param linux  Linux's tree, unpacked
    /// @param folder for what is made
    KernelCases(Path linux, Path folder) {
        this.linux = linux.toAbsolutePath();
        this.folder = folder;
    }

    /// One case.
    ///
    /// @param code   instructions, 8 bytes each
    /// @param result the low half of R0, if the case says it for a program of XDP
    /// @param wrong  Linux is to refuse it
    /// @param maps   by slot, the maps that are loaded there
    record Case(String name, byte[] code, OptionalLong result, boolean wrong, Bytes packet, Map<Integer, String> maps) {

        int slots() { return code.length / Long.BYTES; }

        /// @throws xdp2rtl.diagnostic.InputError if it is no program
        Program program() {
            List<Placed> decoded = InstructionDecoder.decode(name, code);
            List<String> used = maps.values().stream().distinct().toList();
            Program raw = Program.raw(name, decoded.stream().map(placed -> with(placed, used)).toList());
            return new Program(raw.source(), raw.code(), used.stream().map(MAPS::get).toList(), "GPL");
        }

        private Instruction with(Placed placed, List<String> used) {
            if (!(placed.instruction() instanceof Instruction.LoadImmediate load) || !maps.containsKey(placed.slot())) {
                return placed.instruction();
            }
            int map = used.indexOf(maps.get(placed.slot()));
            return new Instruction.LoadImmediate(load.dst(),
                    load.value() instanceof Immediate64.MapValueByDescriptor value
                            ? new Immediate64.MapValue(map, value.offset()) : new Immediate64.Map(map));
        }

        private static Case of(String line) {
            String[] cells = line.split("\t", -1);
            var maps = new TreeMap<Integer, String>();
            for (String map : cells[4].isEmpty() ? new String[0] : cells[4].strip().split(" ")) {
                maps.put(Integer.parseInt(map.split(":")[1]), map.split(":")[0]);
            }
            byte[] packet = HexFormat.of().parseHex(cells[3]);
            return new Case(cells[0], HexFormat.of().parseHex(cells[1]),
                    cells[2].matches("\\d+") ? OptionalLong.of(Long.parseLong(cells[2])) : OptionalLong.empty(),
                    cells[2].equals("!"),
                    Bytes.of(packet.length == 0 ? new byte[MIN_PACKET] : packet), maps);
        }
    }

    /// lib/test_bpf.c.
    List<Case> library() throws IOException {
        String text = Files.readString(linux.resolve("lib/test_bpf.c"));
        return printed("lib_cases", cut(text, "#define MAX_SUBTESTS", "static struct net_device dev;"));
    }

    /// selftests/bpf/verifier.
    List<Case> verifier() throws IOException {
        String text = Files.readString(linux.resolve(VERIFIER + "test_verifier.c"));
        Path made = Files.createDirectories(folder.resolve("verifier_cases/verifier")).resolve("tests.h");
        try (Stream<Path> files = Files.list(linux.resolve(VERIFIER + "verifier"))) {
            Files.writeString(made, files.filter(file -> file.toString().endsWith(".c")).sorted()
                    .map("#include \"%s\"\n"::formatted).collect(Collectors.joining("", "#ifdef FILL_ARRAY\n",
                            "#endif\n")));
        }
        return printed("verifier_cases", cut(text, "#define MAX_INSNS", "static int probe_filter_length("));
    }

    private static String cut(String text, String from, String to) {
        int start = text.indexOf(from);
        int end = text.indexOf(to);
        if (start < 0 || end < start) { throw new AssertionError("no `%s` .. `%s`".formatted(from, to)); }
        return text.substring(start, end);
    }

    private List<Case> printed(String name, String cases) throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        Files.writeString(own.resolve("cases.h"), cases);
        String program = own.resolve("print").toString();
        Sources.run("gcc", "-w", "-I", own.toString(), "-I", linux.toString(), "-o", program,
                PRINTERS.resolve(name + ".c").toString());
        var all = new ArrayList<Case>();
        Sources.run(program).lines().forEach(line -> all.add(Case.of(line)));
        return all;
    }
}
