package xdp2rtl.cli.manual;

import java.util.List;
import java.util.stream.Collectors;

/// A page in Markdown, and the page that leads to all of them.
final class MarkdownText {
    private MarkdownText() {}

    static String of(VerbPage page) {
        var text = new StringBuilder("# %s\n\n".formatted(page.name()));
        page.paragraphs().forEach(paragraph -> text.append(paragraph).append("\n\n"));
        text.append("```\n%s\n```\n".formatted(page.synopsis()));
        if (!page.verbs().isEmpty()) {
            text.append("\n| verb | |\n|---|---|\n");
            page.verbs().forEach(verb -> text.append("| [%s](%s-%s.md) | %s |\n".formatted(verb.term(), page.file(),
                    verb.term(), cell(verb.text()))));
        }
        if (!page.arguments().isEmpty()) {
            text.append("\n| argument | |\n|---|---|\n");
            page.arguments().forEach(it -> text.append("| `%s` | %s |\n".formatted(cell(it.term()), cell(said(it)))));
        }
        return text.toString();
    }

    /// The list of all pages.
    static String index(List<VerbPage> pages) {
        return """
            # The command line, verb by verb

            Written by `xdp2rtl generate-manual`, from what `xdp2rtl help VERB` says too.

            %s
            """.formatted(pages.stream().map(page -> "* [%s](%s.md)".formatted(page.name(), page.file()))
                .collect(Collectors.joining("\n")));
    }

    private static String said(VerbPage.Entry entry) {
        return entry.values().isEmpty() ? entry.text() : "%s One of: %s.".formatted(entry.text(),
                entry.values().stream().map("`%s`"::formatted).collect(Collectors.joining(", "))).strip();
    }

    private static String cell(String text) { return text.replace("|", "\\|"); }
}
