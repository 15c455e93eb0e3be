package xdp2rtl.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import xdp2rtl.ebpf.Assembler;
import xdp2rtl.ebpf.InstructionEncoder;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.Program;

/// A program, the memory that R1 points to, and the R0 that it must give.
public record ConformanceCase(String name, Program program, Bytes memory, long result) {
    private static final Path FOLDER = Path.of("src/test/resources/conformance");

    @Override public String toString() {
        return name;
    }

    /// All cases of the corpus, by file.
    public static List<ConformanceCase> all() {
        var cases = new ArrayList<ConformanceCase>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.sorted().toList()) {
                if (file.toString().endsWith(".table")) {
                    cases.addAll(table(file));
                } else if (file.toString().endsWith(".data")) {
                    cases.addAll(data(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cases;
    }

    private static List<ConformanceCase> table(Path file) throws IOException {
        var cases = new ArrayList<ConformanceCase>();
        for (String row : Files.readAllLines(file)) {
            if (row.startsWith("#")) {
                continue;
            }
            String[] cells = row.strip().split(" +[|] +");
            boolean jump = cells[0].startsWith("if ");
            String body = jump ? cells[0] + " goto +2\nr0 = 0\nexit\nr0 = 1\nexit\n" : cells[0] + "\nexit\n";
            long expected = jump ? (cells[3].equals("taken") ? 1 : 0) : number(cells[3]);
            String name = "%s: %s with %s, %s".formatted(file.getFileName(), cells[0], cells[1], cells[2]);
            Bytes operands = Bytes.of(ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(number(cells[1])).putLong(number(cells[2])).array());
            cases.add(new ConformanceCase(name, program(name,
                    "r0 = *(u64 *)(r1 + 0)\nr1 = *(u64 *)(r1 + 8)\n" + body), operands, expected));
            cases.add(new ConformanceCase(name + ", constant", program(name,
                    "r0 = %s ll\nr1 = %s ll\n".formatted(cells[1], cells[2]) + body), Bytes.empty(), expected));
        }
        return cases;
    }

    private static List<ConformanceCase> data(Path file) throws IOException {
        var cases = new ArrayList<ConformanceCase>();
        String[] texts = Files.readString(file).split("(?m)^== ");
        for (int i = 1; i < texts.length; i++) {
            String[] titled = texts[i].split("\n", 2);
            Map<String, String> parts = new HashMap<>();
            for (String part : titled[1].split("(?m)^-- ")) {
                String[] named = part.split("\n", 2);
                parts.put(named[0].strip(), named.length > 1 ? named[1].strip() : "");
            }
            String name = file.getFileName() + ": " + titled[0].strip();
            cases.add(new ConformanceCase(name, program(name, parts.get("asm")),
                    Bytes.of(HexFormat.of().parseHex(parts.getOrDefault("mem", "").replaceAll("\\s", ""))),
                    number(parts.get("result"))));
        }
        return cases;
    }

    private static Program program(String name, String text) {
        return Program.raw(name, InstructionEncoder.encode(Assembler.assemble(name, text)));
    }

    private static long number(String text) {
        return Long.parseUnsignedLong(text.substring("0x".length()), 16);
    }
}
