/// The proof that a schedule does what its graph says. Shares no code with the scheduler.
///
/// Every way from one region entry to the next, or out of the program, is run symbolically, once through the bundles
/// and once through the graph, led by the same decisions. Values are terms; what touches memory, requests or the
/// packet's borders carries in its term the set of what it depends on, so two orders of effects are the same exactly if
/// their terms are ([xdp2rtl.check.ScheduleCheck]).
package xdp2rtl.check;
