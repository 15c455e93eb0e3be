package xdp2rtl.fuzz;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xdp2rtl.compile.Compiler;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.engine.kernel.KernelEngine;
import xdp2rtl.engine.model.BundleEngine;
import xdp2rtl.engine.rtl.RtlEngine;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.MapMemory;
import xdp2rtl.port.Freedoms;
import xdp2rtl.port.Stimulus;

/// Random programs on all engines. The kernel needs the right to load programs: run as root.
@Execution(ExecutionMode.CONCURRENT)
class FuzzTest {

    @Test void interpreterAndKernelAgree() {
        new Search(RandomProgram::of, List.of(new KernelEngine(), new Interpreter()), stimulus -> stimulus,
                refused -> refused.what().startsWith("Linux does not load it")).run(400);
    }

    @ParameterizedTest(name = "{0} lanes")
    @ValueSource(ints = {1, 2, 8})
    void bundlesOfEveryWidthDoWhatTheInterpreterDoes(int lanes) {
        var bundles = new BundleEngine(Compiler.forCore(CoreConfig.of(lanes + " lanes", lanes, 16)));
        new Search(RandomProgram::of, List.of(new Interpreter(), bundles), FuzzTest::onOneCpu, _ -> false).run(60);
    }

    @Tag("model")
    @Test void hardwareDoesWhatTheInterpreterDoes() {
        var compiler = Compiler.forCore(CoreConfig.DEFAULT);
        new Search(RandomProgram::of,
                List.of(new Interpreter(), new BundleEngine(compiler), new RtlEngine(compiler, Optional.empty())),
                FuzzTest::onOneCpu, _ -> false).run(150);
    }

    @Tag("model")
    @Test void hardwareWithUltraRamDoesWhatTheInterpreterDoes() {
        var compiler = Compiler.forCore(CoreConfig.DEFAULT.withMapMemory(MapMemory.ULTRA));
        new Search(RandomProgram::of,
                List.of(new Interpreter(), new BundleEngine(compiler), new RtlEngine(compiler, Optional.empty())),
                FuzzTest::onOneCpu, _ -> false).run(50);
    }

    @Test void interpreterAndKernelAgreeOnFunctions() {
        new Search(RandomProgram::calling, List.of(new KernelEngine(), new Interpreter()), stimulus -> stimulus,
                refused -> refused.what().startsWith("Linux does not load it")).run(100);
    }

    @ParameterizedTest(name = "{0} lanes")
    @ValueSource(ints = {1, 4, 8})
    void sharedFunctionsDoWhatTheInterpreterDoes(int lanes) {
        var compiler = Compiler.forCore(CoreConfig.of(lanes + " lanes", lanes, 16)).with(Compiler.Calls.SHARED);
        new Search(RandomProgram::calling, List.of(new Interpreter(), new BundleEngine(compiler)), FuzzTest::onOneCpu,
                _ -> false).run(100);
        new Search(RandomProgram::of, List.of(new Interpreter(), new BundleEngine(compiler)), FuzzTest::onOneCpu,
                _ -> false).run(30);
    }

    @Tag("model")
    @Test void hardwareDoesWhatTheInterpreterDoesWithSharedFunctions() {
        var compiler = Compiler.forCore(CoreConfig.DEFAULT).with(Compiler.Calls.SHARED);
        new Search(RandomProgram::calling, List.of(new Interpreter(), new BundleEngine(compiler),
                new RtlEngine(compiler, Optional.empty())), FuzzTest::onOneCpu, _ -> false).run(50);
    }

    @ParameterizedTest(name = "{0} lanes")
    @ValueSource(ints = {1, 4})
    void noPacketTakesLessThanTheBestWayNorMoreThanTheWorst(int lanes) {
        var compiler = Compiler.forCore(CoreConfig.of(lanes + " lanes", lanes, 16));
        var shared = new TimedBundles(compiler.with(Compiler.Calls.SHARED));
        new Search(RandomProgram::of, List.of(new Interpreter(), new TimedBundles(compiler)), FuzzTest::onOneCpu,
                _ -> false).run(10);
        new Search(RandomProgram::calling, List.of(new Interpreter(), shared), FuzzTest::onOneCpu, _ -> false).run(10);
    }

    /// A core that runs packets one by one runs them on context 0.
    private static Stimulus onOneCpu(Stimulus stimulus) {
        Freedoms freedoms = stimulus.freedoms();
        return stimulus.withFreedoms(new Freedoms(freedoms.nanoseconds(), freedoms.random(), 0));
    }

}
