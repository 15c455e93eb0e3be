package xdp2rtl.elf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;

import xdp2rtl.diagnostic.InputError;

class ProgramTest {
    private static final String EXIT = "9500000000000000";
    private static final String ONE = "b700000001000000";

    private static Program raw(String... instructions) {
        return Program.raw("code", HexFormat.of().parseHex(String.join("", instructions)));
    }

    @Test void readsRawInstructions() {
        Program program = raw(ONE, EXIT);
        assertEquals("main:\n    0: r0 = 1\n    1: exit\n", program.toString());
        assertEquals(2, program.slots());
        assertEquals("main", program.name());
    }

    @Test void cutsRawCodeAtTheTargetsOfLocalCalls() {
        Program program = raw("8510000001000000", EXIT, ONE, EXIT);
        assertEquals(List.of(new Subprogram("main", 0, 2), new Subprogram("function_2", 2, 4)),
                program.functions());
        assertEquals("code: section raw: function_2: slot 3", program.where(3));
    }

    @Test void refusesJumpsToWhereNoInstructionStarts() {
        assertEquals("code: section raw: main: slot 0: `goto +1` jumps to slot 2, which is not an "
                + "instruction of main",
                refusal("0500010000000000", "18000000010000000000000000000000", EXIT));
        assertEquals("code: section raw: main: slot 0: `if r1 == 0 goto +7` jumps to slot 8, which is not an "
                + "instruction of main", refusal("1501070000000000", EXIT));
        assertEquals("code: section raw: main: slot 1: `goto -3` jumps to slot -1, which is not an "
                + "instruction of main",
                refusal(ONE, "0500fdff00000000", EXIT));
    }

    @Test void refusesJumpsIntoAnotherFunction() {
        assertEquals("code: section raw: main: slot 1: `goto +1` jumps to slot 3, which is not an "
                + "instruction of main",
                refusal("8510000001000000", "0500010000000000", ONE, EXIT));
    }

    @Test void refusesCallsOutOfTheCode() {
        assertEquals("code: a local call leads to slot 8, outside of the code",
                refusal("8510000007000000", EXIT));
        assertEquals("code: section raw: main: slot 0: a function starts inside an instruction",
                refusal("8510000001000000", "18000000010000000000000000000000", EXIT));
    }

    @Test void refusesCodeThatRunsOverItsEnd() {
        assertEquals("code: section raw: main: slot 0: `r0 = 1` runs over the end of main", refusal(ONE));
        assertEquals("code: section raw: slot 0: the program has no instructions", refusal());
    }

    private static String refusal(String... instructions) {
        return assertThrows(InputError.class, () -> raw(instructions)).getMessage();
    }
}
