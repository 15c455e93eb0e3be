/// The host's side of a core, as `docs/host.md` has it: [ProgramLoader] puts programs on a device while packets run,
/// [LiveMaps] reads and changes their maps, [xdp2rtl.driver.EventQueue] and [CounterReading] say what became of
/// packets, [StateFile] remembers what is loaded.
package xdp2rtl.host;
