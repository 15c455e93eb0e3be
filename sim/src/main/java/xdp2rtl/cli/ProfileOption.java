package xdp2rtl.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import xdp2rtl.cli.common.ProgramOptions;
import xdp2rtl.cli.common.Progress;
import xdp2rtl.cli.common.StimulusOptions;
import xdp2rtl.compile.Compiler;
import xdp2rtl.cycles.TraceProfile;
import xdp2rtl.elf.Program;

/// A trace that says what is frequent in a program.
final class ProfileOption {
    @Option(names = "--profile", paramLabel = "IN",
            description = "A trace, pcap or pcapng: what its packets do is made fast, at the cost of what none of them "
                    + "does. Without one the program's shape says what is frequent.")
    private Optional<Path> profile = Optional.empty();

    @Mixin private StimulusOptions stimulus;

    /// What the program is given beside packets.
    StimulusOptions stimulus() { return stimulus; }

    /// A compiler that makes fast what the trace does, if there is one.
    Compiler in(Compiler compiler, Program program, ProgramOptions options, Progress progress) {
        return profile
                .map(path -> compiler.withProfiler(new TraceProfile(stimulus.of(program, options, path, progress))))
                .orElse(compiler);
    }
}
