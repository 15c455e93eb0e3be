package xdp2rtl.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import xdp2rtl.btf.TargetTypes;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.ElfObject;
import xdp2rtl.elf.KernelConfiguration;
import xdp2rtl.elf.LoadSettings;
import xdp2rtl.elf.Program;
import xdp2rtl.elf.ProgramKind;
import xdp2rtl.programs.Scenario;
import xdp2rtl.resolve.LinkedPrograms;

/// Every XDP program of Linux's own tests and samples, and of xdp-tools: `tests/run -Pcorpus`, which writes
/// `docs/corpus.md`. Needs the right to load programs: run as root.
final class CorpusRun {
    /// Files by a part of their path, a regular expression: then no page is written.
    private static final String ONLY = System.getProperty("corpus.only", "");
    private static final long EFFORT = Long.getLong("corpus.effort", 4_000_000L);
    private static final List<String> CPUS =
            List.of(System.getProperty("corpus.cpus", String.join(",", KernelSources.CPUS)).split(","));
    /// Of maps whose size a loader decides, which in the samples is the number of CPUs.
    private static final int ENTRIES = 4;
    private static final double LEAST_PERCENT = 95;
    private static final Path PAGE = Path.of("../docs/corpus.md");
    private static final Path FOLDER = Path.of("target/corpus").toAbsolutePath();
    private static final Path TYPES = Path.of("/sys/kernel/btf/vmlinux");
    private static final Path CONFIGURATION = Path.of("/proc/config.gz");

    private final List<Row> rows = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();
    /// By program, so that what the compiler makes alike for several instruction sets is run once.
    private final Map<Object, Trial> trials = new HashMap<>();
    private final List<CaseTrials> cases = new ArrayList<>();
    private KernelSources sources;
    private final LoadSettings settings = settings();
    private LibbpfTrial libbpf;

    @Test void everyProgramThatLinuxLoadsIsAcceptedAndAllEnginesAgree() throws Exception {
        sources = new KernelSources(FOLDER);
        sources.unpack();
        Predicate<String> wanted = Pattern.compile(ONLY).asPredicate();
        try (var opened = new LibbpfTrial(FOLDER)) {
            libbpf = opened;
            for (String cpu : CPUS) {
                for (KernelSources.Source source : sources.sources()) {
                    if (wanted.test(source.path())) {
                        KernelSources.Compiled compiled = sources.compiled(source, cpu);
                        compiled.trouble().ifPresentOrElse(
                                why -> troubles.add("%s for %s: %s".formatted(source.path(), cpu, why)),
                                () -> object(compiled.object(), source.path(), List.of(cpu)));
                    }
                }
                Files.writeString(FOLDER.resolve("so-far.md"), new CorpusPage(rows, troubles, CPUS, cases).text());
            }
            for (Path object : Scenario.debian("x")) {
                if (wanted.test(object.toString())) {
                    object(object, object.getFileName().toString(), List.of());
                }
            }
        }
        cases("lib/test_bpf.c", wanted, sources.cases()::library);
        cases("tools/testing/selftests/bpf/verifier", wanted, sources.cases()::verifier);
        var page = new CorpusPage(rows, troubles, CPUS, cases);
        System.out.println("corpus: " + page.share());
        if (ONLY.isEmpty()) {
            Files.writeString(PAGE, page.text());
        }
        assertEquals(List.of(), page.mismatches());
        assertTrue(!ONLY.isEmpty() || page.share().percent() >= LEAST_PERCENT, () -> page.share().toString());
    }

    private void cases(String file, Predicate<String> wanted, Callable<List<KernelCases.Case>> all) throws Exception {
        if (wanted.test(file)) {
            var trials = new CaseTrials(file);
            all.call().forEach(trials::run);
            System.out.println("corpus: " + trials.text());
            trials.mismatches().forEach(System.out::println);
            cases.add(trials);
        }
    }

    private void object(Path path, String name, List<String> cpus) {
        LibbpfTrial.Loaded loaded = libbpf.load(path);
        ElfObject object;
        try {
            object = ElfObject.read(path, settings);
        } catch (InputError why) {
            add(new Row(name, "", cpus, loaded.trouble().isEmpty() ? Row.Loads.YES : Row.Loads.UNKNOWN,
                    Optional.of(reason(why, path)), Optional.empty()));
            return;
        }
        var programs = new LinkedPrograms(object);
        for (ElfObject.Entry entry : object.entries()) {
            if (ProgramKind.otherThanXdp(entry.section()).isPresent() || !entry.section().startsWith("xdp")) {
                continue;
            }
            Optional<String> refusal = Optional.empty();
            Optional<Trial> trial = Optional.empty();
            try {
                Program program = programs.program(entry.name());
                trial = Optional.of(tried(program, path));
            } catch (InputError why) {
                refusal = Optional.of(reason(why, path));
            }
            boolean ran = trial.isPresent() && trial.get().kernelRuns() > 0;
            Row.Loads linux = loaded.trouble().isEmpty() || ran ? Row.Loads.YES
                    : loaded.refusal(entry.name()).isPresent() ? Row.Loads.NO : Row.Loads.UNKNOWN;
            add(new Row(name, entry.name(), cpus, linux, refusal, trial));
        }
    }

    /// Without paths of this machine, and without the name that is said beside it.
    private String reason(InputError why, Path path) {
        return sources.withoutPaths(why.getMessage().lines().findFirst().orElse("").replace(path + ": ", ""));
    }

    private Trial tried(Program program, Path object) {
        Object key = List.of(program.name(), program.code(), program.maps());
        Trial known = trials.get(key);
        if (known != null) { return known; }
        Trial trial = Trial.of(program, EFFORT, true);
        trial.mismatches().addAll(libbpf.differences(object, program, trial.plainPackets()));
        trials.put(key, trial);
        return trial;
    }

    private void add(Row row) {
        System.out.printf("corpus: %s %s %s: %s %s%n", row.file(), row.program(), row.cpus(), row.verdict(),
                row.numbers());
        row.trial().ifPresent(trial -> trial.mismatches().forEach(System.out::println));
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).isLike(row)) {
                rows.set(i, rows.get(i).with(row.cpus().getFirst()));
                return;
            }
        }
        rows.add(row);
    }

    /// What libbpf asks this machine for.
    private static LoadSettings settings() {
        try {
            String release = Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip();
            return new LoadSettings(TargetTypes.read(TYPES), new KernelConfiguration(
                    Files.exists(CONFIGURATION) ? KernelConfiguration.read(CONFIGURATION) : Map.of(),
                    Map.of()).withVersion(release), Map.of(), Map.of(), Map.of(), _ -> ENTRIES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
