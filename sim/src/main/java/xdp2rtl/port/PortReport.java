package xdp2rtl.port;

/// What the report port said in one cycle; the fields are the port's.
public record PortReport(long cycle, int context, long r0, int cause, int slots, int length, int meta, long redirect) {}
