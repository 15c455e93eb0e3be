package xdp2rtl.boards;

import java.util.List;
import java.util.Optional;

/// The design that a board's core is plugged into. One constant for each way of plugging in.
public enum Shell {
    NETFPGA_SUME("NetFPGA-SUME", "output port lookup", "Vivado 2016.4", Optional.of(RegisterWindow.SUME)),
    NETFPGA_PLUS("NetFPGA-PLUS", "output port lookup", "Vivado 2023.2",
            Optional.of(new RegisterWindow.Pci(2, 0x210000, List.of(RegisterWindow.XILINX)))),
    OPENNIC("AMD OpenNIC shell", "user plug-in of box_250mhz", "Vivado 2022.1",
            Optional.of(new RegisterWindow.Pci(2, 0x100000, List.of(RegisterWindow.XILINX)))),
    CORUNDUM("Corundum", "mqnic_app_block, interface taps",
            "Vivado 2020.2 in its documentation",
            Optional.of(new RegisterWindow.Pci(2, 0, List.of(RegisterWindow.CORUNDUM, RegisterWindow.CORUNDUM_OTHER)))),
    NONE("none", "the core as an IP", "Vivado 2020.1 or later", Optional.empty());

    private final String title;
    private final String plug;
    private final String tool;
    private final Optional<RegisterWindow> registerWindow;

    Shell(String title, String plug, String tool, Optional<RegisterWindow> registerWindow) {
        this.title = title;
        this.plug = plug;
        this.tool = tool;
        this.registerWindow = registerWindow;
    }

    public String title() { return title; }

    /// Where in the shell the core sits.
    public String plug() { return plug; }

    /// The tool that the shell's authors build it with.
    public String tool() { return tool; }

    /// Where a host finds the registers; nothing where there is no shell.
    public Optional<RegisterWindow> registerWindow() { return registerWindow; }
}
