package xdp2rtl.verilator;

import java.util.ArrayList;
import java.util.List;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Pipeline;

/// How a model is built.
///
/// @param lanes      of a core
/// @param contexts   of a core
/// @param cores      behind the ports
/// @param beatBytes  of its streams
/// @param writeBack  cycles from a bundle's issue to its retirement
/// @param retirement whether it has a retirement port
/// @param assertions whether the assertions in the Verilog are compiled and end the run where one does not hold
/// @param waves      whether the model can write its signals to a file; slower, so only built where they are asked for
public record ModelOptions(int lanes, int contexts, int cores, int beatBytes, int writeBack, boolean retirement,
        boolean assertions, boolean waves) {

    /// What runs fast, and checks where it is compared bundle by bundle anyway.
    public static ModelOptions of(CoreConfig config, boolean waves) {
        return new ModelOptions(config.lanes(), config.contexts(), config.cores(), config.beatBytes(),
                Pipeline.writeBack(config), config.trace(), config.trace(), waves);
    }

    static final String WAVES = "--trace-fst";

    List<String> flags() {
        var definitions = " -DLANES=%d -DCORES=%d -DBEAT_BYTES=%d -DRETIREMENT=%d -DWAVES=%d";
        return flags(definitions.formatted(lanes, cores, beatBytes, retirement ? 1 : 0, waves ? 1 : 0), assertions,
                waves);
    }

    /// What makes a library that runs fast of Verilog and C++, and shows nothing but what the C++ exports.
    ///
    /// @param definitions for the C++, each with a blank before it
    public static List<String> flags(String definitions, boolean assertions, boolean waves) {
        List<String> flags = new ArrayList<>(List.of("-O3", "-Wno-fatal", "--x-assign", "fast", "--noassert",
                "--output-split", "20000",
                "-MAKEFLAGS", "OPT_FAST=-O1 OPT_SLOW=-O0 OPT_GLOBAL=-O1", "-LDFLAGS", "-shared -Wl,-Bsymbolic",
                "-CFLAGS", "-fPIC -fvisibility=hidden -fno-gnu-unique -DVL_USER_STOP -DVL_USER_FATAL" + definitions));
        if (assertions) {
            flags.remove("--noassert");
            flags.addAll(List.of("--assert", "-DASSERTIONS"));
        }
        if (waves) {
            flags.add(WAVES);
        }
        return flags;
    }
}
