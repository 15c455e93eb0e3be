package xdp2rtl.engine.interpreter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.Engine;
import xdp2rtl.engine.FunctionRunner;
import xdp2rtl.fib.NetworkState;
import xdp2rtl.linux.XdpAction;
import xdp2rtl.port.Context;
import xdp2rtl.port.Freedoms;
import xdp2rtl.port.LruEviction;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;
import xdp2rtl.support.ProgramCheck;

/// The engine `interpreter`. Uninitialised stack reads as zero. A fault ends its packet only; what the program did to
/// maps before stays.
public final class Interpreter implements Engine, FunctionRunner {

    @Override public String name() {
        return "interpreter";
    }

    @Override public Run run(Stimulus stimulus) {
        Program program = stimulus.program();
        ProgramCheck.check(program);
        var maps = new ArrayList<MapModel>();
        var memory = new AddressSpace(program.maps().size());
        for (MapSpec spec : program.maps()) {
            MapModel model = MapModel.of(spec, stimulus.initial(spec));
            memory.set(AddressSpace.FIRST_MAP + maps.size(), model.memory());
            maps.add(model);
        }
        var buffer = new PacketBuffer();
        memory.set(AddressSpace.PACKET, buffer);
        var helpers = new Helpers(program.maps(), maps, memory, buffer, stimulus.freedoms(), stimulus.network());
        var machine = new Machine(program, memory, buffer, helpers);

        long start = System.nanoTime();
        var outcomes = new ArrayList<Outcome>(stimulus.packets().size());
        OptionalInt evictedAt = OptionalInt.empty();
        for (Packet packet : stimulus.packets()) {
            outcomes.add(outcome(machine, helpers, buffer, packet, stimulus.contextOf(packet)));
            if (evictedAt.isEmpty() && maps.stream().anyMatch(MapModel::hasEvicted)) {
                evictedAt = OptionalInt.of(outcomes.size() - 1);
            }
        }
        var elapsed = Duration.ofNanos(System.nanoTime() - start);
        var after = new TreeMap<String, MapContents>();
        for (int i = 0; i < maps.size(); i++) {
            after.put(program.maps().get(i).name(), maps.get(i).contents());
        }
        return new Run(name(), outcomes, after, elapsed, new LruEviction(false, evictedAt));
    }

    private static Outcome outcome(Machine machine, Helpers helpers, PacketBuffer buffer, Packet packet,
            Context context) {
        Optional<String> refused = packet.notRunBecause();
        if (refused.isPresent()) { return new Outcome.NotRun(refused.get()); }
        buffer.fill(packet.bytes());
        helpers.startPacket(context.ifindex());
        try {
            long result = machine.run(context, AddressSpace.address(AddressSpace.CONTEXT, 0), 0);
            boolean redirected = XdpAction.REDIRECT.is(result & 0xffff_ffffL);
            return new Outcome.Ran(result, Optional.of(buffer.packet()), buffer.metadata(),
                    redirected ? helpers.redirection().target() : Optional.empty(), OptionalLong.empty(),
                    helpers.emitted());
        } catch (Stop stop) {
            return new Outcome.Fault(stop.getMessage(), OptionalLong.empty());
        }
    }

    @Override public OptionalLong result(Program program, Bytes memory) {
        ProgramCheck.check(program);
        var space = new AddressSpace(0);
        long address = 0;
        if (memory.length() > 0) {
            var argument = new Cells("the program's memory", memory.length(), true, true);
            argument.put(0, memory.toArray());
            space.set(AddressSpace.ARGUMENT, argument);
            address = AddressSpace.address(AddressSpace.ARGUMENT, 0);
        }
        var buffer = new PacketBuffer();
        var helpers = new Helpers(List.of(), List.of(), space, buffer, Freedoms.DEFAULT, NetworkState.EMPTY);
        try {
            return OptionalLong.of(new Machine(program, space, buffer, helpers).run(Context.DEFAULT, address,
                    memory.length()));
        } catch (Stop stop) {
            return OptionalLong.empty();
        }
    }
}
