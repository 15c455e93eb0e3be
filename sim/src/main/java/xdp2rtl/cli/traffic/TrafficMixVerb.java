package xdp2rtl.cli.traffic;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import xdp2rtl.capture.FlowMix;
import xdp2rtl.capture.Frame;
import xdp2rtl.capture.PcapWriter;
import xdp2rtl.capture.TraceGenerator;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.Progress;
import xdp2rtl.cli.common.Verb;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.diagnostic.WholeFile;

/// `traffic mix`: a link full of flows.
@Command(name = "mix", description = "Makes a capture of a link that is full of flows' packets.")
final class TrafficMixVerb extends Verb {
    private static final int MOST_PACKETS = 10_000_000;

    @Option(names = "-o", paramLabel = "OUT.pcap", required = true,
            description = "The capture; - is standard output, and what is printed goes to standard error.")
    private Path file;

    @Option(names = "--count", paramLabel = "N", defaultValue = "2000",
            description = "How many packets (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(names = "--flows", paramLabel = "N", defaultValue = "16",
            description = "How many flows they belong to (default: ${DEFAULT-VALUE}).")
    private int flows;

    @Option(names = "--protocols", paramLabel = "P,P,..", split = ",", defaultValue = "udp",
            description = "What flows are of, in turn: udp, tcp, icmp, udp6, tcp6 (default: ${DEFAULT-VALUE}).")
    private List<String> protocols;

    @Option(names = "--sizes", paramLabel = "imix|N,N,..", split = ",", defaultValue = "64",
            description = "Bytes of packets without their check sequence, each as often as it is named; imix: 60, 590 "
                    + "and 1514, 7 to 4 to 1 (default: ${DEFAULT-VALUE}).")
    private List<String> sizes;

    @Option(names = "--vlan-tags", paramLabel = "N", defaultValue = "0",
            description = "VLAN tags of each packet (default: ${DEFAULT-VALUE}).")
    private int tags;

    @Option(names = "--gbps", paramLabel = "N", defaultValue = "100",
            description = "The link that is full, for the times of packets (default: ${DEFAULT-VALUE}).")
    private double gbps;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
            description = "Another seed makes other packets (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override protected Answer answer(Progress progress) {
        within("--count", count, 1, MOST_PACKETS);
        within("--flows", flows, 1, FlowMix.MOST_FLOWS);
        within("--vlan-tags", tags, 0, FlowMix.MOST_TAGS);
        if (!(gbps >= FlowMix.LEAST_GBPS && gbps <= 10_000)) {
            throw new InputError("--gbps", "%s is not the rate of a link".formatted(gbps), "", "Give 100 or 25");
        }
        var mix = new FlowMix(protocols.stream().map(TrafficMixVerb::kind).toList(), bytes(), flows, tags, gbps, seed);
        List<Frame> frames = mix.frames(count);
        PcapWriter.write(file, frames);
        return new MixAnswer(mix, frames, file);
    }

    @Override protected boolean givesBytes() {
        return WholeFile.isStandardOutput(file);
    }

    private List<Integer> bytes() {
        if (sizes.equals(List.of("imix"))) { return FlowMix.IMIX; }
        return sizes.stream().map(text -> {
            if (!text.matches("[0-9]{1,5}")) {
                throw new InputError("--sizes", "`%s` is not a number of bytes".formatted(text), "",
                        "Give numbers with commas between them, or imix");
            }
            int size = Integer.parseInt(text);
            within("--sizes", size, TraceGenerator.SHORTEST, FlowMix.MOST_BYTES);
            return size;
        }).toList();
    }

    private static FlowMix.Kind kind(String text) {
        return Arrays.stream(FlowMix.Kind.values()).filter(kind -> name(kind).equals(text)).findFirst()
                .orElseThrow(() -> new InputError("--protocols", "there is no protocol `%s` here".formatted(text), "",
                        "There are " + Arrays.stream(FlowMix.Kind.values()).map(TrafficMixVerb::name)
                                .collect(Collectors.joining(", "))));
    }

    private static String name(FlowMix.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
