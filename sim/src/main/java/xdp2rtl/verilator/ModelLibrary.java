package xdp2rtl.verilator;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;
import xdp2rtl.port.EngineUnavailable;

/// A built model, loaded into this process: the functions of `harness.cpp`. It stays loaded.
public final class ModelLibrary {
    private final ModelOptions options;
    private final SymbolLookup symbols;

    final MethodHandle create;
    final MethodHandle destroy;
    final MethodHandle failure;
    final MethodHandle write;
    final MethodHandle read;
    final MethodHandle mapWords;
    final MethodHandle emitAll;
    final MethodHandle offer;
    final MethodHandle disturb;
    final MethodHandle run;
    final MethodHandle seen;
    final MethodHandle forget;
    final MethodHandle cycle;
    final MethodHandle reports;

    private ModelLibrary(Path file, ModelOptions options) {
        this.options = options;
        symbols = SymbolLookup.libraryLookup(file, Arena.global());
        create = function("core_create", FunctionDescriptor.of(ADDRESS, ADDRESS));
        destroy = function("core_destroy", FunctionDescriptor.ofVoid(ADDRESS));
        failure = function("core_failure", FunctionDescriptor.of(ADDRESS, ADDRESS));
        write = function("core_write", status(ADDRESS, ADDRESS, JAVA_LONG));
        read = function("core_read", status(ADDRESS, ADDRESS, ADDRESS, JAVA_LONG));
        mapWords = function("core_map_words", status(ADDRESS, JAVA_LONG, ADDRESS));
        emitAll = function("core_emit_all", FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT));
        offer = function("core_offer", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS, JAVA_LONG));
        disturb = function("core_disturb", FunctionDescriptor.ofVoid(ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT));
        run = function("core_run", status(ADDRESS, JAVA_LONG, JAVA_LONG));
        seen = function("core_seen", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS));
        forget = function("core_forget", FunctionDescriptor.ofVoid(ADDRESS));
        cycle = function("core_cycle", status(ADDRESS));
        reports = function("core_report_count", status(ADDRESS));
    }

    static ModelLibrary load(Path file, ModelOptions options) {
        try {
            return new ModelLibrary(file, options);
        } catch (IllegalArgumentException e) {
            throw new EngineUnavailable(
                    "%s cannot be loaded (%s). Delete it; it is built again".formatted(file, e.getMessage()));
        }
    }

    public ModelOptions options() {
        return options;
    }

    /// A core after reset.
    ///
    /// @param waves where the signals go; needs [ModelOptions#waves]
    public VerilatedCore open(Optional<Path> waves) {
        if (waves.isPresent() && !options.waves()) {
            throw new IllegalArgumentException("this model was built without waves");
        }
        return new VerilatedCore(this, waves);
    }

    private MethodHandle function(String name, FunctionDescriptor type) {
        MemorySegment address =
                symbols.find(name).orElseThrow(() -> new IllegalArgumentException("no function " + name));
        return Linker.nativeLinker().downcallHandle(address, type);
    }

    private static FunctionDescriptor status(MemoryLayout... parameters) {
        return FunctionDescriptor.of(JAVA_LONG, parameters);
    }
}
