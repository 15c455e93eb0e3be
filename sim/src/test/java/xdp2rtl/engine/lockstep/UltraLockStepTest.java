package xdp2rtl.engine.lockstep;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// As [LockStepTest], of cores whose map memory lies in UltraRAM and answers late; one has no power of two bytes of it.
@Tag("model")
@Execution(ExecutionMode.CONCURRENT)
class UltraLockStepTest {
    @ParameterizedTest
    @CsvSource({"2x5 ultra, true", "2x5 ultra, false", "2 of 1x12 ultra, true", "2 of 1x12 ultra, false"})
    void agreesWithItsModel(String name, boolean sequential) {
        LockStepTest.agrees(name, sequential);
    }
}
