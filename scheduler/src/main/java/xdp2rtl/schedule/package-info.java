/// From a graph to bundles: regions, list scheduling over trees of blocks, code layout, registers, waits.
///
/// The way is [Partition] (which blocks begin regions) → [RegionBuilder] (a tree of operations with their dependences)
/// → [RegionScheduler] and [RowBuilder] (rows) → [Layout] (addresses) → [RegisterAssignment] and [Waits] → [Emission]
/// (bundles) → [TailMerging]. [Scheduler] is the only entrance; it tries several [Policy]s and has every result proved
/// by [xdp2rtl.check.ScheduleCheck].
package xdp2rtl.schedule;
