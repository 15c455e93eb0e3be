package xdp2rtl.bench;

import java.util.List;
import xdp2rtl.compile.Compiled;
import xdp2rtl.compile.Compiler;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.model.SteadyState;
import xdp2rtl.graph.Block;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.port.Stimulus;
import xdp2rtl.schedule.Guide;
import xdp2rtl.schedule.ScheduleReport;

/// What we make of an example on a core: static figures of the program, and its saturated trace of 64-byte packets.
///
/// @param slots           8-byte slots of the bytecode
/// @param operations      after reduction
/// @param bundles         static
/// @param cyclesPerPacket in steady state
/// @param mpps            millions of packets a second at the core's clock
/// @param schedule        how good the schedule is
public record Measured(int slots, int operations, int bundles, double cyclesPerPacket, double mpps,
        ScheduleReport schedule) {

    /// Compiles the example for the core and runs its saturated trace on the bundle simulator.
    public static Measured of(ExampleFolder example, CoreConfig config) { return of(example, config, Guide.DEFAULT); }

    /// With a guide of the scheduler.
    public static Measured of(ExampleFolder example, CoreConfig config, Guide guide) {
        Program program = example.program();
        Compiled compiled = Compiler.forExactly(config).withGuide(guide).compile(program);
        Stimulus saturated = example.stimulus(program, "saturated.pcap");
        SteadyState steady = SteadyState.measure(compiled, saturated);
        int operations = compiled.reduction().graph().blocks().stream().map(Block::steps).mapToInt(List::size).sum();
        return new Measured(program.slots(), operations, compiled.schedule().bundles().size(), steady.cyclesPerPacket(),
                config.hertz() / steady.cyclesPerPacket() / 1e6, compiled.schedule().report());
    }
}
