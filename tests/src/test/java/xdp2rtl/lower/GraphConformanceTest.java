package xdp2rtl.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xdp2rtl.conformance.ConformanceCase;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.reduce.Reduction;

/// Every case of the corpus as a graph: each instruction, with operands at the borders, known and unknown to
/// the builder.
class GraphConformanceTest {

    static Stream<GraphEngine> engines() {
        return Stream.of(new GraphEngine("graph", g -> g),
                new GraphEngine("reduced graph", Reduction::reduce));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("engines")
    void givesTheResultOfEveryCase(GraphEngine engine) {
        List<String> wrong = new ArrayList<>();
        for (ConformanceCase one : ConformanceCase.all()) {
            if (!engine.name().equals("graph") && asksForAShortLength(one)) {
                continue;
            }
            try {
                OptionalLong result = engine.result(one.program(), one.memory());
                if (!result.equals(OptionalLong.of(one.result()))) {
                    wrong.add("%s: R0 is %s, not %#x".formatted(one, result, one.result()));
                }
            } catch (RuntimeException error) {
                wrong.add(one + ": " + error);
            }
        }
        assertEquals(List.of(), wrong.subList(0, Math.min(20, wrong.size())), () -> wrong.size() + " cases");
    }

    /// The reduction knows that no packet is shorter than an Ethernet header, so a program that looks at R2
    /// must not be given less.
    private static boolean asksForAShortLength(ConformanceCase one) {
        return one.memory().length() < CoreConfig.MIN_PACKET
                && one.program().toString().matches("(?s).*\\b[rw]2\\b.*");
    }
}
