package xdp2rtl.explore;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// A synthesis that the fit goes by, as `bench --area` makes it: of one core, or of what stands around several.
///
/// @param traits    of the design: lanes, contexts, bytes of a beat; or how many cores
/// @param lut       LUTs, those used as memory included
/// @param flipFlops of them all
/// @param dsp       multipliers
/// @param ps        the longest path of logic, picoseconds
record Sample(List<Integer> traits, int lut, int flipFlops, int dsp, int ps) {
    private static final int FIGURES = 4;

    Sample {
        traits = List.copyOf(traits);
    }

    /// Those of a file beside this class: a line each, traits first; the first line names the columns.
    static List<Sample> all(String file) {
        try (var lines = new BufferedReader(
                new InputStreamReader(Sample.class.getResourceAsStream(file), StandardCharsets.UTF_8))) {
            return lines.lines().skip(1).map(Sample::of).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("a resource of the tool: " + file, failure);
        }
    }

    private static Sample of(String line) {
        List<Integer> numbers = Arrays.stream(line.split(",")).map(Integer::valueOf).toList();
        int traits = numbers.size() - FIGURES;
        return new Sample(numbers.subList(0, traits), numbers.get(traits), numbers.get(traits + 1),
                numbers.get(traits + 2), numbers.get(traits + 3));
    }
}
