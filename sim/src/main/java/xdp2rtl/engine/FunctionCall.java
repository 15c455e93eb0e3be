package xdp2rtl.engine;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.Program;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;

/// A call of a program that is a function of a piece of memory, put as an engine's stimulus: the memory is the packet.
///
/// A packet has at least [CoreConfig#MIN_PACKET] bytes, so a shorter memory is padded with zeroes; the program is
/// compiled for the length that it is told.
public final class FunctionCall {
    private FunctionCall() {}

    /// @throws InputError if the memory is longer than a packet can be
    public static Stimulus of(Program program, Bytes memory) {
        if (memory.length() > CoreConfig.MAX_LINEAR) {
            throw new InputError("memory", "%d bytes".formatted(memory.length()),
                    "a core holds packets of up to %d bytes"
                            .formatted(CoreConfig.MAX_LINEAR),
                    "");
        }
        byte[] packet = Arrays.copyOf(memory.toArray(), Math.max(memory.length(), CoreConfig.MIN_PACKET));
        return Stimulus.of(program, List.of(Packet.of(packet)));
    }

    /// R0, or empty if the program was stopped.
    public static OptionalLong result(Run run) {
        return run.outcomes().getFirst() instanceof Outcome.Ran ran ? OptionalLong.of(ran.result())
                : OptionalLong.empty();
    }
}
