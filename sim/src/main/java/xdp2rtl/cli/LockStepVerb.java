package xdp2rtl.cli;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import xdp2rtl.cli.common.ExitCode;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.CoreOptions;
import xdp2rtl.cli.common.JsonText;
import xdp2rtl.cli.common.MapFiles;
import xdp2rtl.cli.common.ProgramOptions;
import xdp2rtl.cli.common.Progress;
import xdp2rtl.cli.common.StimulusOptions;
import xdp2rtl.cli.common.Verb;
import xdp2rtl.compile.Compiled;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.lockstep.Divergence;
import xdp2rtl.engine.lockstep.ProgramLockStep;
import xdp2rtl.port.Stimulus;

/// `lockstep`: the bundle simulator and the Verilog, compared at every bundle.
@Command(name = "lockstep",
        description = "Runs a trace on the bundle simulator and on the generated Verilog and compares every retired "
                + "bundle, cycle for cycle: registers and memory written, next address; and every report, packet and "
                + "map at the end. "
                + "Exit code 1 if they differ.")
final class LockStepVerb extends Verb {
    @Mixin private ProgramOptions program;

    @Option(names = "--pcap", paramLabel = "IN", required = true,
            description = "The packets: pcap or pcapng, also gzipped; - is standard input.")
    private Path pcap;

    @Option(names = "--sequential",
            description = "One packet at a time, as `diff` runs them; else a packet in every context.")
    private boolean sequential;

    @Option(names = "--waves", paramLabel = "FILE.fst", description = "Write a waveform of the hardware.")
    private Optional<Path> waves = Optional.empty();

    @Mixin private StimulusOptions stimulus;
    @Mixin private CoreOptions core;

    @Override protected Answer answer(Progress progress) {
        Program loaded = program.load();
        Stimulus given = stimulus.of(loaded, program, pcap, progress).on(core.config());
        progress.say("compiling " + loaded.name());
        Compiled compiled = core.compiler().withNetwork(program.loadOptions().fib().size()).compile(loaded);
        if (!sequential) {
            MapFiles.note(given.maps(), loaded, compiled.config().cpus(), progress);
        }
        progress.say("lock step: %d packets".formatted(given.packets().size()));
        return new Compared(loaded.name(), sequential,
                ProgramLockStep.run(compiled, given, sequential, waves, commandLine()));
    }

    private record Compared(String program, boolean sequential, ProgramLockStep result) implements Answer {
        @Override public int exitCode() {
            return result.divergence().isPresent() ? ExitCode.MISMATCH : ExitCode.AGREED;
        }

        @Override public String text() {
            String head = "%s, %d packets %s: %d bundles in %d cycles".formatted(program, result.packets(),
                    sequential ? "one at a time" : "saturated", result.bundles(), result.cycles());
            return result.divergence().map(found -> head + " until the first difference\n\n" + found)
                    .orElse(head + ", model and Verilog agree on every one") + "\n";
        }

        @Override public JsonObject json() {
            var json = new JsonObject();
            json.addProperty("program", program);
            json.addProperty("sequential", sequential);
            json.addProperty("packets", result.packets());
            json.addProperty("bundles", result.bundles());
            json.addProperty("cycles", result.cycles());
            json.add("first_difference", JsonText.orNull(result.divergence(), Compared::json));
            return json;
        }

        private static JsonObject json(Divergence found) {
            var json = new JsonObject();
            json.addProperty("what", found.what());
            json.addProperty("cycle", found.cycle());
            json.addProperty("packet", found.packet());
            json.addProperty("model", found.model());
            json.addProperty("hardware", found.hardware());
            json.addProperty("bundle", found.bundle());
            json.addProperty("reproduce", found.reproduce());
            return json;
        }
    }
}
