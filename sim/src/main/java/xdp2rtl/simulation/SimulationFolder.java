package xdp2rtl.simulation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import xdp2rtl.boards.Board;
import xdp2rtl.boards.BoardGenerator;
import xdp2rtl.boards.LicenceHeader;
import xdp2rtl.capture.Frame;
import xdp2rtl.compile.Compiled;
import xdp2rtl.port.Stimulus;
import xdp2rtl.verilator.ModelBuilder;

/// What a board's folder takes to be simulated without this tool: by Verilator and `make`, or by FuseSoC.
public final class SimulationFolder {
    /// Where it is in the board's folder.
    public static final String FOLDER = "sim";

    private SimulationFolder() {}

    /// A program that it runs, with its packets.
    public record Loaded(Compiled compiled, Stimulus stimulus, List<Frame> frames) {}

    /// Path in the board's folder to text.
    ///
    /// @param folder what else is in it
    public static Map<String, String> files(Board board, Map<String, String> folder, Optional<Loaded> program) {
        var files = new TreeMap<String, String>();
        String top = BoardGenerator.top(board.shell());
        BoardLibrary.sources(board).forEach((name, text) -> files.put(FOLDER + "/" + name, text));
        files.put(FOLDER + "/main.cpp", BoardLibrary.resource("main.cpp"));
        files.put(FOLDER + "/waves.h", ModelBuilder.wavesHeader());
        files.put(FOLDER + "/Model.h", "#include \"V%s.h\"\nusing Model = V%s;\n".formatted(top, top));
        List<String> verilog = verilog(folder);
        files.put(FOLDER + "/Makefile", makefile(board, top, verilog));
        var waves = new WaveViews(folder, top, program.map(Loaded::compiled));
        waves.files().forEach((name, text) -> files.put(FOLDER + "/" + name, text));
        program.ifPresent(it -> files.put(FOLDER + "/program.txt",
                SimulationScript.of(board, it.compiled(), it.frames(), it.stimulus())));
        files.replaceAll(LicenceHeader::in);
        files.put("xdp2rtl.core", folder.get("xdp2rtl.core") + target(board, top, program.isPresent()));
        files.replaceAll((path, text) -> path.equals("xdp2rtl.core") ? filesets(text, program.isPresent()) : text);
        return files;
    }

    private static List<String> verilog(Map<String, String> folder) {
        return folder.keySet().stream().filter(path -> path.endsWith(".v") && !path.endsWith("_address_map.v"))
                .toList();
    }

    private static String makefile(Board board, String top, List<String> verilog) {
        return """
            # `make` runs the program that the folder was written with; `make waves` also writes waves.fst (wants zlib1g-dev).
            VERILATOR ?= verilator
            SOURCES := %s board.cpp main.cpp
            FLAGS := --cc --exe --build -j 0 -O3 -Wno-fatal --x-assign fast --top-module %s -o simulate \\
                -CFLAGS "-I.. -O1 -DVL_USER_STOP -DVL_USER_FATAL%s"

            run: plain/simulate
            	./plain/simulate program.txt

            waves: traced/simulate
            	./traced/simulate --waves waves.fst program.txt

            plain/simulate: $(SOURCES)
            	$(VERILATOR) $(FLAGS) -CFLAGS -DWAVES=0 --Mdir plain $(SOURCES)

            traced/simulate: $(SOURCES)
            	$(VERILATOR) $(FLAGS) --trace-fst -CFLAGS -DWAVES=1 --Mdir traced $(SOURCES)

            clean:
            	rm -rf plain traced waves.fst

            .PHONY: run waves clean
            """.formatted(verilog.stream().map(path -> "../" + path).collect(Collectors.joining(" ")), top,
                BoardLibrary.definitions(board));
    }

    /// The target that runs it, for the end of `xdp2rtl.core`. FuseSoC gives the options to make as they are, so that none
    /// may have a blank.
    private static String target(Board board, String top, boolean program) {
        String flags =
                Stream.of(("-O1 -DVL_USER_STOP -DVL_USER_FATAL -DWAVES=0" + BoardLibrary.definitions(board)).split(" "))
                        .map(flag -> ", -CFLAGS, " + flag).collect(Collectors.joining());
        return """
              sim:
                filesets: [rtl, sim]
                toplevel: %s
                default_tool: verilator
                tools:
                  verilator:
                    mode: cc
                    verilator_options: [-O3, -Wno-fatal, --x-assign, fast%s]
            """.formatted(top, flags)
                + (program ? "" : "    # No program was given: it wants a program.txt.\n");
    }

    private static String filesets(String core, boolean program) {
        return core.replace("\ntargets:\n", """
              sim:
                files:
                  - sim/board.cpp: {file_type: cppSource}
                  - sim/main.cpp: {file_type: cppSource}
                  - sim/shell.h: {file_type: cppSource, is_include_file: true}
                  - sim/waves.h: {file_type: cppSource, is_include_file: true}
                  - sim/Model.h: {file_type: cppSource, is_include_file: true}
            %s
            targets:
            """.formatted(program ? "      - sim/program.txt: {file_type: user, copyto: program.txt}\n" : ""));
    }
}
