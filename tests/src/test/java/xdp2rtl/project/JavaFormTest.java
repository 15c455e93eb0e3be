package xdp2rtl.project;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every Java file is in the one form. `tests/run -Dgolden=update` writes it.
final class JavaFormTest {
    private static final boolean UPDATE = "update".equals(System.getProperty("golden"));
    private static final Path RULES = Readme.ROOT.resolve("tests/java-format.xml");

    @Test void everyJavaFileIsInTheOneForm() throws IOException {
        JavaForm form = JavaForm.of(RULES);
        List<Path> others = new ArrayList<>();
        for (Path file : files()) {
            String text = Files.readString(file);
            String formed = assertDoesNotThrow(() -> form.of(text), file::toString);
            if (!formed.equals(text)) {
                others.add(Readme.ROOT.relativize(file));
                if (UPDATE) {
                    Files.writeString(file, formed);
                }
            }
        }
        assertEquals(List.of(), UPDATE ? List.of() : others,
                "not in the form; write it: tests/run -pl tests -am -Dtest=JavaFormTest -Dgolden=update");
    }

    @Test void patternsOfALabelStandApartAndInLinesThatFit() throws IOException {
        String label = "case " + "Operation.Compare _, ".repeat(8) + "Operation.Branch(int _) -> 1;";
        String text =
                "class A {\n    int f(Object o) {\n        return switch (o) {\n            %s\n        };\n    }\n}\n";
        JavaForm form = JavaForm.of(RULES);
        String formed = form.of(text.formatted(label));
        assertEquals(text.formatted("case " + "Operation.Compare _, ".repeat(4).strip() + "\n" + " ".repeat(17)
                + "Operation.Compare _, ".repeat(4).strip() + "\n" + " ".repeat(17)
                + "Operation.Branch(int _) ->\n" + " ".repeat(16) + "1;"), formed);
        assertEquals(formed, form.of(formed));
    }

    @Test void aMarkerStandsInTheLineOfWhatItMarks() throws IOException {
        JavaForm form = JavaForm.of(RULES);
        String member = "    void %s() {\n        int b;\n    }\n";
        String text = "class A {\n    @X\n" + member.formatted("a") + "\n    @X\n    @Y(1)\n" + member.formatted("b")
                + "\n    @X\n" + member.formatted("c".repeat(110)) + "}\n";
        String formed = form.of(text);
        assertEquals(text.replaceFirst("@X\n    void", "@X void"), formed);
        assertEquals(formed, form.of(formed));
    }

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String module : List.of("isa-reduce", "scheduler", "hdl-gen", "boards", "sim", "tests")) {
            try (Stream<Path> all = Files.walk(Readme.ROOT.resolve(module).resolve("src"))) {
                files.addAll(all.filter(file -> file.toString().endsWith(".java")).sorted().toList());
            }
        }
        return files;
    }
}
