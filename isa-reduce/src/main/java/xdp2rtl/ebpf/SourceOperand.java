package xdp2rtl.ebpf;

/// The second operand of an instruction: a register, or an immediate that is sign-extended to the operation's
/// width.
public sealed interface SourceOperand {

    record Register(int number) implements SourceOperand {
        public Register {
            Registers.requireReadable(number);
        }
    }

    record Immediate(int value) implements SourceOperand {}
}
