package xdp2rtl.fib;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xdp2rtl.capture.Flow;
import xdp2rtl.capture.TraceGenerator;
import xdp2rtl.compile.Compiler;
import xdp2rtl.elf.ElfObject;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.model.BundleEngine;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.linux.XdpAction;
import xdp2rtl.loading.Sources;
import xdp2rtl.port.Context;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;

/// A router in C, with the network of a file. Needs the right to load programs: run as root.
class RouterTest {
    private static final List<String> IPV4 =
            List.of("10.0.7.3", "10.0.7.1", "10.0.7.7", "10.10.1.1", "10.1.1.1", "8.8.8.8", "192.0.2.7");
    private static final List<String> IPV6 =
            List.of("2001:db8:7::2", "2001:db8:7::1", "2001:db8:7::9", "2001:db8:1::1", "fe80::1");

    @TempDir private Path folder;

    @Test void everyEngineForwardsAlike() {
        var flows = new ArrayList<Flow>();
        IPV4.forEach(address -> flows.add(Flow.of(Flow.UDP, "192.0.2.9", 4000, address, 53)));
        IPV6.forEach(address -> flows.add(Flow.of(Flow.TCP, "2001:db8:7::77", 4000, address, 80)));
        List<Packet> packets = TraceGenerator.mixed(7, flows, 600).stream().map(Packet::of).toList();
        ElfObject object = ElfObject.read(Sources.compiled(Path.of("src/test/resources/xdp2rtl/fib/router.bpf.c"),
                folder.resolve("router.bpf.o"), "v3"));
        Program program = object.program("router");
        for (int ifindex : List.of(12, 4)) {
            Stimulus stimulus = Stimulus.of(program, packets).withNetwork(NetworkFile.read(NetworkFileTest.FILE))
                    .withContext(new Context(ifindex, 0));
            AgreementOnNetworks.run(stimulus);
            try (var bundle = new BundleEngine(Compiler.forCore(CoreConfig.DEFAULT))) {
                Map<Long, Long> actions = actions(bundle.run(stimulus));
                assertTrue(actions.getOrDefault((long) XdpAction.REDIRECT.number(), 0L) > 50, actions::toString);
                assertTrue(actions.getOrDefault((long) XdpAction.PASS.number(), 0L) > 50, actions::toString);
            }
        }
    }

    private static Map<Long, Long> actions(Run run) {
        return run.outcomes().stream().collect(Collectors.groupingBy(Outcome::action, Collectors.counting()));
    }
}
