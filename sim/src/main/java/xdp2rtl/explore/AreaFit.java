package xdp2rtl.explore;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import xdp2rtl.bench.BoardArea;
import xdp2rtl.bench.BoardCore;
import xdp2rtl.boards.Board;
import xdp2rtl.core.CoreGenerator;
import xdp2rtl.isa.CoreConfig;

/// What a core that nobody synthesized takes, by fits to some that were (`cores.csv`, `around.csv`; Yosys for 7 series
/// by the recipe of `tests/synthesis`). Block RAMs and UltraRAMs are counted, not fitted.
///
/// One core's LUTs and flip-flops are a sum of its lanes (each has its decoder and its units of computing), their logarithm
/// (units that lanes share among themselves), its contexts and the bytes of its beats; what stands around several is a
/// line in their number.
public final class AreaFit {
    /// Of the syntheses in this repository.
    public static final AreaFit RECORDED = new AreaFit(Sample.all("cores.csv"), Sample.all("around.csv"));

    private final LinearFit coreLut;
    private final LinearFit coreFlipFlops;
    private final LinearFit aroundLut;
    private final LinearFit aroundFlipFlops;
    private final int coreDsp;
    private final int aroundDsp;
    private final int ps;
    private final int samples;

    AreaFit(List<Sample> cores, List<Sample> around) {
        Function<List<Integer>, double[]> ofCore = it -> {
            double lanes = it.get(0);
            double contexts = it.get(1);
            return new double[]{lanes, Math.log(lanes), contexts, it.get(2)};
        };
        Function<List<Integer>, double[]> ofAround = it -> new double[]{it.get(0)};
        coreLut = LinearFit.of(cores, ofCore, Sample::lut);
        coreFlipFlops = LinearFit.of(cores, ofCore, Sample::flipFlops);
        aroundLut = LinearFit.of(around, ofAround, Sample::lut);
        aroundFlipFlops = LinearFit.of(around, ofAround, Sample::flipFlops);
        coreDsp = cores.stream().mapToInt(Sample::dsp).max().orElseThrow();
        aroundDsp = around.stream().mapToInt(Sample::dsp).max().orElseThrow();
        ps = Stream.concat(cores.stream(), around.stream()).mapToInt(Sample::ps).max().orElseThrow();
        samples = cores.size() + around.size();
    }

    /// What a configuration takes. The clock goes by the longest path of all samples, which is that of any core or longer.
    Estimate of(CoreConfig core, Board board) {
        List<Integer> traits = List.of(core.lanes(), core.contexts(), core.beatBytes());
        boolean several = core.cores() > 1;
        double lut = core.cores() * coreLut.at(traits) + (several ? aroundLut.at(List.of(core.cores())) : 0);
        double flipFlops = core.cores() * coreFlipFlops.at(traits)
                + (several ? aroundFlipFlops.at(List.of(core.cores())) : 0);
        return new Estimate((int) Math.round(lut), (int) Math.round(flipFlops), CoreGenerator.blockRams(core),
                CoreGenerator.ultraRams(core),
                core.cores() * coreDsp + (several ? aroundDsp : 0),
                Math.min(BoardCore.FASTEST, BoardArea.Factor.of(board).mhz(ps)));
    }

    /// Syntheses that stand behind it.
    public int samples() { return samples; }

    /// The largest share by which it misses the LUTs of a core that it does not know.
    public double coreError() { return coreLut.error(); }

    /// The same of what stands around several.
    public double aroundError() { return aroundLut.error(); }
}
