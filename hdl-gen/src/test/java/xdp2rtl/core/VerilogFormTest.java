package xdp2rtl.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xdp2rtl.hdl.VerilogForm;
import xdp2rtl.isa.CoreConfig;

/// The Verilog reads as a hand would write it.
class VerilogFormTest {
    static Stream<CoreConfig> every() {
        return CoreGeneratorTest.every();
    }

    @ParameterizedTest
    @MethodSource("every")
    void noLineIsLongAndEveryFileNamesItsLicence(CoreConfig config) {
        CoreGenerator.generate(config).forEach(VerilogForm::check);
    }

    @ParameterizedTest
    @MethodSource("every")
    void aStateMachineIsOneCase(CoreConfig config) {
        var machines = new TreeSet<String>();
        CoreGenerator.generate(config).forEach((name, text) -> {
            if (VerilogForm.machine(name, text)) machines.add(name);
        });
        assertEquals(config.cores() == 1 ? Set.of("control_port.v", "divider.v", "map_change.v")
                : Set.of("control_port.v", "control_router.v", "divider.v", "map_change.v"), machines);
    }
}
