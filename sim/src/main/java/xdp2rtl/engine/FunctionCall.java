package xdp2rtl.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.ebpf.AluOperation;
import xdp2rtl.ebpf.Encoder;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.Registers;
import xdp2rtl.ebpf.Source;
import xdp2rtl.ebpf.Width;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.Program;
import xdp2rtl.isa.CoreConfig;

/// A call of a program that is a function of a piece of memory, put as an engine's stimulus: the memory is the packet.
///
/// A packet has at least [CoreConfig#MIN_PACKET] bytes, so a shorter memory is padded with zeroes, and the
/// program gets R2 (and R1 = 0 where there is no memory) by instructions before its first.
public final class FunctionCall {
    private FunctionCall() {}

    /// @throws InputError if the memory is longer than a packet can be
    public static Stimulus of(Program program, Bytes memory) {
        if (memory.length() > CoreConfig.MAX_PACKET) {
            throw new InputError("memory", "%d bytes".formatted(memory.length()), "a core holds packets of up to %d bytes"
                    .formatted(CoreConfig.MAX_PACKET), "");
        }
        var instructions = new ArrayList<Instruction>();
        instructions.add(move(Registers.FIRST_ARGUMENT + 1, memory.length()));
        if (memory.length() == 0) {
            instructions.add(move(Registers.FIRST_ARGUMENT, 0));
        }
        instructions.addAll(program.instructions());
        byte[] packet = Arrays.copyOf(memory.toArray(), Math.max(memory.length(), CoreConfig.MIN_PACKET));
        return Stimulus.of(Program.raw(program.name(), Encoder.encode(instructions)), List.of(Packet.of(packet)));
    }

    private static Instruction move(int register, int value) {
        return new Instruction.Alu(AluOperation.MOV, Width.W64, register, new Source.Immediate(value));
    }

    /// R0, or empty if the program was stopped.
    public static OptionalLong result(Run run) {
        return run.outcomes().getFirst() instanceof Outcome.Ran ran ? OptionalLong.of(ran.result())
                : OptionalLong.empty();
    }
}
