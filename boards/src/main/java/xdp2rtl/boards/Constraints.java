package xdp2rtl.boards;

/// Vivado constraints.
final class Constraints {
    private Constraints() {}

    /// For wrappers with the control port on a clock of its own. What crosses next to the two levels stands
    /// still for at least two cycles of the taking clock; the limit on the data path keeps it from being
    /// slower than that.
    static String twoClocks() {
        return """
            # Levels that cross between the clocks of the control port and the core: two flip-flops that stay side by side.
            set_property ASYNC_REG true [get_cells -hierarchical -regexp {.*(request_sync|done_sync|reset_sync)/(meta|stable)_reg.*}]
            set_false_path -to [get_cells -hierarchical -regexp {.*(request_sync|done_sync|reset_sync)/meta_reg.*}]
            # What stands beside them.
            set_max_delay -datapath_only 8.0 -from [get_cells -hierarchical -regexp {.*registers/(write|address|data|strobes)_reg.*}]
            set_max_delay -datapath_only 8.0 -from [get_cells -hierarchical -regexp {.*router/(result|failed)_reg.*}]
            """;
    }
}
