package xdp2rtl.engine.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.elf.TailTarget;
import xdp2rtl.fib.NetworkState;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.linux.XdpAction;
import xdp2rtl.port.Context;
import xdp2rtl.port.Emission;
import xdp2rtl.port.EngineUnavailable;
import xdp2rtl.port.OpenChoice;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.Packet;
import xdp2rtl.port.RedirectTarget;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;

/// One run: the maps and the program in the kernel, and the buffers for its packets.
final class Session implements AutoCloseable {
    /// `struct xdp_md`, six fields of 32 bits; in a test run its pointers count from the metadata on.
    private static final int CONTEXT_BYTES = 24;
    private static final int DATA = 0;
    private static final int DATA_END = 4;
    private static final int IFINDEX = 12;
    private static final int RX_QUEUE = 16;

    private final String engine;
    private final Stimulus stimulus;
    /// With what it never reaches, which Linux finds out by itself.
    private final Program source;
    /// Of all programs that are linked; what is printed comes last, if one of them prints.
    private final List<MapSpec> specs;
    private final CLibrary library;
    private final List<Integer> descriptors = new ArrayList<>();
    private final Bpf bpf;
    private final List<KernelMap> maps = new ArrayList<>();
    private final Observer observer;
    private final boolean redirects;
    private final List<Listener> buffers = new ArrayList<>();
    private Optional<TracePipe> printed = Optional.empty();
    private final int program;
    private final int cpu;
    private final MemorySegment in;
    private final MemorySegment out;
    private final MemorySegment contextIn;
    private final MemorySegment contextOut;

    Session(String engine, Stimulus stimulus, Arena arena) throws LinuxError {
        this.engine = engine;
        this.stimulus = stimulus;
        library = new CLibrary(arena);
        bpf = new Bpf(library, arena);
        in = bpf.allocate(CoreConfig.LARGEST_FRAME);
        out = bpf.allocate(CoreConfig.LARGEST_FRAME);
        contextIn = bpf.allocate(CONTEXT_BYTES);
        contextOut = bpf.allocate(CONTEXT_BYTES);
        source = stimulus.program().whole();
        List<Program> all =
                Stream.concat(Stream.of(source), stimulus.program().linkage().targets().stream().map(TailTarget::alone))
                        .toList();
        specs = all.stream().map(Program::maps).max(Comparator.comparingInt(List::size)).orElseThrow();
        redirects = all.stream().anyMatch(LoadedCode::redirects);
        Cpus cpus = Cpus.bind(library, arena);
        cpu = cpus.own();
        if (stimulus.seenCpus() > cpus.possible()) {
            throw new EngineUnavailable(
                    "the program looks up values of other CPUs, of which the core has %d and this machine %d; use a core of so many contexts"
                            .formatted(stimulus.seenCpus(), cpus.possible()));
        }
        boolean ready = false;
        try {
            observer = new Observer(bpf, stimulus.freedoms());
            descriptors.add(observer.descriptor());
            Interfaces interfaces = Interfaces.of(stimulus);
            NetworkState network =
                    all.stream().anyMatch(LoadedCode::asksForNetwork) ? stimulus.network() : NetworkState.EMPTY;
            if (!interfaces.onlyLoopback() || !network.links().isEmpty()) {
                NetworkNamespace.enter(interfaces, network, library, arena);
            }
            for (MapSpec spec : specs) {
                KernelMap map = KernelMap.create(bpf, spec, cpus, stimulus.initial(spec));
                maps.add(map);
                descriptors.add(map.descriptor());
                if (spec.isTrace()) {
                    printed = Optional.of(TracePipe.open(library, arena));
                } else if (spec.holdsEvents()) {
                    buffers.add(spec.isRing() ? RingBuffer.open(library, map)
                            : PerfBuffer.open(library, bpf, map, cpus));
                }
            }
            program = load(source);
            fillNames();
            ready = true;
        } finally {
            if (!ready) {
                close();
            }
        }
    }

    /// The descriptor of a program that uses these maps.
    private int load(Program one) throws LinuxError {
        int descriptor = Verifier.load(library, bpf, one.where(0),
                LoadedCode.of(one, maps.stream().map(KernelMap::descriptor).toList(),
                        observer.descriptor(), stimulus.freedoms(), cpu),
                one.license(), one.takesFragments(), one.linkage().types(), one.linkage().egress());
        descriptors.add(descriptor);
        return descriptor;
    }

