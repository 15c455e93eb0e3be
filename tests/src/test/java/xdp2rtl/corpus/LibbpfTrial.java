package xdp2rtl.corpus;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.elf.AttachPoint;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.Program;
import xdp2rtl.elf.ProgramKind;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.linux.Helper;
import xdp2rtl.loading.Libbpf;
import xdp2rtl.loading.Sources;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Stimulus;

/// Objects as bpftool loads them, beside our own loader.
final class LibbpfTrial implements AutoCloseable {
    private static final int MOST_PACKETS = 12;
    /// What they give, bpftool cannot be told.
    private static final Set<Integer> OPEN = Set.of(Helper.KTIME_GET_NS.number(), Helper.KTIME_GET_BOOT_NS.number(),
            Helper.KTIME_GET_COARSE_NS.number(), Helper.KTIME_GET_TAI_NS.number(), Helper.JIFFIES64.number(),
            Helper.GET_PRANDOM_U32.number(), Helper.GET_SMP_PROCESSOR_ID.number(), Helper.FIB_LOOKUP.number(),
            Helper.CHECK_MTU.number());

    private final Libbpf libbpf;
    private int loads;

    LibbpfTrial(Path folder) {
        libbpf = new Libbpf(folder);
    }

    /// A loaded object.
    /// @param trouble what libbpf and Linux say if they do not load it
    record Loaded(String name, Optional<String> trouble) {
        /// What Linux has against a program; empty if nothing is known.
        Optional<String> refusal(String program) {
            return trouble.filter(text -> text.contains("prog '" + program + "'")).map(text -> text.lines()
                    .filter(line -> line.contains("prog '" + program + "'")).findFirst().orElse(""));
        }
    }

    Loaded load(Path object) {
        String name = "c" + loads++;
        Sources.Result result = libbpf.load(object, name);
        return new Loaded(name, result.exitCode() == 0 ? Optional.empty() : Optional.of(result.err()));
    }

    /// What differs from the interpreter, of packets one behind the other from the object's own maps on.
    List<String> differences(Path object, Program program, List<Bytes> packets) {
        // Linux makes no test runs of programs for entries of maps.
        boolean runs = ProgramKind.attachPoint(program.source().section()) == AttachPoint.INTERFACE;
        List<Bytes> some = packets.subList(0, Math.min(MOST_PACKETS, packets.size()));
        Loaded loaded = load(object);
        if (!runs || some.isEmpty() || loaded.trouble().isPresent() || isOpen(program)) { return List.of(); }
        var differences = new ArrayList<String>();
        try (var interpreter = new Interpreter()) {
            List<Outcome> own = interpreter.run(Stimulus.of(program,
                    some.stream().map(packet -> new Packet(packet, Optional.empty())).toList())).outcomes();
            for (int i = 0; i < some.size(); i++) {
                Libbpf.Outcome theirs = libbpf.run(loaded.name(), program.name(), some.get(i));
                if (!(own.get(i) instanceof Outcome.Ran ran) || ran.action() != theirs.action()
                        || !ran.packet().equals(Optional.of(theirs.packet()))) {
                    differences.add("libbpf: packet %d: %s, with libbpf %s".formatted(i, own.get(i), theirs));
                }
            }
        }
        return differences;
    }

    private static boolean isOpen(Program program) {
        return program.instructions().stream()
                .anyMatch(instruction -> instruction instanceof Instruction.Call(CallTarget.HelperNumber(int number))
                        && OPEN.contains(number));
    }

    @Override public void close() {
        libbpf.close();
    }
}
