package xdp2rtl.btf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.ElfObject;
import xdp2rtl.elf.KernelConfiguration;
import xdp2rtl.elf.LoadSettings;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.loading.Libbpf;
import xdp2rtl.loading.Sources;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Stimulus;
import xdp2rtl.resolve.LiveCode;

/// Random questions about types ("CO-RE") have the answers that libbpf gives. Needs the right to load programs: run as
/// root.
class RandomQuestionsTest {
    private static final long SEED = Long.getLong("xdp2rtl.seed", 1);
    private static final int PROGRAMS = Integer.getInteger("xdp2rtl.programs", 12);
    private static final Path KERNEL = Path.of("/sys/kernel/btf/vmlinux");

    @TempDir private Path folder;

    @Test void areAnsweredAsLibbpfAnswersThem() throws Exception {
        Btf kernel = BtfFile.read(KERNEL);
        var settings = new LoadSettings(TargetTypes.of(kernel), KernelConfiguration.NONE, Map.of(), Map.of(), Map.of(),
                _ -> 0);
        int answers = 0;
        try (var libbpf = new Libbpf(folder); var interpreter = new Interpreter()) {
            for (int program = 0; program < PROGRAMS; program++) {
                String name = "seed_" + (SEED + program);
                String text = new RandomQuestions(kernel, SEED + program).text();
                Path source = Files.writeString(folder.resolve(name + ".bpf.c"), text);
                Path object = Sources.compiled(source, folder.resolve(name + ".bpf.o"), "v3");
                Sources.Result loaded = libbpf.load(object, name);
                assertEquals(0, loaded.exitCode(), () -> loaded.err() + text);
                Packet packet = Packet.of(new byte[8 * RandomQuestions.QUESTIONS + 64]);
                Bytes theirs = libbpf.run(name, "questions", packet.bytes()).packet();
                Outcome.Ran own = (Outcome.Ran) interpreter
                        .run(Stimulus.of(LiveCode.of(ElfObject.read(object, settings).program("questions")),
                                List.of(packet)))
                        .outcomes().getFirst();
                for (int question = 0; question < RandomQuestions.QUESTIONS; question++) {
                    int at = 8 * question;
                    int number = question;
                    assertEquals(theirs.number(at, 8, false), own.packet().orElseThrow().number(at, 8, false),
                            () -> "%s, out[%d] of\n%s".formatted(name, number, text));
                    answers += theirs.number(at, 8, false) == 0 ? 0 : 1;
                }
                assertEquals(Optional.of(theirs), own.packet());
            }
        }
        assertTrue(answers > PROGRAMS * RandomQuestions.QUESTIONS / 2, answers + " that are not 0");
    }
}
