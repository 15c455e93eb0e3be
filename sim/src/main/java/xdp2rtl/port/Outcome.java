package xdp2rtl.port;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import xdp2rtl.elf.Bytes;
import xdp2rtl.linux.XdpAction;

/// What happened to one packet.
public sealed interface Outcome {

    /// What the driver does with it: the low 32 bits of what the program returned.
    long action();

    /// Issue slots that the packet took, where the engine counts them.
    default OptionalLong cycles() {
        return OptionalLong.empty();
    }

    /// The program ran to its exit.
    /// @param result   R0, 64 bits where the engine knows them, else zero-extended
    /// @param packet   the bytes from `data` to `data_end` afterwards; empty if the action drops the packet and the
    ///                 engine does not show what was dropped
    /// @param metadata the bytes from `data_meta` to `data`
    /// @param emissions what it left for the host, by map; in one map in order
    /// @param redirect where the packet goes; only with XDP_REDIRECT, and empty there if no helper named a target
    record Ran(long result, Optional<Bytes> packet, Bytes metadata, Optional<RedirectTarget> redirect,
            OptionalLong cycles, List<Emission> emissions) implements Outcome {
        public Ran {
            emissions = Emission.byMap(emissions);
        }

        /// Of a program that left nothing for the host.
        public Ran(long result, Optional<Bytes> packet, Bytes metadata, Optional<RedirectTarget> redirect,
                OptionalLong cycles) {
            this(result, packet, metadata, redirect, cycles, List.of());
        }

        public Ran withEmissions(List<Emission> left) {
            return new Ran(result, packet, metadata, redirect, cycles, left);
        }

        @Override public long action() {
            return result & 0xffff_ffffL;
        }

        public Ran withCycles(long count) {
            return new Ran(result, packet, metadata, redirect, OptionalLong.of(count), emissions);
        }
    }

    /// No program sees such a packet; see [Stimulus#notRunBecause].
    record NotRun(String reason) implements Outcome {
        @Override public long action() {
            return XdpAction.ABORTED.number();
        }
    }

    /// The program was stopped: an access outside of what it owns, or it ran too long. Linux's verifier lets no such
    /// program in.
    record Fault(String reason, OptionalLong cycles) implements Outcome {
        @Override public long action() {
            return XdpAction.ABORTED.number();
        }
    }
}
