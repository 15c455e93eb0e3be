package xdp2rtl.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

import xdp2rtl.diagnostic.InputError;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.InstructionEncoder;
import xdp2rtl.elf.FunctionTypes;

/// Loads code into the kernel; what its verifier refuses becomes a message with the end of its log.
final class Verifier {
    private static final int LOG_BYTES = 16 << 20;
    private static final int FIGURES_BYTES = 1 << 16;
    private static final int LINES = 12;
    private static final String DEPTHS = "stack depth ";
    private static final String DEFAULT_LICENSE = "GPL";

    private final CLibrary library;
    private final Bpf bpf;
    private final MemorySegment license;
    private final FunctionInfo functions;
    private final int types;
    private final boolean fragments;

    private Verifier(CLibrary library, Bpf bpf, String license, boolean fragments, FunctionInfo functions,
            int types) {
        this.library = library;
        this.bpf = bpf;
        this.license = bpf.copyOf(((license.isBlank() ? DEFAULT_LICENSE : license) + "\0")
                .getBytes(StandardCharsets.US_ASCII));
        this.functions = functions;
        this.types = types;
        this.fragments = fragments;
    }

    /// The descriptor of the loaded program, which finds its stack cleared.
    ///
    /// @param fragments whether it takes packets in fragments
    /// @param given what the object says of its functions; where Linux does not take that, it is loaded without, as
    /// libbpf does
    /// @param egress what egress_ifindex is, of a program for an entry of a device map
    /// @throws InputError if the verifier refuses the code
    /// @throws LinuxError if loading is not permitted at all
    static int load(CLibrary library, Bpf bpf, String where, List<Instruction> code, String license,
            boolean fragments, Optional<FunctionTypes> given, OptionalInt egress) throws LinuxError {
        List<Integer> starts = ClearedStack.starts(code);
        FunctionInfo functions = FunctionInfo.of(starts, given);
        int types;
        try {
            types = bpf.loadTypes(functions.btf());
        } catch (LinuxError e) {
            if (e.isPermission() || given.isEmpty()) { throw e; }
            return load(library, bpf, where, code, license, fragments, Optional.empty(), egress);
        }
        try {
            var verifier = new Verifier(library, bpf, license, fragments, functions, types);
            return verifier.load(where,
                    egress.isPresent() ? verifier.withEgress(where, code, egress.getAsInt()) : code);
        } finally {
            library.close(types);
        }
    }

    private int load(String where, List<Instruction> code) throws LinuxError {
        MemorySegment figures = bpf.allocate(FIGURES_BYTES);
        int descriptor;
        try {
            descriptor = load(code, Bpf.Attachment.INTERFACE, Bpf.LogLevel.FIGURES, figures);
        } catch (LinuxError e) {
            if (e.isPermission()) { throw e; }
            throw refusal(where, code, Bpf.Attachment.INTERFACE);
        }
        Optional<List<Instruction>> cleared = ClearedStack.of(code, depths(descriptor, code, figures));
        return cleared.isPresent() ? insteadOf(descriptor, cleared.get()) : descriptor;
    }

    /// Stores that a program does not have can make it too long for the verifier; then it stays as it is.
    private int insteadOf(int descriptor, List<Instruction> code) throws LinuxError {
        int other;
        try {
            other = load(code, Bpf.Attachment.INTERFACE, Bpf.LogLevel.FIGURES, bpf.allocate(FIGURES_BYTES));
        } catch (LinuxError tooLong) {
            return descriptor;
        }
        library.close(descriptor);
        return other;
    }

    /// The same as a program for an interface, for Linux makes no test runs of others. It is verified as what it is;
    /// then the loads that Linux refuses to programs for interfaces become moves of the number.
    private List<Instruction> withEgress(String where, List<Instruction> code, int number) throws LinuxError {
        try {
            library.close(load(code, Bpf.Attachment.DEVMAP_ENTRY, Bpf.LogLevel.FIGURES, bpf.allocate(FIGURES_BYTES)));
        } catch (LinuxError e) {
            if (e.isPermission()) { throw e; }
            throw refusal(where, code, Bpf.Attachment.DEVMAP_ENTRY);
        }
        MemorySegment log = bpf.allocate(LOG_BYTES);
        var loads = new EgressLoads(code, number);
        boolean open = true;
        while (open) {
            try {
                library.close(load(loads.code(), Bpf.Attachment.INTERFACE, Bpf.LogLevel.COURSE, log));
                open = false;
            } catch (LinuxError e) {
                open = loads.replace(log.getString(0, StandardCharsets.ISO_8859_1));
            }
        }
        return loads.code();
    }

    private InputError refusal(String where, List<Instruction> code, Bpf.Attachment attachment) throws LinuxError {
        MemorySegment log = bpf.allocate(LOG_BYTES);
        try {
            library.close(load(code, attachment, Bpf.LogLevel.COURSE, log));
        } catch (LinuxError e) {
            return new InputError(where, "Linux does not load it (%s)".formatted(e.getMessage()),
                    "its verifier says:\n" + lastLines(log), "");
        }
        throw new IllegalStateException("Linux loads what it has just refused");
    }

    private int load(List<Instruction> code, Bpf.Attachment attachment, Bpf.LogLevel level, MemorySegment log)
            throws LinuxError {
        byte[] bytes = InstructionEncoder.encode(code);
        return bpf.load(bpf.copyOf(bytes), bytes.length / 8, license, types, functions.at(ClearedStack.starts(code)),
                attachment, fragments, level, log);
    }

    /// By first slot, the bytes of stack of each function that Linux has kept: from "stack depth 16+0+8", in their
    /// order.
    private Map<Integer, Integer> depths(int descriptor, List<Instruction> code, MemorySegment figures)
            throws LinuxError {
        List<Integer> depths =
                figures.getString(0, StandardCharsets.ISO_8859_1).lines().filter(line -> line.startsWith(DEPTHS))
                        .flatMap(line -> Arrays.stream(line.substring(DEPTHS.length()).strip().split("[+]")))
                        .map(Integer::valueOf).toList();
        List<Integer> starts = ClearedStack.starts(code);
        List<Integer> kept = bpf.functionTypes(descriptor, starts.size());
        if (kept.size() != depths.size()) {
            throw new IllegalStateException("%d depths of %d functions".formatted(depths.size(), kept.size()));
        }
        var byStart = new HashMap<Integer, Integer>();
        for (int i = 0; i < kept.size(); i++) {
            byStart.put(starts.get(functions.types().indexOf(kept.get(i))), depths.get(i));
        }
        return byStart;
    }

    /// The closing statistics are left out.
    private static String lastLines(MemorySegment log) {
        List<String> lines = log.getString(0, StandardCharsets.ISO_8859_1).lines()
                .filter(line -> !line.startsWith("processed ") && !line.startsWith("verification time ")
                        && !line.startsWith(DEPTHS) && !line.isBlank())
                .toList();
        return lines.subList(Math.max(0, lines.size() - LINES), lines.size()).stream()
                .map(line -> "  " + line).collect(Collectors.joining("\n"));
    }
}
