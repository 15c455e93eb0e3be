package xdp2rtl.isa;

/// The stages of the core, in cycles after the cycle in which a bundle issues. Generator and bundle simulator both read
/// them; `docs/machine.md` draws them.
public final class Pipeline {
    /// The program memory's row stands in its output register; operations are decoded, register addresses presented.
    public static final int DECODE = 2;
    /// Registers stand at the register files' outputs; operands are selected.
    public static final int OPERANDS = 3;
    /// Operands stand in registers; addresses are added, comparisons and sums begun.
    public static final int EXECUTE = 4;
    /// Branches are decided; load addresses are presented to the memories. The next address is written at the end of
    /// this cycle.
    public static final int BRANCH = 5;
    /// Effects happen: stores, requests, pushes, puts, border moves, exits. Written at the end of this cycle.
    public static final int EFFECT = 6;
    /// Results are presented to the register files, written at the end of this cycle, where the map memory answers in a
    /// cycle.
    public static final int WRITE_BACK = 8;
    /// The earliest issue of the context's next bundle there: it presents its register addresses ([#DECODE] later) in the
    /// first cycle in which the results can be read, `WRITE_BACK + 1`.
    public static final int NEXT_ISSUE = WRITE_BACK + 1 - DECODE;

    private Pipeline() {}

    /// Cycles by which a map memory that answers later delays [#WRITE_BACK] and [#NEXT_ISSUE] of all bundles.
    public static int delay(CoreConfig config) {
        return config.mapMemory().latency() - MapMemory.BLOCK.latency();
    }

    /// [#WRITE_BACK] of a core.
    public static int writeBack(CoreConfig config) {
        return WRITE_BACK + delay(config);
    }

    /// [#NEXT_ISSUE] of a core.
    public static int nextIssue(CoreConfig config) {
        return NEXT_ISSUE + delay(config);
    }
}
