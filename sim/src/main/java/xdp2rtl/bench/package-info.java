/// Our figures beside the published ones: bundles, cycles and rates of the ten programs; areas by Yosys, of cores and
/// of what boards add.
package xdp2rtl.bench;
