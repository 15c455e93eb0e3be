package xdp2rtl.fib;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import xdp2rtl.compile.Compiler;
import xdp2rtl.ebpf.Assembler;
import xdp2rtl.ebpf.InstructionEncoder;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.Comparison;
import xdp2rtl.engine.Verdict;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.engine.kernel.KernelEngine;
import xdp2rtl.engine.model.BundleEngine;
import xdp2rtl.engine.rtl.RtlEngine;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;

/// Runs programs on Linux, on the interpreter and on the bundles, and demands one outcome.
final class AgreementOnNetworks {
    private AgreementOnNetworks() {}

    static Program program(String text) {
        Program raw = Program.raw("test", InstructionEncoder.encode(Assembler.assemble("test", text)));
        return new Program(raw.source(), raw.code(), List.of(), "GPL");
    }

    /// What Linux did, packet by packet; the others do the same.
    static List<byte[]> run(String program, NetworkState network, List<byte[]> packets) {
        return run(Stimulus.of(program(program), packets.stream().map(Packet::of).toList()).withNetwork(network));
    }

    /// The hardware does what the bundles do.
    static void runOnHardware(String program, NetworkState network, List<byte[]> packets) {
        Stimulus stimulus =
                Stimulus.of(program(program), packets.stream().map(Packet::of).toList()).withNetwork(network);
        Compiler compiler = Compiler.forCore(CoreConfig.SMALL);
        try (var bundle = new BundleEngine(compiler); var rtl = new RtlEngine(compiler, Optional.empty())) {
            Verdict verdict = Comparison.of(List.of(bundle.run(stimulus), rtl.run(stimulus)));
            assertTrue(verdict.agrees(), verdict::toString);
        }
    }

    static List<byte[]> run(Stimulus stimulus) {
        try (var kernel = new KernelEngine();
                var interpreter = new Interpreter();
                var bundle = new BundleEngine(Compiler.forCore(CoreConfig.DEFAULT))) {
            Run linux = kernel.run(stimulus);
            Verdict verdict = Comparison.of(List.of(linux, interpreter.run(stimulus), bundle.run(stimulus)));
            assertTrue(verdict.agrees(), verdict::toString);
            return linux.outcomes().stream().map(outcome -> ((Outcome.Ran) outcome).packet().orElseThrow().toArray())
                    .toList();
        }
    }
}
