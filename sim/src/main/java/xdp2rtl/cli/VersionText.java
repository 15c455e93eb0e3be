package xdp2rtl.cli;

import java.util.List;
import picocli.CommandLine.IVersionProvider;
import xdp2rtl.cli.common.BuildInfo;
import xdp2rtl.cli.common.Tool;
import xdp2rtl.verilator.Verilator;

/// `--version`: the tool, the commit that it was built from, and the programs that it would use here.
final class VersionText implements IVersionProvider {
    @Override public String[] getVersion() {
        BuildInfo build = BuildInfo.ofTool();
        return new String[]{"xdp2rtl " + build.version(), "commit     " + build.source().orElse("not known"),
                "JDK        %s (%s)".formatted(Runtime.version(), System.getProperty("java.vendor")),
                "Verilator  " + said("Verilator ", "for engine rtl, lockstep and host simulate: " + Verilator.INSTALL,
                        "verilator", "--version"),
                "Yosys      " + said("Yosys ", "for the project's own tests: apt-get install yosys", "yosys", "-V")};
    }

    private static String said(String prefix, String use, String... command) {
        return Tool.output(List.of(command))
                .map(line -> line.startsWith(prefix) ? line.substring(prefix.length()) : line)
                .orElse("not found (%s)".formatted(use));
    }
}
