package xdp2rtl.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import xdp2rtl.diagnostic.WholeFile;
import xdp2rtl.explore.Exploration;
import xdp2rtl.report.page.FrontPicture;

/// Where an exploration is drawn, if it is.
final class FrontFile {
    @Option(names = "--svg", paramLabel = "FILE.svg",
            description = "Also draws the cores, packets a second over LUTs; - is standard output.")
    private Optional<Path> file = Optional.empty();

    boolean isStandardOutput() { return file.filter(WholeFile::isStandardOutput).isPresent(); }

    void write(Exploration found) {
        file.ifPresent(it -> WholeFile.write(it, WholeFile.Content.of(new FrontPicture(found).svg())));
    }
}
