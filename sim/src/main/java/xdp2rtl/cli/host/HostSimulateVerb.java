package xdp2rtl.cli.host;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import xdp2rtl.boards.Board;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.CoreOptions;
import xdp2rtl.cli.common.ExitCode;
import xdp2rtl.cli.common.Progress;
import xdp2rtl.cli.common.Verb;
import xdp2rtl.device.DeviceName;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.simulation.BoardPort;
import xdp2rtl.simulation.LinkName;
import xdp2rtl.simulation.Simulator;
import xdp2rtl.simulation.Traffic;

/// `host simulate`: a board that runs until it is told to stop.
@Command(name = "simulate", description = {
        "Runs a board in Verilog, without a board: its ports and the host's interfaces are TAP devices or "
                + "captures, its registers are what the other verbs find at --device sim:. It runs in the "
                + "foreground, until it is interrupted (Ctrl-C, SIGTERM) or done (--until-done), and then says what went "
                + "through. A line on standard error says when it runs, and the --device that finds it.",
        "Its clock stands while there is nothing to do; what programs see as time is its own."})
final class HostSimulateVerb extends Verb {
    @Option(names = "--port", paramLabel = "N=LINK",
            description = {"What the wire of port N is connected to: " + LinkName.FORMS
                    + ". A port that is not named is connected to nothing."})
    private List<String> ports = List.of();

    @Option(names = "--host-port", paramLabel = "N=LINK", description = "The same for the host's interface of port N.")
    private List<String> hostPorts = List.of();

    @Option(names = "--socket", paramLabel = "PATH",
            description = "Where its registers are served (default: where --device sim: looks).")
    private Optional<Path> socket = Optional.empty();

    @Option(names = "--waves", paramLabel = "FILE.fst",
            description = "Write a waveform of the board; it is there when the board has ended.")
    private Optional<Path> waves = Optional.empty();

    @Option(names = "--until-done",
            description = "End when a program was loaded and all packets of the captures are through.")
    private boolean untilDone;

    @Mixin private CoreOptions core;

    /// Whether it ends by itself, and what went through is said already.
    private volatile boolean ended;

    @Override protected Answer answer(Progress progress) {
        Board named = core.board()
                .orElseThrow(() -> new InputError("--board", "it is missing", "there is no board to simulate",
                        "Give one, such as opennic-au250"));
        var links = new LinkedHashMap<BoardPort, LinkName>();
        ports.forEach(text -> connect(links, "--port", text, false));
        hostPorts.forEach(text -> connect(links, "--host-port", text, true));
        if (untilDone) {
            checkEnd(links);
        }
        var device = new DeviceName.Simulated(socket.map(path -> path.toAbsolutePath().normalize())
                .orElseGet(() -> DeviceName.Simulated.ofUser().socket()));
        var simulator = new Simulator(named, core.config(), links, device.socket(), waves);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(simulator)));
        progress.say("building " + named.name());
        simulator.switchOn();
        progress.close();
        remark(named.name() + " runs: --device " + device);
        if (!untilDone) { throw simulator.untilBroken(); }
        try {
            simulator.finish();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts it", e);
        }
        ended = true;
        Traffic.Count traffic = simulator.traffic().orElseThrow();
        simulator.close();
        return new TrafficAnswer(traffic);
    }

    private static void checkEnd(Map<BoardPort, LinkName> links) {
        links.forEach((place, link) -> {
            if (link instanceof LinkName.Tap) {
                throw new InputError("--until-done", "%s is a network".formatted(place), "it has no end",
                        "Leave it out, or connect captures");
            }
        });
        if (links.values().stream().noneMatch(link -> link instanceof LinkName.Pcap(Optional<Path> from, _)
                && from.isPresent())) {
            throw new InputError("--until-done", "no capture comes in", "there is nothing to be done with",
                    "Give one, such as --port 0=pcap:in.pcap,out.pcap");
        }
    }

    @Override protected boolean givesBytes() {
        return Stream.concat(ports.stream(), hostPorts.stream()).map(HostSimulateVerb::link)
                .anyMatch(LinkName::fillsStandardOutput);
    }

    private static LinkName link(String text) {
        return LinkName.parse(text.substring(text.indexOf('=') + 1));
    }

    /// When the process ends: because it was told to, which is no failure, or because the board is broken or cannot be
    /// built.
    private void end(Simulator simulator) {
        if (ended) { return; }
        boolean told = simulator.isRunning();
        var traffic = simulator.traffic();
        try {
            simulator.close();
        } catch (InputError e) {
            remark(e.getMessage());
        }
        // Of a board that broke, what stands in the place of the answer is why.
        traffic.filter(_ -> told || !isJson()).ifPresent(it -> print(new TrafficAnswer(it)));
        if (told && !stream().checkError()) {
            Runtime.getRuntime().halt(ExitCode.AGREED);
        }
    }

    private static void connect(Map<BoardPort, LinkName> links, String option, String text, boolean host) {
        int equals = text.indexOf('=');
        String number = equals < 0 ? text : text.substring(0, equals);
        if (equals < 0 || !number.matches("\\d{1,3}")) {
            throw new InputError(option + " " + text, "there is no number of a port before a `=`", "",
                    "An example: 0=tap:xdp0");
        }
        var place = new BoardPort(Integer.parseInt(number), host);
        if (links.put(place, link(text)) != null) {
            throw new InputError(option + " " + text, "port %s is connected already".formatted(number));
        }
    }
}
