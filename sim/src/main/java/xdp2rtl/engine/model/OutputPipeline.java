package xdp2rtl.engine.model;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;

/// The way of rows from the frame to the output stream (`docs/machine.md`, section 5): only where something
/// stands, not what. It moves unless a beat waits to be taken.
final class OutputPipeline {
    /// Memory and turning.
    private static final int STEPS = 5;
    private static final Row NONE = new Row(false, false, false);

    /// @param there    whether a row stands here
    /// @param last     whether it is its packet's last
    /// @param overhang whether it fills a beat of its own: its bytes begin behind those that complete the row before
    record Row(boolean there, boolean last, boolean overhang) {}

    private final Deque<Row> steps = new ArrayDeque<>(Collections.nCopies(STEPS, NONE));
    /// The row that waits for the next one.
    private Row hold = NONE;
    private boolean beat;
    private boolean lastBeat;

    /// Whether a beat stands at the output.
    boolean beat() {
        return beat;
    }

    /// Whether it is its packet's last.
    boolean lastBeat() {
        return lastBeat;
    }

    /// Whether everything moves in this cycle.
    boolean moves(boolean taken) {
        return !beat || taken;
    }

    /// Moves on; `row` is the one that is read in this cycle.
    void move(Row row) {
        Row next = steps.removeFirst();
        steps.addLast(row);
        beat = hold.there() && (hold.last() || next.there());
        lastBeat = hold.last() || next.last() && !next.overhang();
        hold = next.there() && (!next.last() || next.overhang()) ? next : NONE;
    }

    static Row none() {
        return NONE;
    }
}
