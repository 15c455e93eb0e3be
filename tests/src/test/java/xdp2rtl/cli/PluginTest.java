package xdp2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xdp2rtl.ebpf.Assembler;
import xdp2rtl.ebpf.InstructionEncoder;

/// The plug-in of the conformance suite, as the suite calls it.
@Tag("model")
class PluginTest {

    /// @param memory bytes, as hex
    private record Case(String program, String memory, String result) {}

    private static final String BYTES = "000102030405060708090a0b0c0d0e0f10";

    private static final List<Case> CASES = Stream.of(
            // R2 is the length, also where the packet that holds the memory must be longer.
            Stream.of(0, 1, 13, 14, 15)
                    .map(length -> new Case("r0 = r2\nexit", memory(length), Integer.toHexString(length))),
            Stream.of(1, 13, 14, 15).map(length -> new Case("r1 += r2\nr0 = *(u8 *)(r1 - 1)\nexit", memory(length),
                    Integer.toHexString(length - 1))),
            IntStream.range(0, 16).filter(length -> length == 0 || length > 12).mapToObj(length -> new Case(
                    "r0 = 0\nif r2 < 14 goto out\nr0 = *(u16 *)(r1 + 12)\nout:\nexit", memory(length),
                    length < 14 ? "0" : "d0c")),
            Stream.of(new Case("r0 = r1\nexit", "", "0"),
                    new Case("r0 = -1\nexit", "", "ffffffffffffffff"),
                    new Case("*(u64 *)(r1 + 0) = -2\nr0 = *(u64 *)(r1 + 1)\nexit", memory(14), "8ffffffffffffff"),
                    new Case("r0 = *(u64 *)(r1 + 0)\nr1 = 10\nr0 s%= r1\nexit", "f9ffffffffffffff", "fffffffffffffff9"),
                    new Case("r2 = 5\nlock *(u64 *)(r1 + 0) += r2\nr0 = *(u64 *)(r1 + 0)\nexit", memory(8),
                            "706050403020105"),
                    new Case("r1 = 6\ncall double\nexit\ndouble:\nr0 = r1\nr0 *= 2\nexit", "", "c")))
            .flatMap(cases -> cases).toList();

    static Stream<String> engines() {
        return Stream.of("interpreter", "bundle", "rtl");
    }

    @ParameterizedTest
    @MethodSource("engines")
    void printsR0(String engine) {
        for (Case one : CASES) {
            String program = HexFormat.ofDelimiter(" ")
                    .formatHex(InstructionEncoder.encode(Assembler.assemble("program", one.program())));
            Cli run = one.memory().isEmpty() ? Cli.runWithInput(program, "bpf-plugin", "--engine", engine)
                    : Cli.runWithInput(program, "bpf-plugin", "--engine", engine, one.memory());
            assertEquals(new Cli(0, one.result() + "\n", ""), run, one::toString);
        }
    }

    private static String memory(int bytes) {
        return BYTES.substring(0, 2 * bytes);
    }

    /// What atomics and loads bring is used far behind them, one at a time; were they all done at once, each would keep
    /// a register.
    @Test void aLongProgramDoesNotRunOutOfRegisters() {
        StringBuilder text = new StringBuilder("r9 = 0\nr6 = r1\n");
        for (int i = 0; i < 150; i++) {
            text.append("r4 = %d ll\n*(u64 *)(r6 + 8) = r4\nr4 = atomic_fetch_add((u32 *)(r6 + 8), r4)\n"
                    .formatted(i * 0x1234567890abcL))
                    .append("r3 = *(u64 *)(r6 + 8)\nr9 *= 31\nr9 += r3\nr9 *= 31\nr9 += r4\n");
        }
        String hex =
                HexFormat.of().formatHex(InstructionEncoder.encode(Assembler.assemble("long", text + "r0 = r9\nexit")));
        Cli reference = Cli.runWithInput(hex, "bpf-plugin", "--engine", "interpreter", "00".repeat(16));
        assertEquals("", reference.err());
        assertEquals(reference, Cli.runWithInput(hex, "bpf-plugin", "--engine", "bundle", "00".repeat(16)));
    }

    @Test void aRefusalNamesTheSlotOfTheInput() {
        String hex = "b700000000000000 1801000005000000 0000000000000000 85000000050f0000 9500000000000000";
        Cli refused = Cli.runWithInput(hex, "bpf-plugin", "--engine", "bundle");
        assertEquals(2, refused.exitCode());
        assertTrue(refused.err().contains("standard input: ") && refused.err().contains(": slot 3: "), refused.err());
    }
}
