package xdp2rtl.explore;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;

/// A figure of a design as a sum of its traits' terms, by least squares over samples.
///
/// @param terms   of a design, without the constant one
/// @param factors of these terms; the first is the constant
/// @param error   the largest share by which the fit misses a sample that it does not know: each sample is left out once
record LinearFit(Function<List<Integer>, double[]> terms, double[] factors, double error) {
    static LinearFit of(List<Sample> samples, Function<List<Integer>, double[]> terms,
            ToDoubleFunction<Sample> figure) {
        double[] values = samples.stream().mapToDouble(figure).toArray();
        var regression = new OLSMultipleLinearRegression();
        regression.newSampleData(values, samples.stream().map(it -> terms.apply(it.traits())).toArray(double[][]::new));
        double[] residuals = regression.estimateResiduals();
        RealMatrix hat = regression.calculateHat();
        // A residual without its own sample (Allen's PRESS): e / (1 - h).
        double error = IntStream.range(0, values.length)
                .mapToDouble(i -> Math.abs(residuals[i] / (1 - hat.getEntry(i, i)) / values[i])).max().orElseThrow();
        return new LinearFit(terms, regression.estimateRegressionParameters(), error);
    }

    double at(List<Integer> traits) {
        double[] each = terms.apply(traits);
        return factors[0] + IntStream.range(0, each.length).mapToDouble(i -> factors[i + 1] * each[i]).sum();
    }
}
