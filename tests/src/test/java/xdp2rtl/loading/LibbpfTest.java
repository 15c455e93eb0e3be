package xdp2rtl.loading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xdp2rtl.btf.TargetTypes;
import xdp2rtl.capture.CaptureReader;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.elf.ElfObject;
import xdp2rtl.elf.KernelConfiguration;
import xdp2rtl.elf.LoadSettings;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.elf.ProgramKind;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.engine.kernel.KernelEngine;
import xdp2rtl.linux.Helper;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;
import xdp2rtl.programs.Scenario;
import xdp2rtl.resolve.LinkedPrograms;

/// What our loader makes of an object does the same as what libbpf makes of it, in the interpreter and in Linux. The
/// engines alone could not tell: all of them run what our loader made. Needs the right to load programs: run as root.
class LibbpfTest {
    private static final Path KERNEL = Path.of("/sys/kernel/btf/vmlinux");
    private static final Path CONFIGURATION = Path.of("/proc/config.gz");
    private static final List<String> OWN =
            List.of("types", "options", "constants", "functions", "pointers", "tailcalls", "innermaps");
    /// Among the programs that all engines run.
    private static final Path HELPERS = Path.of("src/test/resources/xdp2rtl/helpers");
    private static final List<String> LOOPS = List.of("loops", "iterators", "dynptrs");
    private static final int PACKETS = 6;
    /// Programs that call them see what Linux leaves open, which bpftool cannot be told.
    private static final Set<Integer> OPEN = Set.of(Helper.KTIME_GET_NS.number(), Helper.GET_PRANDOM_U32.number(),
            Helper.GET_SMP_PROCESSOR_ID.number());

    @TempDir private Path folder;

    @Test void everyObjectDoesWhatItDoesWhenLibbpfLoadsIt() throws Exception {
        List<Packet> packets = packets();
        var failures = new ArrayList<String>();
        int compared = 0;
        try (var libbpf = new Libbpf(folder)) {
            for (Path path : objects()) {
                String name = path.getFileName().toString().replaceAll("\\W", "_");
                ElfObject object = ElfObject.read(path, settings());
                boolean calls = object.maps().stream().anyMatch(MapSpec::holdsPrograms);
                Sources.Result loaded = calls ? libbpf.loadWithMaps(path, name) : libbpf.load(path, name);
                if (loaded.exitCode() != 0) {
                    failures.add("%s: libbpf: %s".formatted(path, loaded.err()));
                    continue;
                }
                for (ElfObject.Entry entry : object.entries()) {
                    if (ProgramKind.otherThanXdp(entry.section()).isPresent()) {
                        continue;
                    }
                    Program program = LinkedPrograms.of(object, entry.name());
                    if (calls(program).anyMatch(OPEN::contains)) {
                        continue;
                    }
                    failures.addAll(differences(libbpf, name, program, packets));
                    compared++;
                }
            }
        }
        assertEquals(List.of(), failures);
        assertTrue(compared > 30, compared + " programs");
    }

    private List<Path> objects() throws Exception {
        var objects = new ArrayList<Path>();
        OWN.forEach(name -> objects.add(Sources.compiled(folder, name)));
        LOOPS.forEach(name -> objects.add(Sources.compiled(HELPERS.resolve(name + ".bpf.c"),
                folder.resolve(name + ".bpf.o"), "v3")));
        try (Stream<Path> files = Files.walk(Path.of("..", "examples"))) {
            files.filter(file -> file.toString().endsWith(".bpf.o")).sorted().forEach(objects::add);
        }
        objects.addAll(Scenario.debian("xdpfilt_"));
        objects.addAll(Scenario.debian("xdp-dispatcher"));
        return objects;
    }

    /// What libbpf asks this machine for.
    private static LoadSettings settings() throws Exception {
        String release = Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip();
        return new LoadSettings(TargetTypes.read(KERNEL), new KernelConfiguration(
                Files.exists(CONFIGURATION) ? KernelConfiguration.read(CONFIGURATION) : Map.of(),
                Map.of()).withVersion(release), Map.of(), Map.of(), Map.of(), _ -> 0);
    }

    private static List<Packet> packets() {
        var packets = new ArrayList<Packet>();
        CaptureReader.readAll(Path.of("..", "examples", "router", "trace.pcap")).stream().limit(PACKETS)
                .forEach(frame -> packets.add(new Packet(frame.bytes(), Optional.empty())));
        var bytes = new byte[900];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 37 + 3);
        }
        packets.add(Packet.of(bytes));
        return packets;
    }

    private static List<String> differences(Libbpf libbpf, String object, Program program, List<Packet> packets) {
        var differences = new ArrayList<String>();
        try (var kernel = new KernelEngine(); var interpreter = new Interpreter()) {
            Stimulus stimulus = Stimulus.of(program, packets);
            List<Run> runs = List.of(kernel.run(stimulus), interpreter.run(stimulus));
            for (int i = 0; i < packets.size(); i++) {
                Libbpf.Outcome theirs = libbpf.run(object, program.name(), packets.get(i).bytes());
                for (Run run : runs) {
                    Outcome own = run.outcomes().get(i);
                    if (!(own instanceof Outcome.Ran ran) || ran.action() != theirs.action()
                            || !ran.packet().equals(Optional.of(theirs.packet()))) {
                        differences.add("%s: %s: packet %d on %s: %s, with libbpf %s".formatted(object, program.name(),
                                i, run.engine(),
                                own, theirs));
                    }
                }
            }
        }
        return differences;
    }

    private static Stream<Integer> calls(Program program) {
        return program.instructions().stream()
                .flatMap(instruction -> instruction instanceof Instruction.Call(CallTarget.HelperNumber(int number))
                        ? Stream.of(number) : Stream.empty());
    }

    @Test void whatLibbpfRefusesForAMissingFieldIsRefused() {
        try (var libbpf = new Libbpf(folder)) {
            Sources.Result loaded = libbpf.load(Sources.compiled(folder, "gone"), "gone");
            assertTrue(loaded.exitCode() != 0 && loaded.err().contains("failed to resolve CO-RE relocation"),
                    loaded.err());
        }
    }
}
