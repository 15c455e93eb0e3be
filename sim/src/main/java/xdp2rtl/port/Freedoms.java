package xdp2rtl.port;

import xdp2rtl.isa.CoreConfig;

/// The values that Linux leaves open, the same for every packet and in every engine, so that runs can be compared.
/// @param nanoseconds what `bpf_ktime_get_ns` returns, unless a packet says another time
/// @param random      what `bpf_get_prandom_u32` returns, 32 bits
/// @param cpu         what `bpf_get_smp_processor_id` returns; per-CPU maps are always seen from CPU 0
/// @param cpus        how many CPUs there are, whose values `bpf_map_lookup_percpu_elem` finds
public record Freedoms(long nanoseconds, int random, int cpu, int cpus) {
    public static final Freedoms DEFAULT = new Freedoms(1_000_000_000L, 4, 0);

    /// With the CPUs of the default core.
    public Freedoms(long nanoseconds, int random, int cpu) {
        this(nanoseconds, random, cpu, CoreConfig.DEFAULT.cpus());
    }

    /// The same on so many CPUs.
    public Freedoms onCpus(int count) {
        return new Freedoms(nanoseconds, random, cpu, count);
    }
}
