package xdp2rtl.boards;

import java.util.Map;
import xdp2rtl.isa.MapMemory;

/// Writes the folder that one shell's build takes.
sealed interface ShellFolder permits OpenNicFolder, NetFpgaFolder, CorundumFolder, AxisFolder {

    /// Path in the folder to text, for the core whose files are given (module `core`, or `cores`).
    ///
    /// @param memory that holds its maps
    Map<String, String> files(Board board, Map<String, String> core, MapMemory memory);

    static ShellFolder of(Shell shell) {
        return switch (shell) {
            case OPENNIC -> new OpenNicFolder();
            case NETFPGA_SUME, NETFPGA_PLUS -> new NetFpgaFolder();
            case CORUNDUM -> new CorundumFolder();
            case NONE -> new AxisFolder();
        };
    }
}
