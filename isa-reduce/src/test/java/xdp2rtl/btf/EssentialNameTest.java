package xdp2rtl.btf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EssentialNameTest {

    @ParameterizedTest
    @CsvSource({"xdp_md, xdp_md", "xdp_md___new, xdp_md", "a___b, a", "a___b___c, a___b", "___b, ___b", "a___, a___",
            "a____b, a____b",
            "a__b, a__b", "'', ''", "x___y_, x", "task_struct___5_10, task_struct"})
    void endsAtTheFlavour(String name, String essential) {
        assertEquals(essential, EssentialName.of(name));
    }
}
