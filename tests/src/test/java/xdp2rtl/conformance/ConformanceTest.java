package xdp2rtl.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xdp2rtl.compile.Compiler;
import xdp2rtl.engine.FunctionRunner;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.engine.kernel.KernelEngine;
import xdp2rtl.engine.model.BundleEngine;
import xdp2rtl.engine.rtl.RtlEngine;
import xdp2rtl.isa.CoreConfig;

/// Every case of the corpus on every engine. The kernel needs the right to load programs: run as root.
@Tag("model")
class ConformanceTest {
    private static final Compiler COMPILER = Compiler.forCore(CoreConfig.DEFAULT);

    record Named(String name, FunctionRunner engine) {
        @Override public String toString() {
            return name;
        }
    }

    static Stream<Named> engines() {
        return Stream.of(new Named("interpreter", new Interpreter()), new Named("kernel", new KernelEngine()),
                new Named("bundle", new BundleEngine(COMPILER)),
                new Named("rtl", new RtlEngine(COMPILER, Optional.empty())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("engines")
    void givesTheResultOfEveryCase(Named engine) {
        List<String> wrong = new ArrayList<>();
        for (ConformanceCase one : ConformanceCase.all()) {
            OptionalLong result = engine.engine().result(one.program(), one.memory());
            if (!result.equals(OptionalLong.of(one.result()))) {
                wrong.add("%s: R0 is %s, not 0x%x".formatted(one, text(result), one.result()));
            }
        }
        assertEquals(List.of(), wrong.subList(0, Math.min(20, wrong.size())), () -> wrong.size() + " cases");
    }

    @Test void theCorpusUsesEveryKindOfInstruction() {
        Set<String> used = ConformanceCase.all().stream().flatMap(one -> one.program().instructions().stream())
                .map(InstructionKind::of).collect(Collectors.toCollection(TreeSet::new));
        Set<String> missing = new TreeSet<>(InstructionKind.all());
        missing.removeAll(used);
        assertEquals(Set.of(), missing);
    }

    private static String text(OptionalLong result) {
        return result.isPresent() ? "0x%x".formatted(result.getAsLong()) : "stopped";
    }
}
