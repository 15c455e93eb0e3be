package xdp2rtl.schedule;

import java.util.ArrayList;
import java.util.List;

/// Rows that follow one another. The last one transfers control in any case.
final class Chain {
    final int region;
    final double weight;
    final List<Row> rows = new ArrayList<>();

    Chain(int region, double weight) {
        this.region = region;
        this.weight = weight;
    }
}
