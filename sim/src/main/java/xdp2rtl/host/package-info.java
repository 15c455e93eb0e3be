/// The host's side of a core, as `docs/host.md` has it: [ProgramLoader] puts programs on a device while packets run, [LiveMaps] reads and
/// changes their maps, [EventQueue] and [CounterReading] say what became of packets, [StateFile] remembers what is loaded.
///
/// How maps lie in the memory is known once: boards, the bundle simulator and the simulated core are filled and read by the same code,
/// through [MapMemory].
package xdp2rtl.host;
