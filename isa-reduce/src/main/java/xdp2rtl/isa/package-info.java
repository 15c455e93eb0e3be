/// The contract between compiler and hardware: the instruction set of the generated core, its encoding, its
/// configuration and its control registers. Scheduler, bundle simulator, hardware generator and documents all read
/// this package; nothing in it is written down a second time.
///
/// The machine is described in `docs/machine.md`. In short: a *bundle* holds one operation per *lane*; a *context* runs
/// one packet; the core issues a bundle of some ready context in every cycle, and a context becomes ready again only
/// when all results of its last bundle can be read. So every operation has a latency of one bundle.
///
/// All operations of a bundle read their registers before any of them writes.
package xdp2rtl.isa;
