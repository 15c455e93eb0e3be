package xdp2rtl.core;

import java.util.Map;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.hdl.Design;
import xdp2rtl.isa.CoreConfig;

/// Makes the Verilog of a core.
public final class CoreGenerator {
    /// Name of the top module.
    public static final String TOP = "core";

    private CoreGenerator() {}

    /// File name to text, one module a file, children before their parents. InputError for a configuration that cannot be built.
    public static Map<String, String> generate(CoreConfig config) {
        if (config.cores() != 1) {
            throw new InputError("core configuration", config.cores() + " cores", "cores do not share maps, so packets cannot be spread over them",
                                 "Set cores to 1 and put several cores beside one another, each with its own stream and control port");
        }
        return Design.of(new Core(config)).files();
    }
}
