package xdp2rtl.corpus;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import xdp2rtl.capture.Flow;
import xdp2rtl.capture.TraceGenerator;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.elf.Program;
import xdp2rtl.fib.NetworkFile;
import xdp2rtl.linux.Helper;
import xdp2rtl.port.Context;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Stimulus;

/// What programs begin with: those that ask for routes get a network, and packets to its addresses.
final class CorpusNetwork {
    private static final Path FILE = Path.of("src/test/resources/xdp2rtl/fib/network.json");
    /// An interface of the network that forwards.
    private static final Context LAN = new Context(12, 0);
    private static final Set<Integer> ASKING = Set.of(Helper.FIB_LOOKUP.number(), Helper.CHECK_MTU.number());
    private static final List<Flow> FLOWS = List.of(
            Flow.of(Flow.UDP, "192.0.2.9", 4000, "10.0.7.3", 53), Flow.of(Flow.TCP, "192.0.2.9", 4000, "8.8.8.8", 80),
            Flow.of(Flow.UDP, "2001:db8:7::77", 4000, "2001:db8:7::2", 53),
            Flow.of(Flow.TCP, "2001:db8:7::77", 4000, "2001:db8:1::1", 80));

    private CorpusNetwork() {}

    static Stimulus stimulus(Program program) {
        boolean asks = program.instructions().stream()
                .anyMatch(instruction -> instruction instanceof Instruction.Call(CallTarget.HelperNumber(int number))
                        && ASKING.contains(number));
        if (!asks) { return Stimulus.of(program, List.of()); }
        List<Packet> packets = TraceGenerator.mixed(1, FLOWS, 1).stream().map(Packet::of).toList();
        return Stimulus.of(program, packets).withContext(LAN).withNetwork(NetworkFile.read(FILE));
    }
}
