package xdp2rtl.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

import xdp2rtl.diagnostic.InputError;
import xdp2rtl.ebpf.Encoder;
import xdp2rtl.ebpf.Instruction;

/// Loads code into the kernel; what its verifier refuses becomes a message with the end of its log.
final class Verifier {
    private static final int LOG_BYTES = 16 << 20;
    private static final int LINES = 12;
    private static final String DEFAULT_LICENSE = "GPL";

    private Verifier() {}

    /// The descriptor of the loaded program.
    /// @throws InputError if the verifier refuses it
    /// @throws LinuxError if loading is not permitted at all
    static int load(Bpf bpf, String where, List<Instruction> code, String license) throws LinuxError {
        byte[] bytes = Encoder.encode(code);
        MemorySegment instructions = bpf.copyOf(bytes);
        MemorySegment text = bpf.copyOf(((license.isBlank() ? DEFAULT_LICENSE : license) + "\0")
                .getBytes(StandardCharsets.US_ASCII));
        try {
            return bpf.load(instructions, bytes.length / 8, text, MemorySegment.NULL);
        } catch (LinuxError silent) {
            if (silent.isPermission()) {
                throw silent;
            }
            MemorySegment log = bpf.allocate(LOG_BYTES);
            try {
                return bpf.load(instructions, bytes.length / 8, text, log);
            } catch (LinuxError e) {
                throw new InputError(where, "Linux does not load it (%s)".formatted(e.getMessage()),
                        "its verifier says:\n" + lastLines(log), "");
            }
        }
    }

    /// The closing statistics are left out.
    private static String lastLines(MemorySegment log) {
        List<String> lines = log.getString(0, StandardCharsets.ISO_8859_1).lines()
                .filter(line -> !line.startsWith("processed ") && !line.startsWith("verification time ")
                        && !line.startsWith("stack depth ") && !line.isBlank()).toList();
        return lines.subList(Math.max(0, lines.size() - LINES), lines.size()).stream()
                .map(line -> "  " + line).collect(Collectors.joining("\n"));
    }
}
