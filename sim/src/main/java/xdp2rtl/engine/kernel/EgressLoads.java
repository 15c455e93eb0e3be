package xdp2rtl.engine.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import xdp2rtl.ebpf.AluOperation;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.OperandWidth;
import xdp2rtl.ebpf.SourceOperand;

/// Loads of `egress_ifindex`, which become moves of a number. Which they are, the verifier says: it names the first
/// that it meets in a program for an interface, so that one after the other is found.
final class EgressLoads {
    /// Of `struct xdp_md`.
    private static final String REFUSED = "invalid bpf_context access off=20 size=4";
    private static final Pattern LOAD =
            Pattern.compile("(?<slot>\\d+): \\(61\\) r\\d+ = \\*\\(u32 \\*\\)\\(r\\d+ [+]20\\).*");

    private final List<Instruction> code;
    private final int number;

    EgressLoads(List<Instruction> code, int number) {
        this.code = new ArrayList<>(code);
        this.number = number;
    }

    List<Instruction> code() {
        return List.copyOf(code);
    }

    /// Replaces the load that the verifier has refused.
    /// @param log its course
    /// @return whether it was one
    boolean replace(String log) {
        OptionalInt slot = refused(log);
        if (slot.isEmpty()) { return false; }
        int at = 0;
        for (int i = 0; i < code.size(); i++) {
            if (at == slot.getAsInt() && code.get(i) instanceof Instruction.Load load) {
                code.set(i, new Instruction.Alu(AluOperation.MOV, OperandWidth.W32, load.dst(),
                        new SourceOperand.Immediate(number)));
                return true;
            }
            at += code.get(i).slots();
        }
        return false;
    }

    private static OptionalInt refused(String log) {
        List<String> lines = log.lines().toList();
        int end = lines.lastIndexOf(REFUSED);
        return end <= 0 ? OptionalInt.empty()
                : lines.subList(0, end).reversed().stream().map(LOAD::matcher).filter(Matcher::matches).limit(1)
                        .mapToInt(load -> Integer.parseInt(load.group("slot"))).findFirst();
    }
}
