package xdp2rtl.engine.model;

/// What a context is about in a cycle; it is in one phase at a time.
public enum ContextPhase {
    /// Without a packet.
    EMPTY("no packet"),
    /// Its headroom is cleared, or its packet comes in.
    LOADING("packet comes in"),
    /// Waits for an issue slot.
    READY("waits for an issue slot"),
    /// A bundle of it issues.
    ISSUING("issues a bundle"),
    /// Its bundle is in the pipeline.
    EXECUTING("bundle in the pipeline"),
    /// Waits for the map unit or the divider.
    WAITING("waits for map unit or divider"),
    /// Its program has ended before the map unit has.
    DRAINING("ended, a request is open"),
    /// Waits for its turn at the output, or goes out.
    LEAVING("waits for the output, or goes out");

    private final String text;

    ContextPhase(String text) { this.text = text; }

    /// For people.
    public String text() { return text; }
}
