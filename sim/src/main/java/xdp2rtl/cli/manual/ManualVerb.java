package xdp2rtl.cli.manual;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import xdp2rtl.cli.common.BuildInfo;
import xdp2rtl.cli.common.ExitCode;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.diagnostic.WholeFile;

/// `generate-manual`: a page for each verb, for those who pack the tool.
@Command(name = "generate-manual", hidden = true, description = "Writes a page for each verb.")
public final class ManualVerb implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = "--man", paramLabel = "DIR", description = "Write pages for `man` there.")
    private Optional<Path> man = Optional.empty();

    @Option(names = "--markdown", paramLabel = "DIR", description = "Write pages in Markdown there.")
    private Optional<Path> markdown = Optional.empty();

    @Override public Integer call() {
        if (man.isEmpty() && markdown.isEmpty()) {
            throw new InputError("generate-manual", "nobody said what to write", "", "Give --man or --markdown");
        }
        man.ifPresent(folder -> write(folder, man(spec.root().commandLine())));
        markdown.ifPresent(folder -> write(folder, markdown(spec.root().commandLine())));
        return ExitCode.AGREED;
    }

    private static void write(Path folder, Map<String, String> pages) {
        var files = new LinkedHashMap<String, WholeFile.Content>();
        pages.forEach((name, text) -> files.put(name, WholeFile.Content.of(text)));
        WholeFile.writeFolder(folder, files);
    }

    /// Pages for `man`: file name to text.
    public static Map<String, String> man(CommandLine root) {
        String version = BuildInfo.ofTool().version();
        var files = new LinkedHashMap<String, String>();
        VerbPage.all(root).forEach(page -> files.put(page.file() + ".1", ManText.of(page, version)));
        return files;
    }

    /// Pages in Markdown, and one that leads to them: file name to text.
    public static Map<String, String> markdown(CommandLine root) {
        List<VerbPage> pages = VerbPage.all(root);
        var files = new LinkedHashMap<String, String>();
        pages.forEach(page -> files.put(page.file() + ".md", MarkdownText.of(page)));
        files.put("README.md", MarkdownText.index(pages));
        return files;
    }
}
