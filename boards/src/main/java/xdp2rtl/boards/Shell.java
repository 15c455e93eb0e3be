package xdp2rtl.boards;

/// The design that a board's core is plugged into. One constant for each way of plugging in.
public enum Shell {
    NETFPGA_SUME("NetFPGA-SUME", "output port lookup", "Vivado 2016.4"),
    NETFPGA_PLUS("NetFPGA-PLUS", "output port lookup", "Vivado 2023.2"),
    OPENNIC("AMD OpenNIC shell", "user plug-in of box_250mhz", "Vivado 2022.1"),
    CORUNDUM("Corundum", "mqnic_app_block, interface taps",
            "Vivado, the version that Corundum's board folder names"),
    NONE("none", "the core as an IP", "Vivado 2020.1 or later");

    private final String title;
    private final String plug;
    private final String tool;

    Shell(String title, String plug, String tool) {
        this.title = title;
        this.plug = plug;
        this.tool = tool;
    }

    public String title() { return title; }

    /// Where in the shell the core sits.
    public String plug() { return plug; }

    /// The tool that the shell's authors build it with.
    public String tool() { return tool; }
}
