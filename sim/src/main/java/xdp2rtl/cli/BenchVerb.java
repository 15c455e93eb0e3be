package xdp2rtl.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import xdp2rtl.bench.Area;
import xdp2rtl.bench.Bench;
import xdp2rtl.bench.BoardArea;
import xdp2rtl.bench.ChecksumCalls;
import xdp2rtl.bench.PacketLatency;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.CoreOptions;
import xdp2rtl.cli.common.Progress;
import xdp2rtl.cli.common.Verb;
import xdp2rtl.isa.CoreConfig;

/// `bench`: our figures beside hXDP's.
@Command(name = "bench",
        description = {"Compiles and runs the ten programs of hXDP's evaluation (in examples) and prints "
                + "their bundles, cycles and packet rates beside the paper's."})
final class BenchVerb extends Verb {
    @Option(names = "--area", description = "Also synthesizes the core with Yosys for Xilinx 7 series; takes "
            + "minutes. Without options of the core: the named ones.")
    private boolean area;

    @Option(names = "--boards",
            description = "Instead: what the hardware of every board takes, and an estimate of its clock; takes an hour.")
    private boolean boards;

    @Mixin private SearchOptions search;
    @Mixin private CoreOptions core;

    @Override protected Answer answer(Progress progress) {
        if (boards) return new BoardAreas(BoardArea.all(progress::say));
        CoreConfig config = core.config();
        progress.say("compiling and running");
        Bench.Result result = Bench.of(config, search.guide());
        List<Area> areas = new ArrayList<>();
        if (area) {
            for (CoreConfig each : core.isGiven() ? List.of(config) : CoreConfig.NAMED) {
                progress.say("synthesizing " + each.name());
                areas.add(Area.of(each));
            }
            areas.add(Area.HXDP);
        }
        return new BenchAnswer(config, result, ChecksumCalls.of(config), PacketLatency.of(config), areas);
    }
}
