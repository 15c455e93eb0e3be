package xdp2rtl.engine.lockstep;

import static xdp2rtl.isa.ControlRegister.*;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import xdp2rtl.driver.MapMemoryAccess;
import xdp2rtl.driver.MapStore;
import xdp2rtl.engine.model.CoresModel;
import xdp2rtl.engine.model.Totals;
import xdp2rtl.engine.rtl.RtlCore;
import xdp2rtl.isa.Cause;
import xdp2rtl.isa.ControlRegister;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.port.CorePacket;
import xdp2rtl.port.CoreReport;
import xdp2rtl.port.CoreSetup;
import xdp2rtl.port.Observation;
import xdp2rtl.port.PortPacket;
import xdp2rtl.port.PortReport;
import xdp2rtl.port.Retired;

/// Runs the Java model and the hardware over the same packets and compares all that can be seen of them, cycle by
/// cycle. Packets stand at the input without gaps and the output is always taken, as in the model.
public final class LockStep {
    /// Cycles between comparisons.
    private static final int CHUNK = 4096;
    private static final int ACTIONS = 6;
    /// Map memories up to this are compared whole at the end: reading takes some cycles a word. Of larger ones, what
    /// the model has changed.
    private static final int WHOLE = 1 << 19;

    private final CoreConfig config;
    private final CoreSetup setup;
    private final BundleText listing;
    private final String reproduce;

    private final List<MapStore> before;
    private final CoresModel model;
    private final RtlCore hardware;
    private final PacketNumbers numbers;
    private final List<Retired> retired = new ArrayList<>();
    private final List<CoreReport> reports = new ArrayList<>();
    private final List<Leaving> leaving = new ArrayList<>();
    private List<CorePacket> offered = List.of();
    private final int[] actions = new int[ACTIONS];
    private final int[] causes = new int[Cause.values().length];
    private long bundles;
    private long lastReport;
    private long compared;

    /// A packet that the model has reported and the hardware has not yet put out; its number in the trace.
    private record Leaving(CoreReport report, long number) {}

    /// @param hardware  after reset
    /// @param setup     for both
    /// @param maps      what the map memory of each core holds at first; the model works on them
    /// @param reproduce what a user runs to see a difference again
    public LockStep(RtlCore hardware, CoreConfig config, CoreSetup setup, List<MapStore> maps, BundleText listing,
            String reproduce) {
        this.config = config;
        this.setup = setup;
        this.listing = listing;
        this.reproduce = reproduce;
        this.hardware = hardware;
        hardware.load(setup);
        hardware.fill(maps);
        before = maps.stream().map(MapStore::copy).toList();
        model = new CoresModel(config, setup, maps);
        numbers = new PacketNumbers(config, setup);
        model.onRetirement(retired::add);
        model.onFinish((report, core) -> numbers.add(core, report.context(), report.reported(), report.number()));
    }

    /// Runs all packets; the first difference, if there is one. It ends, because the model ends every packet at the
    /// slot limit.
    public Optional<Divergence> run(List<CorePacket> packets) {
        offered = List.copyOf(packets);
        packets.forEach(model::offer);
        hardware.offer(packets);
        hardware.start();
        while (!model.idle()) {
            Optional<Divergence> difference = chunk(CHUNK);
            if (difference.isPresent()) { return difference; }
        }
        // What has left the frames may still stand in the output registers.
        return chunk(CHUNK).or(this::end);
    }

    /// Bundles that were compared.
    public long bundles() {
        return bundles;
    }

    /// Cycles up to the last report.
    public long cycles() {
        return lastReport + 1;
    }

    private Optional<Divergence> chunk(int cycles) {
        hardware.ports().run(cycles);
        Observation seen = hardware.ports().take();
        for (int i = 0; i < cycles; i++) {
            model.step().ifPresent(this::report);
        }
        Optional<Divergence> bundle = compareBundles(seen.retired());
        Optional<Divergence> report = compareReports(seen);
        bundles += retired.size();
        retired.clear();
        reports.clear();
        if (bundle.isPresent() && report.isPresent()) {
            return bundle.get().cycle() <= report.get().cycle() ? bundle : report;
        }
        return bundle.or(() -> report).or(() -> comparePackets(seen.packets()));
    }

    private void report(CoreReport report) {
        reports.add(report);
        lastReport = report.reported();
        if (report.leaves(setup.emitAll())) {
            leaving.add(new Leaving(report, report.number()));
        }
        int action = (int) report.r0();
        actions[action >= 0 && action < ACTIONS - 1 ? action : ACTIONS - 1]++;
        causes[report.cause().ordinal()]++;
    }

    private Optional<Divergence> compareBundles(List<Retired> seen) {
        for (int i = 0; i < Math.max(retired.size(), seen.size()); i++) {
            Optional<Retired> expected = i < retired.size() ? Optional.of(retired.get(i)) : Optional.empty();
            Optional<Retired> actual = i < seen.size() ? Optional.of(seen.get(i)) : Optional.empty();
            if (!expected.equals(actual)) {
                Retired place =
                        expected.isPresent() && (actual.isEmpty() || expected.get().cycle() <= actual.get().cycle())
                                ? expected.get() : actual.get();
                return Optional.of(new Divergence("a bundle", place.cycle(), numbers.of(place.context(), place.cycle()),
                        expected.map(Retired::toString).orElse("none"), actual.map(Retired::toString).orElse("none"),
                        listing.bundle(place.address()), reproduce));
            }
        }
        return Optional.empty();
    }

