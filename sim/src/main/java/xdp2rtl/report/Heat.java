package xdp2rtl.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Issue slots a packet, by the eBPF instructions that they were spent on: the slot of a bundle is shared evenly by the
/// instructions whose work its operations do.
///
/// @param instructions by their place in the program's code
/// @param nowhere      of bundles without such an operation
record Heat(List<Double> instructions, double nowhere) {
    Heat {
        instructions = List.copyOf(instructions);
    }

    /// @param packets that the counts are of, one at least
    static Heat of(CodeOrigins origins, BundleCounts counts, int packets) {
        var spent = new double[origins.compiled().program().code().size()];
        double nowhere = 0;
        int lanes = origins.compiled().config().lanes();
        for (int bundle = 0; bundle < origins.compiled().schedule().bundles().size(); bundle++) {
            int at = bundle;
            int[] from = IntStream.range(0, lanes).mapToObj(lane -> origins.instruction(at, lane))
                    .flatMap(Optional::stream).mapToInt(Integer::intValue).toArray();
            double slots = counts.of(bundle) / (double) packets;
            for (int instruction : from) {
                spent[instruction] += slots / from.length;
            }
            nowhere += from.length == 0 ? slots : 0;
        }
        return new Heat(IntStream.range(0, spent.length).mapToObj(i -> spent[i]).toList(), nowhere);
    }

    /// All of it: the mean issue slots of a packet.
    double total() {
        return nowhere + instructions.stream().mapToDouble(Double::doubleValue).sum();
    }
}
