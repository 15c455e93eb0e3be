package xdp2rtl.explore;

import java.util.Optional;
import xdp2rtl.boards.Board;
import xdp2rtl.boards.CoreFit;
import xdp2rtl.boards.Shell;
import xdp2rtl.compile.Compiled;
import xdp2rtl.compile.Compiler;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.engine.model.SteadyState;
import xdp2rtl.flow.FirstCore;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.port.Stimulus;

/// How a core is measured: the program compiled for it, its packets over and over on its model.
///
/// @param compiler whose other settings are taken
/// @param board    that the cores are on
record Measurement(Compiler compiler, Board board, Stimulus stimulus) {
    /// Under this, the two banks of 64 bits fill no block RAM.
    private static final int LEAST_MAP_BYTES = 1 << 14;

    Candidate of(CoreConfig core) {
        try {
            Compiler one = Compiler.forCore(core).withBundleLimit(compiler.bundleLimit())
                    .withNetwork(compiler.network());
            Compiled compiled = (board.shell() == Shell.NONE ? one : one.forInOrder()).compile(stimulus.program());
            CoreConfig sized = sized(core, compiled);
            SteadyState steady = SteadyState.measure(on(sized, compiled), stimulus.on(sized));
            return candidate(sized, compiled.schedule().bundles().size(), steady, refusal(sized),
                    compiled.places().first().map(FirstCore::text));
        } catch (InputError refused) {
            return candidate(core, 0, new SteadyState(0, 0), Optional.of(refused.getMessage()),
                    Optional.empty());
        }
    }

    /// With the least map memory that holds the program's maps: in block RAM, or where that does not fit in UltraRAM.
    private CoreConfig sized(CoreConfig core, Compiled compiled) {
        int used = Math.max(LEAST_MAP_BYTES, Math.toIntExact(compiled.layout().totalBytes()));
        CoreConfig block = core.withMapBytes(Integer.highestOneBit(used - 1) << 1);
        if (refusal(block).isEmpty()) return block;
        return board.larger(core.withMapBytes(LEAST_MAP_BYTES)).stream()
                .filter(it -> it.mapBytes() >= used && refusal(it).isEmpty()).findFirst().orElse(block);
    }

    /// The same image; its layout fits the smaller memory.
    private static Compiled on(CoreConfig sized, Compiled grown) {
        return new Compiled(grown.program(), sized, grown.layout(), grown.reduction(), grown.schedule(), grown.image(),
                grown.bundleLimit(), grown.sharing(), grown.places());
    }

    private Optional<String> refusal(CoreConfig sized) {
        try {
            CoreFit.check(board, sized);
            return Optional.empty();
        } catch (InputError tooLarge) {
            return Optional.of(tooLarge.getMessage());
        }
    }

    private Candidate candidate(CoreConfig core, int bundles, SteadyState steady, Optional<String> refusal,
            Optional<String> firstCore) {
        Estimate takes = AreaFit.RECORDED.of(core, board);
        double mpps = bundles == 0 ? 0 : core.clockMhz() / steady.cyclesPerPacket();
        return new Candidate(core.lanes(), core.contexts(), core.cores(), core.mapBytes(), bundles,
                thousandths(steady.cyclesPerPacket()), thousandths(steady.latency()), thousandths(mpps), takes.lut(),
                takes.flipFlops(), takes.blockRams(),
                takes.ultraRams(), takes.dsp(), takes.clockMhz(), refusal, firstCore);
    }

    /// As JSON has it, so that parts of a space say what the whole would.
    private static double thousandths(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
