package xdp2rtl.schedule;

/// The step of the graph that a slot does the work of.
public record SourceStep(int block, int step) implements Comparable<SourceStep> {
    @Override public int compareTo(SourceStep other) {
        return block != other.block ? Integer.compare(block, other.block) : Integer.compare(step, other.step);
    }
}
