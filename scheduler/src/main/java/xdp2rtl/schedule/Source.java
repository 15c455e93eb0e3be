package xdp2rtl.schedule;

/// The step of the graph that a slot does the work of.
public record Source(int block, int step) implements Comparable<Source> {
    @Override public int compareTo(Source other) {
        return block != other.block ? Integer.compare(block, other.block) : Integer.compare(step, other.step);
    }
}
