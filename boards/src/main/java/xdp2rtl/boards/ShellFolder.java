package xdp2rtl.boards;

import java.util.Map;
import xdp2rtl.isa.CoreConfig;

/// Writes the folder that one shell's build takes.
sealed interface ShellFolder permits OpenNicFolder, NetFpgaFolder, CorundumFolder, AxisFolder {

    /// Path in the folder to text, for a core and its files (module `core`, or `cores`).
    Map<String, String> files(Board board, CoreConfig config, Map<String, String> core);

    static ShellFolder of(Shell shell) {
        return switch (shell) {
            case OPENNIC -> new OpenNicFolder();
            case NETFPGA_SUME, NETFPGA_PLUS -> new NetFpgaFolder();
            case CORUNDUM -> new CorundumFolder();
            case NONE -> new AxisFolder();
        };
    }
}
