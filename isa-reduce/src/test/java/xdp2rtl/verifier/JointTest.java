package xdp2rtl.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import xdp2rtl.ebpf.Assembler;
import xdp2rtl.elf.Program;

class JointTest {
    /// Two blocks that do the same, and no run comes to either.
    @Test void blocksThatAreNotReachedCanBeOne() {
        Program program = Program.raw("test.o", Assembler.assemble("test", """
            r0 = 1
            if r0 == 1 goto end
            r3 = *(u32 *)(r1 +12)
            if r3 == 0 goto other
            r0 = 7
            r0 += 1
            exit
            other:
            r0 = 7
            r0 += 1
            end:
            exit"""));
        Analysis analysis = Analysis.of(program, Entry.XDP);
        List<Integer> dead = IntStream.range(0, analysis.cfg().blocks().size())
                .filter(block -> analysis.before(block).isEmpty()).boxed().toList();
        assertEquals(3, dead.size());
        var joint = new Joint(analysis, new Renaming(List.of(0), Map.of()),
                analysis.cfg().blocks().get(dead.getLast()), dead.subList(1, 3));
        assertTrue(joint.holds(false));
        assertTrue(joint.holds(true));
    }
}
