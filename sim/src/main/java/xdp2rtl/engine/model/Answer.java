package xdp2rtl.engine.model;

/// What the map unit answers to a context.
record Answer(ContextState context, long value) {}
