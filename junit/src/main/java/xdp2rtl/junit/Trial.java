package xdp2rtl.junit;

import xdp2rtl.elf.Program;
import xdp2rtl.engine.Engine;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;

/// A program with its packets, for whatever engine.
record Trial(XdpProgram xdp, Packets packets, Program program) {
    Trial(XdpProgram xdp, Packets packets) { this(xdp, packets, xdp.load()); }

    Run run(EngineKind kind) {
        Stimulus stimulus = xdp.stimulus(program, packets);
        try (Engine engine = kind.open(xdp.choice().compiler())) {
            return engine.run(stimulus);
        }
    }

    /// The command that shows what one engine does.
    String runCommand(EngineKind kind) {
        return "xdp2rtl run --list --engine %s%s --pcap %s".formatted(kind.word(), xdp.arguments(), packets.capture());
    }

    /// The command that compares two.
    String diffCommand(EngineKind one, EngineKind other) {
        return "xdp2rtl diff --engines %s,%s%s --pcap %s".formatted(one.word(), other.word(), xdp.arguments(),
                packets.capture());
    }
}