    /// Loads the programs that tail calls lead to, as far as one does, and fills the maps that name programs or maps.
    private void fillNames() throws LinuxError {
        Set<String> wanted = new HashSet<>();
        for (MapSpec spec : specs) {
            if (spec.holdsPrograms()) {
                stimulus.initial(spec).entries()
                        .forEach(entry -> MapContents.name(spec, entry.value(0)).ifPresent(wanted::add));
            }
        }
        Map<String, Integer> programs = new HashMap<>();
        for (TailTarget target : stimulus.program().linkage().targets()) {
            if (wanted.contains(target.name())) {
                programs.put(target.name(), load(target.alone()));
            }
        }
        Map<String, Integer> inner = new HashMap<>();
        maps.forEach(map -> inner.put(map.spec().name(), map.descriptor()));
        for (KernelMap map : maps) {
            if (map.spec().holdsNames()) {
                map.fill(map.spec().holdsMaps() ? inner : programs);
            }
        }
    }

    Run run() throws LinuxError {
        List<MapContents> devices = specs.stream().map(stimulus::initial).toList();
        long start = System.nanoTime();
        var outcomes = new ArrayList<Outcome>(stimulus.packets().size());
        OptionalInt evictedAt = OptionalInt.empty();
        var watch = new LruWatch(source, maps);
        for (Packet packet : stimulus.packets()) {
            Optional<String> refused = stimulus.notRunBecause(packet);
            outcomes.add(refused.isPresent() ? new Outcome.NotRun(refused.get()) : outcome(packet, devices));
            if (watch.overflown() && evictedAt.isEmpty()) {
                evictedAt = OptionalInt.of(outcomes.size() - 1);
            }
        }
        var elapsed = Duration.ofNanos(System.nanoTime() - start);
        var after = new TreeMap<String, MapContents>();
        for (KernelMap map : maps) {
            if (stimulus.program().maps().stream().anyMatch(spec -> spec.name().equals(map.spec().name()))) {
                after.put(map.spec().name(), map.contents());
            }
        }
        return new Run(engine, outcomes, after, elapsed,
                new OpenChoice(true, evictedAt, OpenChoice.Kind.DROPPED_ENTRY));
    }

    private Outcome outcome(Packet packet, List<MapContents> devices) throws LinuxError {
        byte[] bytes = packet.bytes().toArray();
        MemorySegment.copy(bytes, 0, in, JAVA_BYTE, 0, bytes.length);
        Context context = stimulus.contextOf(packet);
        contextIn.set(JAVA_INT_UNALIGNED, DATA_END, bytes.length);
        contextIn.set(JAVA_INT_UNALIGNED, IFINDEX, context.ifindex());
        contextIn.set(JAVA_INT_UNALIGNED, RX_QUEUE, context.rxQueue());
        observer.setTime(stimulus.nanosecondsOf(packet));
        Bpf.TestRun run = bpf.testRun(program, in, bytes.length, out, contextIn, contextOut);
        int metadata = contextOut.get(JAVA_INT_UNALIGNED, DATA);
        long action = run.result() & 0xffff_ffffL;
        Optional<RedirectTarget> target = Optional.empty();
        if (redirects) {
            if (XdpAction.REDIRECT.is(action)) {
                target = observer.target(specs, devices);
            }
            observer.reset();
        }
        return new Outcome.Ran(action, Optional.of(output(metadata, run.length())), output(0, metadata), target,
                OptionalLong.empty(), emissions());
    }

    /// In the order of time where they are of one map. Which of several maps got one first, nobody tells.
    private List<Emission> emissions() throws LinuxError {
        var emissions = new ArrayList<Emission>();
        for (Listener buffer : buffers) {
            emissions.addAll(buffer.take());
        }
        printed.ifPresent(pipe -> emissions.addAll(pipe.take()));
        return emissions;
    }

    private Bytes output(int from, int to) {
        return Bytes.of(out.asSlice(from, to - from).toArray(JAVA_BYTE));
    }

    @Override public void close() throws LinuxError {
        for (Listener buffer : buffers) {
            buffer.close();
        }
        buffers.clear();
        printed.ifPresent(TracePipe::close);
        printed = Optional.empty();
        for (int descriptor : descriptors) {
            library.close(descriptor);
        }
        descriptors.clear();
    }
}
