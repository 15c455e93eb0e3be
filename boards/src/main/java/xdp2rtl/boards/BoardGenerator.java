package xdp2rtl.boards;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import xdp2rtl.core.CoreGenerator;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.MapMemory;

/// Writes what a board's own build takes: Verilog, Tcl, constraints, register map, README. The same board and
/// core give the same bytes.
public final class BoardGenerator {
    private BoardGenerator() {}

    /// The folder of a board: path to text, sorted by path. The core gets the board's beats and clock,
    /// whatever `core` says of them ([Board#fitted]).
    /// @throws xdp2rtl.diagnostic.InputError where the core does not fit ([CoreFit])
    public static Map<String, String> generate(Board board, CoreConfig core) {
        CoreFit.check(board, core);
        var fitted = board.fitted(core);
        var files = new TreeMap<>(generate(board, CoreGenerator.generate(fitted), fitted.mapMemory()));
        files.put("block.svg", BlockDiagram.text(board, fitted));
        files.merge("README.md", BoardReadme.core(board, fitted), String::concat);
        files.replaceAll(LicenceHeader::in);
        return Collections.unmodifiableMap(files);
    }

    /// As above, for a core that is printed already.
    ///
    /// @param core file name to Verilog text, one module a file, with the module `core` or `cores` of
    /// `docs/machine.md`,
    ///             section 9, whose beats have [Board#coreBytes] bytes
    /// @param memory that holds its maps
    static Map<String, String> generate(Board board, Map<String, String> core, MapMemory memory) {
        var files = new TreeMap<>(ShellFolder.of(board.shell()).files(board, core, memory));
        var verilog = files.keySet().stream()
                .filter(path -> path.endsWith(".v") && !path.endsWith("_address_map.v")).toList();
        files.put("registers.md", RegisterMap.table(board.shell()));
        files.put("xdp2rtl_registers.h", RegisterMap.header(board.shell()));
        files.put("xdp2rtl_driver.h", CDriver.header(board));
        files.put("registers.rdl", SystemRdl.text(board));
        files.put("registers.xml", IpXact.text(board));
        files.put("xdp2rtl.core",
                """
            CAPI=2:
            name: xdp2rtl:boards:%s:1.0.0
            description: XDP core for %s

            filesets:
              rtl:
                files:
            %s
                file_type: verilogSource

            targets:
              default: &default
                filesets: [rtl]
                toplevel: %s
              lint:
                <<: *default
                default_tool: verilator
                tools:
                  verilator:
                    mode: lint-only
                    verilator_options: [-Wall]
            """.formatted(board.name(), board.name(),
                        verilog.stream().map(path -> "      - " + path).collect(Collectors.joining("\n")),
                        top(board.shell())));
        files.replaceAll((path, text) -> path.equals("README.md") ? text : LicenceHeader.in(path, text));
        return Collections.unmodifiableMap(files);
    }

    /// The module by which a shell takes the core.
    public static String top(Shell shell) {
        return switch (shell) {
            case NETFPGA_SUME, NETFPGA_PLUS -> NetFpgaFolder.MODULE;
            case OPENNIC -> OpenNicFolder.MODULE;
            case CORUNDUM -> CorundumFolder.MODULE;
            case NONE -> AxisFolder.MODULE;
        };
    }
}