    private Optional<Divergence> compareReports(Observation seen) {
        for (int i = 0; i < Math.max(reports.size(), seen.reports().size()); i++) {
            String expected = i < reports.size() ? text(portReport(reports.get(i))) : "none";
            String actual = i < seen.reports().size() ? text(seen.reports().get(i)) : "none";
            if (!expected.equals(actual)) {
                long cycle = Math.min(i < reports.size() ? reports.get(i).reported() : Long.MAX_VALUE,
                        i < seen.reports().size() ? seen.reports().get(i).cycle() : Long.MAX_VALUE);
                return Optional.of(new Divergence("a report", cycle, compared + i, expected, actual, "", reproduce));
            }
        }
        compared += reports.size();
        return Optional.empty();
    }

    /// The length of a packet that was not run is not in the model's report.
    private static PortReport portReport(CoreReport report) {
        int length = report.contents().length - report.meta();
        return new PortReport(report.reported(), report.context(), report.r0(), report.cause().ordinal(),
                report.slots(), length,
                report.meta(), report.redirect());
    }

    private static String text(PortReport r) {
        String length = r.cause() == Cause.LENGTH.ordinal() ? "" : " length %d".formatted(r.length());
        String cause =
                r.cause() < Cause.values().length ? Cause.values()[r.cause()].toString() : Integer.toString(r.cause());
        return "cycle %d context %d r0 0x%x cause %s slots %d%s meta %d redirect 0x%x".formatted(r.cycle(), r.context(),
                r.r0(), cause,
                r.slots(), length, r.meta(), r.redirect());
    }

    /// A packet may leave some cycles after its report; the last chunk has them all.
    private Optional<Divergence> comparePackets(List<PortPacket> seen) {
        for (PortPacket packet : seen) {
            if (leaving.isEmpty()) {
                return Optional
                        .of(new Divergence("a packet out", packet.cycle(), -1, "none", text(packet), "", reproduce));
            }
            CoreReport report = leaving.getFirst().report();
            long number = leaving.removeFirst().number();
            String expected =
                    text(new PortPacket(0, report.contents(), report.meta(), (int) report.r0(), report.redirect(),
                            offered.get((int) number).ifindex()));
            if (!expected.equals(text(packet))) {
                return Optional.of(new Divergence("a packet out", report.reported(), number, expected, text(packet), "",
                        reproduce));
            }
        }
        return Optional.empty();
    }

    private static String text(PortPacket p) {
        return "ifindex %d action %d redirect 0x%x meta %d, %d bytes %s".formatted(p.ifindex(), p.action(),
                p.redirect(), p.meta(),
                p.contents().length, HexFormat.of().formatHex(p.contents()));
    }

    /// What is compared when nothing is left inside: missing packets, counters, map memory.
    private Optional<Divergence> end() {
        if (!leaving.isEmpty()) {
            CoreReport report = leaving.getFirst().report();
            return Optional.of(new Divergence("a packet out", report.reported(), leaving.getFirst().number(),
                    "%d bytes".formatted(report.contents().length), "none", "", reproduce));
        }
        Optional<Divergence> difference = value("STATUS", IDLE, hardware.register(STATUS, 0));
        difference = difference.or(total(COUNT_PACKETS, Totals::packets))
                .or(total(COUNT_OCCUPANCY, Totals::occupancy)).or(total(COUNT_STALLS, Totals::stalls))
                .or(total(OCCUPANCY, totals -> (long) totals.most() << 16 | totals.inside()));
        for (int i = 0; i < ACTIONS; i++) {
            difference = difference.or(counter(COUNT_ACTIONS, i, actions[i]));
        }
        for (int i = 0; i < causes.length; i++) {
            difference = difference.or(counter(COUNT_CAUSES, i, causes[i]));
        }
        return difference.or(this::compareMaps);
    }

    /// Sums of all cores, of 32 bits.
    private Supplier<Optional<Divergence>> total(ControlRegister register, ToLongFunction<Totals> expected) {
        return () -> value(register.toString(), (int) model.totals().stream().mapToLong(expected).sum(),
                hardware.register(register, 0));
    }

    private Supplier<Optional<Divergence>> counter(ControlRegister register, int element, int expected) {
        return () -> value("%s[%d]".formatted(register, element), expected, hardware.register(register, element));
    }

    private Optional<Divergence> value(String what, long expected, long actual) {
        return expected == actual ? Optional.empty()
                : Optional.of(new Divergence(what, model.cycle(), -1, "0x%x".formatted(expected),
                        "0x%x".formatted(actual), "", reproduce));
    }

    private Optional<Divergence> compareMaps() {
        return IntStream.range(0, config.cores()).mapToObj(this::compareMaps).flatMap(Optional::stream).findFirst();
    }

    private Optional<Divergence> compareMaps(int core) {
        MapStore maps = model.maps().get(core);
        MapMemoryAccess memory = hardware.memories().get(core);
        int used = Math.min(maps.bytes(), setup.cpuBase() + config.contexts() * setup.cpuBytes());
        for (int address = 0; address < used; address += Long.BYTES) {
            long expected = maps.word(address);
            if (used <= WHOLE || expected != before.get(core).word(address)) {
                long actual = memory.read(address);
                if (actual != expected) {
                    String where = config.cores() == 1 ? "" : " of core " + core;
                    return value("the map memory's word at 0x%x%s".formatted(address, where), expected, actual);
                }
            }
        }
        return Optional.empty();
    }
}
