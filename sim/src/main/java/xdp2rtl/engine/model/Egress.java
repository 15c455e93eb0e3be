package xdp2rtl.engine.model;

import java.util.Optional;
import xdp2rtl.isa.Cause;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.port.CoreReport;

/// Packets out (`docs/machine.md`, section 5).
final class Egress {
    private final CoreConfig config;
    private final ContextState[] contexts;
    private final boolean sequential;
    private final boolean emitAll;
    private final Totals totals;

    /// Whose packet is reported next.
    private int turn;
    /// Rows still to be read, and of whose frame; 0: none.
    private int rows;
    private int leaver;
    /// Of the packet that is read: whether its last row makes a beat of its own.
    private boolean overhang;
    private long packets;
    private final OutputPipeline pipeline = new OutputPipeline();

    Egress(CoreConfig config, ContextState[] contexts, boolean sequential, boolean emitAll, Totals totals) {
        this.config = config;
        this.contexts = contexts;
        this.sequential = sequential;
        this.emitAll = emitAll;
        this.totals = totals;
    }

    OutputPipeline pipeline() {
        return pipeline;
    }

    /// Whether a packet leaves in this cycle, or is dropped.
    boolean leaving() {
        return rows > 0 || contexts[turn].finished;
    }

    /// One cycle; the report of a packet whose turn comes in it.
    ///
    /// @param taken whether the beat that stands at the output is taken
    Optional<CoreReport> step(long cycle, boolean taken) {
        ContextState next = contexts[turn];
        boolean reports = next.finished && (rows == 0 || turn != leaver);
        if (pipeline.moves(taken)) {
            if (rows > 0) {
                read();
            } else {
                pipeline.move(OutputPipeline.none());
            }
        }
        return reports && rows == 0 ? Optional.of(report(next, cycle)) : Optional.empty();
    }

    private void read() {
        rows--;
        pipeline.move(new OutputPipeline.Row(true, rows == 0, overhang));
        if (rows == 0) {
            release(contexts[leaver]);
        }
    }

    private CoreReport report(ContextState frame, long cycle) {
        CoreReport report =
                new CoreReport(packets++, frame.number, frame.r0, frame.cause, frame.slots, frame.startCycle, cycle,
                        frame.meta,
                        frame.cause == Cause.LENGTH ? new byte[0] : frame.contents(), frame.redirect);
        if (report.leaves(emitAll)) {
            int within = (frame.head - frame.meta) % config.beatBytes();
            int bytes = within + frame.meta + frame.length;
            rows = Math.ceilDiv(bytes, config.beatBytes());
            leaver = turn;
            overhang = (bytes - 1) % config.beatBytes() >= within;
        } else {
            release(frame);
        }
        turn = sequential ? 0 : (turn + 1) % contexts.length;
        return report;
    }

    private void release(ContextState frame) {
        frame.finished = false;
        frame.empty = true;
        totals.leave();
    }
}
