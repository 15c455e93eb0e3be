package xdp2rtl.engine.interpreter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.Comparison;
import xdp2rtl.engine.Engine;
import xdp2rtl.engine.FunctionRunner;
import xdp2rtl.fib.NetworkState;
import xdp2rtl.linux.XdpAction;
import xdp2rtl.port.Context;
import xdp2rtl.port.Freedoms;
import xdp2rtl.port.OpenChoice;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;
import xdp2rtl.support.ProgramCheck;

/// The engine `interpreter`. Uninitialised stack reads as zero. A fault ends its packet only; what the program did to
/// maps before stays.
public final class Interpreter implements Engine, FunctionRunner {
    private final Watch watch;
    private final WalkOrder order;

    public Interpreter() {
        this(Watch.NONE);
    }

    /// One that somebody looks on.
    public Interpreter(Watch watch) {
        this(watch, WalkOrder.CARD);
    }

    private Interpreter(Watch watch, WalkOrder order) {
        this.watch = watch;
        this.order = order;
    }

    @Override public String name() {
        return "interpreter";
    }

    @Override public Run run(Stimulus stimulus) {
        Run run = once(stimulus);
        if (!HashWalk.isMadeBy(stimulus.program())) { return run; }
        Stream<OpenChoice> choices = Stream.of(WalkOrder.values()).filter(other -> other != order)
                .map(other -> difference(run, new Interpreter(Watch.NONE, other).once(stimulus)));
        return new Run(name(), run.outcomes(), run.maps(), run.elapsed(),
                OpenChoice.first(Stream.concat(Stream.of(run.open()), choices)));
    }

    /// Where the order of entries shows.
    private static OpenChoice difference(Run run, Run other) {
        OptionalInt first = Comparison.of(List.of(run, other)).first().stream()
                .mapToInt(found -> found.packet().orElse(run.outcomes().size())).findFirst();
        return new OpenChoice(false, first, OpenChoice.Kind.ENTRY_ORDER);
    }

    private Run once(Stimulus stimulus) {
        Program program = stimulus.program();
        List<MapModel> maps = maps(stimulus);
        var outcomes = new ArrayList<Outcome>(stimulus.packets().size());
        OpenChoice[] open = {OpenChoice.UNKNOWN};
        long start = System.nanoTime();
        run(stimulus, maps, outcome -> {
            outcomes.add(outcome);
            if (open[0].first().isEmpty()) {
                open[0] = choice(maps).map(kind -> new OpenChoice(false, OptionalInt.of(outcomes.size() - 1), kind))
                        .orElse(OpenChoice.UNKNOWN);
            }
        });
        var elapsed = Duration.ofNanos(System.nanoTime() - start);
        var after = new TreeMap<String, MapContents>();
        for (int i = 0; i < maps.size(); i++) {
            after.put(program.maps().get(i).name(), maps.get(i).contents());
        }
        return new Run(name(), outcomes, after, elapsed, open[0]);
    }

    /// What maps have chosen so far that Linux leaves open.
    private static Optional<OpenChoice.Kind> choice(List<MapModel> maps) {
        return maps.stream().anyMatch(MapModel::hasEvicted) ? Optional.of(OpenChoice.Kind.DROPPED_ENTRY)
                : maps.stream().anyMatch(MapModel::isDisturbed) ? Optional.of(OpenChoice.Kind.ENTRY_ORDER)
                : Optional.empty();
    }

    /// The same for somebody who only looks on: what maps hold at the end is not read.
    public void watch(Stimulus stimulus) {
        run(stimulus, maps(stimulus), _ -> {});
    }

    private static List<MapModel> maps(Stimulus stimulus) {
        ProgramCheck.check(stimulus.program());
        return stimulus.program().maps().stream()
                .map(spec -> MapModel.of(spec, stimulus.initial(spec), stimulus.seenCpus()))
                .toList();
    }

    private void run(Stimulus stimulus, List<MapModel> maps, Consumer<Outcome> ended) {
        Program program = stimulus.program();
        var memory = new AddressSpace(maps.size());
        for (int i = 0; i < maps.size(); i++) {
            memory.set(AddressSpace.FIRST_MAP + i, maps.get(i).memory());
        }
        var buffer = new PacketBuffer();
        memory.set(AddressSpace.PACKET, buffer);
        var helpers = new Helpers(program.maps(), maps, memory, buffer, stimulus.freedoms(), stimulus.network());
        var machine = new Machine(program, memory, buffer, helpers, order, watch);
        for (Packet packet : stimulus.packets()) {
            ended.accept(outcome(machine, helpers, buffer, packet, stimulus));
        }
    }

    private static Outcome outcome(Machine machine, Helpers helpers, PacketBuffer buffer, Packet packet,
            Stimulus stimulus) {
        Optional<String> refused = stimulus.notRunBecause(packet);
        if (refused.isPresent()) { return new Outcome.NotRun(refused.get()); }
        buffer.fill(packet.bytes());
        Context context = stimulus.contextOf(packet);
        helpers.startPacket(context.ifindex(), stimulus.nanosecondsOf(packet));
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
            return OptionalLong.of(new Machine(program, space, buffer, helpers, order, watch).run(Context.DEFAULT,
                    address, memory.length()));
        } catch (Stop stop) {
            return OptionalLong.empty();
        }
    }
}
