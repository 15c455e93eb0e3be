package xdp2rtl.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xdp2rtl.elf.ElfObject;
import xdp2rtl.resolve.LinkedPrograms;

/// A sample of [CorpusRun], without models of the hardware: packets that reach every block of a program do the same in
/// Linux, in the interpreter and as bundles. Needs the right to load programs: run as root.
final class CorpusSampleTest {
    private static final long EFFORT = 3_000_000;

    @ParameterizedTest
    @ValueSource(strings = {"adjust_tail", "katran_like", "redirect_map", "router", "rxq_info_drop", "simple_firewall",
            "tx_ip_tunnel", "xdp2"})
    void allBlocksAreReachedAndEnginesAgree(String name) {
        ElfObject object = ElfObject.read(Path.of("..", "examples", name, name + ".bpf.o"));
        Trial trial = Trial.of(LinkedPrograms.of(object, object.entries().getFirst().name()), EFFORT, false);
        assertEquals(List.of(), trial.reached().missing());
        assertEquals(List.of(), trial.mismatches());
        assertEquals(trial.reached().scenes().size(), trial.kernelRuns(), () -> trial.notes().toString());
    }
}
