package xdp2rtl.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import xdp2rtl.bench.ExampleFolder;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.BuildInfo;
import xdp2rtl.cli.common.CoreOptions;
import xdp2rtl.cli.common.ProgramRemarks;
import xdp2rtl.cli.common.Progress;
import xdp2rtl.cli.common.Verb;
import xdp2rtl.compile.Compiled;
import xdp2rtl.compile.Compiler;
import xdp2rtl.core.CoreGenerator;
import xdp2rtl.cycles.TraceCycles;
import xdp2rtl.diagnostic.WholeFile;
import xdp2rtl.elf.Program;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;

/// `demo`: the whole way with a firewall, from its object to agreeing hardware.
@Command(name = "demo",
        description = "Shows the whole way: a firewall is compiled, runs a trace of 2,000 packets on all engines, "
                + "and its hardware is written. Installs what is missing if it is started as root.")
final class DemoVerb extends Verb {
    private static final String EXAMPLE = "simple_firewall";

    @Option(names = "-o", paramLabel = "DIR",
            description = "Where to write; default is target/demo in a checkout, xdp2rtl-demo here else.")
    private Optional<Path> folder = Optional.empty();

    @Mixin private CoreOptions core;

    @Override protected Answer answer(Progress progress) {
        Compiler compiler = core.compiler();
        ExampleFolder example = ExampleFolder.of(EXAMPLE);
        Program program = example.program();
        progress.say("compiling " + EXAMPLE);
        Compiled compiled = compiler.compile(program);
        Path out = folder.orElseGet(() -> BuildInfo.isCheckout() ? BuildInfo.home().resolve("target/demo")
                : Path.of("xdp2rtl-demo"));
        Map<String, String> verilog = CoreGenerator.generate(compiler.config());
        write(compiled, verilog, out);

        Stimulus trace = example.stimulus(program, "trace.pcap");
        var engines = new Engines(compiler, Optional.empty());
        var parts = new ArrayList<EnginePart>();
        for (EngineName name : EngineName.values()) {
            progress.say(name == EngineName.RTL ? "rtl: building the model (the first time takes a minute or two)"
                    : "%s: %d packets".formatted(name, trace.packets().size()));
            parts.add(EnginePart.run(engines, name, trace));
        }
        progress.say("measuring the saturated core");
        Stimulus saturated = example.stimulus(program, "saturated.pcap");
        TraceCycles cycles = TraceCycles.of(compiled, saturated, run(engines, saturated));
        return new DemoAnswer(example.path(), compiled, parts, cycles, out, List.copyOf(verilog.keySet()));
    }

    private static Run run(Engines engines, Stimulus stimulus) {
        return EnginePart.run(engines, EngineName.BUNDLE, stimulus).run().orElseThrow();
    }

    private static void write(Compiled compiled, Map<String, String> verilog, Path out) {
        WholeFile.writeFolder(out,
                new CompileAnswer(compiled, ProgramRemarks.of(compiled, compiled.config()), out).files());
        var files = new LinkedHashMap<String, WholeFile.Content>();
        verilog.forEach((name, text) -> files.put(name, WholeFile.Content.of(text)));
        WholeFile.writeFolder(out.resolve("verilog"), files);
    }
}
