package xdp2rtl.verifier;

import java.util.Arrays;
import java.util.List;
import xdp2rtl.cfg.Node;
import xdp2rtl.ebpf.Registers;
import xdp2rtl.linux.Helper;
import xdp2rtl.linux.PrintFormat;
import xdp2rtl.maps.EventRing;

/// A call of bpf_trace_printk or bpf_trace_vprintk whose format is known.
public sealed interface PrintCall {
    /// The format's bytes up to and with the zero that ends it.
    byte[] format();

    /// What it converts.
    List<PrintFormat.Part.Conversion> conversions();

    /// Arguments in registers from `first` on: numbers, or where they lead to.
    ///
    /// @param bytes that are shown of each argument
    record InRegisters(byte[] format, List<PrintFormat.Part.Conversion> conversions, int first, List<Integer> bytes)
            implements PrintCall {}

    /// Arguments of 8 bytes each where a register leads to.
    record InMemory(byte[] format, List<PrintFormat.Part.Conversion> conversions, int register,
            int bytes) implements PrintCall {}

    /// @param helper one that prints
    /// @throws xdp2rtl.diagnostic.InputError for a format that is not known, or cannot be printed here
    static PrintCall of(Refusal refusal, State state, Node node, Helper helper) {
        byte[] bytes = format(refusal, state, node);
        List<PrintFormat.Part.Conversion> conversions;
        try {
            conversions = PrintFormat.of(bytes).conversions();
        } catch (PrintFormat.Wrong wrong) {
            throw refusal.of(node, "prints a format that cannot be printed here", wrong.getMessage(),
                    "Print numbers (%d, %u, %x, %c, with l or ll), addresses of the network (%pI4, %pI6), and texts (%s)");
        }
        boolean inMemory = helper == Helper.TRACE_VPRINTK;
        int given = inMemory ? argumentBytes(refusal, state, node) / Long.BYTES : MOST_IN_REGISTERS;
        if (conversions.size() > given) {
            throw refusal.of(node, "prints a format of %d arguments, and gives %d".formatted(conversions.size(), given),
                    "Linux prints nothing then", "");
        }
        List<Integer> shown = inMemory ? List.of() : PrintedTexts.bytes(refusal, state, node, conversions);
        if (bytes.length + 7 + 2 * Long.BYTES * conversions.size() + shown.stream().mapToInt(n -> n).sum()
                > EventRing.longest(EventRing.TEXTS) - EventRing.HEADER) {
            throw refusal.of(node,
                    "prints a format of %,d bytes and %d arguments".formatted(bytes.length, conversions.size()),
                    "a text's record has %,d bytes at most".formatted(EventRing.longest(EventRing.TEXTS)),
                    "Print it in several calls");
        }
        return inMemory ? new InMemory(bytes, conversions, FIRST_ARGUMENT, given * Long.BYTES)
                : new InRegisters(bytes, conversions, FIRST_ARGUMENT, shown);
    }

    /// Where the arguments of a format begin.
    int FIRST_ARGUMENT = Registers.FIRST_ARGUMENT + 2;
    int MOST_IN_REGISTERS = 3;

    private static byte[] format(Refusal refusal, State state, Node node) {
        int register = Registers.FIRST_ARGUMENT;
        Range size = refusal.number(state, node, register + 1);
        byte[] known = size.isConstant() && size.low() > 0 ? new KnownBytes(refusal, state)
                .at(state.type(node.frame(), register), (int) size.low()).orElse(new byte[0]) : new byte[0];
        if (known.length == 0) {
            throw refusal.of(node, "prints a format that is not known when it is compiled",
                    "what it shows must be known",
                    "Give it as a text in the call, as bpf_printk() does");
        }
        int end = 0;
        while (end < known.length - 1 && known[end] != 0) {
            end++;
        }
        return Arrays.copyOf(known, end + 1);
    }

    private static int argumentBytes(Refusal refusal, State state, Node node) {
        Range bytes = refusal.number(state, node, FIRST_ARGUMENT + 1);
        if (!bytes.isConstant() || bytes.low() < 0 || bytes.low() % Long.BYTES != 0) {
            throw refusal.of(node,
                    "gives arguments of %s bytes".formatted(bytes.isConstant() ? bytes.low() : "an unknown number of"),
                    "each has 8", "");
        }
        return (int) bytes.low();
    }
}
