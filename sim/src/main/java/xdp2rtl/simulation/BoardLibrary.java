package xdp2rtl.simulation;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import xdp2rtl.boards.Board;
import xdp2rtl.boards.BoardGenerator;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.port.EngineUnavailable;
import xdp2rtl.verilator.ModelBuilder;
import xdp2rtl.verilator.ModelOptions;

/// The Verilog of a board's folder with `board.cpp`, built (or found in the cache) and loaded: its functions. It stays
/// loaded.
final class BoardLibrary {
    private final SymbolLookup symbols;
    final MethodHandle create;
    final MethodHandle destroy;
    final MethodHandle failure;
    final MethodHandle read;
    final MethodHandle data;
    final MethodHandle write;
    final MethodHandle waiting;
    final MethodHandle offer;
    final MethodHandle run;
    final MethodHandle out;
    final MethodHandle forget;
    final MethodHandle cycle;

    private BoardLibrary(Path file) {
        symbols = SymbolLookup.libraryLookup(file, Arena.global());
        create = function("board_create", FunctionDescriptor.of(ADDRESS, ADDRESS));
        destroy = function("board_destroy", FunctionDescriptor.ofVoid(ADDRESS));
        failure = function("board_failure", FunctionDescriptor.of(ADDRESS, ADDRESS));
        read = function("board_read", status(ADDRESS, JAVA_INT));
        data = function("board_data", FunctionDescriptor.of(JAVA_INT, ADDRESS));
        write = function("board_write", status(ADDRESS, JAVA_INT, JAVA_INT));
        waiting = function("board_waiting", status(ADDRESS, JAVA_INT));
        offer = function("board_offer", FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT, ADDRESS, JAVA_LONG));
        run = function("board_run", status(ADDRESS, JAVA_LONG));
        out = function("board_out", status(ADDRESS, ADDRESS, ADDRESS));
        forget = function("board_forget", FunctionDescriptor.ofVoid(ADDRESS));
        cycle = function("board_cycle", status(ADDRESS));
    }

    /// @param waves whether it can write its signals to a file
    /// @throws EngineUnavailable if Verilator is missing or cannot build it
    static BoardLibrary of(Board board, CoreConfig core, boolean waves) {
        var files = new TreeMap<String, String>();
        BoardGenerator.generate(board, core).forEach((path, text) -> {
            if (path.endsWith(".v") && !path.endsWith("_address_map.v")) {
                files.put(Path.of(path).getFileName().toString(), text);
            }
        });
        files.putAll(sources(board));
        var definitions = definitions(board) + " -DWAVES=" + (waves ? 1 : 0);
        Path file = ModelBuilder.ofUser().library(files, BoardGenerator.top(board.shell()),
                ModelOptions.flags(definitions, false, waves));
        try {
            return new BoardLibrary(file);
        } catch (IllegalArgumentException e) {
            throw new EngineUnavailable(
                    "%s cannot be loaded (%s). Delete it; it is built again".formatted(file, e.getMessage()));
        }
    }

    /// The C++ that is the shell around a board: file name to text.
    static Map<String, String> sources(Board board) {
        return Map.of("board.cpp", resource("board.cpp"), "shell.h", resource(switch (board.shell()) {
            case OPENNIC -> "opennic.h";
            case CORUNDUM -> "corundum.h";
            case NETFPGA_SUME, NETFPGA_PLUS -> "netfpga.h";
            case NONE -> "axis.h";
        }));
    }

    /// What it is compiled with, each with a blank before it.
    static String definitions(Board board) {
        return " -DPORTS=%d -DBYTES=%d -DWIRE_BITS=%d".formatted(board.ports(), board.beatBytes(),
                1_000_000L * board.gigabits() / board.clockMhz());
    }

    private MethodHandle function(String name, FunctionDescriptor type) {
        var address = symbols.find(name).orElseThrow(() -> new IllegalArgumentException("no function " + name));
        return Linker.nativeLinker().downcallHandle(address, type);
    }

    private static FunctionDescriptor status(MemoryLayout... parameters) {
        return FunctionDescriptor.of(JAVA_LONG, parameters);
    }

    static String resource(String name) {
        try (InputStream stream = BoardLibrary.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
