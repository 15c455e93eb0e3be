package xdp2rtl.mutation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// A part of xdp2rtl, and the tests that are asked for a fault in it, in this order. None of them compares a generated
/// file with the one that is checked in: such a test finds every change.
enum Room {
    VERIFIER(of("isa-reduce", "verifier.RefusalTest", "verifier.FunctionRefusalTest", "verifier.ReferenceRefusalTest",
            "verifier.BroadcastsTest", "verifier.RangeTest", "lower.GraphBuilderTest", "lower.RealProgramsTest"),
            of("tests", "lower.PathsTest", "loading.LoadingTest", "lower.RandomGraphTest")),
    LOWERING(of("isa-reduce", "lower.GraphBuilderTest", "lower.ReciprocalTest"),
            of("tests", "lower.DivisionTest", "lower.GraphConformanceTest", "lower.GraphAgreementTest",
                    "lower.ChecksumTest", "lower.RedirectTest", "lower.PathsTest", "lower.LruTest",
                    "lower.PrefixesTest", "lower.RandomGraphTest", "helpers.LockTest")),
    REDUCTION(of("isa-reduce", "reduce.PassTest", "lower.GraphBuilderTest", "reduce.ReductionFuzzTest",
            "reduce.RulesTest"),
            of("tests", "lower.GraphAgreementTest"), of("isa-reduce", "reduce.CorpusTest")),
    SCHEDULER(of("scheduler", "depend.OrderingTest", "check.ScheduleCheckTest", "spill.SpillingTest",
            "schedule.SchedulerTest", "schedule.RandomGraphsTest", "schedule.ExamplesTest"),
            of("tests", "lower.SharedCallsTest", "helpers.FewRegistersTest")),
    ENCODER(of("isa-reduce", "isa.OpcodeTest", "isa.AluOpTest"), of("scheduler", "image.ImageTest")),
    MODEL(of("sim", "engine.model.CoreModelTest", "engine.model.FlowHashModelTest",
            "engine.model.MapUnitRateTest", "engine.interpreter.MapModelTest", "engine.interpreter.InterpreterTest",
            "engine.lockstep.RandomRunTest"),
            of("tests", "lower.ChecksumTest", "conformance.ConformanceTest", "lower.LruTest"),
            of("sim", "engine.lockstep.LockStepTest")),
    HARDWARE(of("hdl-gen", "core.lane.UnitsTest", "core.maps.MapStatesTest", "core.CoreTest"),
            of("tests", "hardware.ProgramLockStepTest"), of("sim", "engine.lockstep.LockStepTest")),
    HOST(of("sim", "driver.HashTableTest", "driver.PrefixMapTest", "driver.CoresMapsTest", "mapfile.MapFileTest",
            "capture.CaptureReaderTest", "device.CorundumDriverTest", "device.SumeDriverTest"),
            of("tests", "host.SmallValuesTest", "host.CpusAreNotContextsTest", "host.LiveMapsTest",
                    "host.LivePrefixesTest", "host.ProgramLoaderTest"));

    /// Test classes of a module.
    record Classes(String module, List<String> names) {}

    private final List<Classes> tests;

    Room(Classes... tests) { this.tests = List.of(tests); }

    private static Classes of(String module, String... names) {
        return new Classes(module, Stream.of(names).map("xdp2rtl."::concat).toList());
    }

    List<Classes> tests() { return tests; }

    String text() { return name().toLowerCase(); }

    static Room of(String text) {
        return Arrays.stream(values()).filter(room -> room.text().equals(text)).findFirst().orElseThrow(
                () -> new IllegalArgumentException("no room " + text));
    }
}
