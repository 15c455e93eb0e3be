package xdp2rtl.cli.manual;

import java.util.List;
import java.util.stream.Collectors;

/// A page as `man` reads it (man(7)).
final class ManText {
    private ManText() {}

    /// @param version of the tool, for the foot of the page
    static String of(VerbPage page, String version) {
        var text = new StringBuilder();
        text.append(".TH \"%s\" 1 \"\" \"xdp2rtl %s\" \"xdp2rtl\"\n".formatted(quoted(page.file()), quoted(version)));
        text.append(".SH NAME\n%s \\- %s\n".formatted(quoted(page.file()), escaped(summary(page))));
        text.append(".SH SYNOPSIS\n%s\n".formatted(escaped(page.synopsis())));
        text.append(".SH DESCRIPTION\n%s\n".formatted(page.paragraphs().stream().map(ManText::escaped)
                .collect(Collectors.joining("\n.PP\n"))));
        section(text, "OPTIONS", page.arguments());
        section(text, "COMMANDS", page.verbs());
        text.append("""
            .SH EXIT STATUS
            0: agreed or done. 1: mismatch or not supported. 2: bad input or use.
            """);
        if (!page.verbs().isEmpty()) {
            text.append(".SH SEE ALSO\n%s\n".formatted(page.verbs().stream()
                    .map(verb -> "\\fB%s\\fR(1)".formatted(escaped(page.file() + "-" + verb.term())))
                    .collect(Collectors.joining(",\n"))));
        }
        return text.toString();
    }

    private static String summary(VerbPage page) {
        String first = page.paragraphs().isEmpty() ? page.name() : page.paragraphs().getFirst();
        int end = first.indexOf(". ");
        return (end < 0 ? first : first.substring(0, end)).replaceFirst("\\.$", "");
    }

    private static void section(StringBuilder text, String title, List<VerbPage.Entry> entries) {
        if (entries.isEmpty()) { return; }
        text.append(".SH %s\n".formatted(title));
        for (VerbPage.Entry entry : entries) {
            text.append(".TP\n\\fB%s\\fR\n%s\n".formatted(escaped(entry.term()), escaped(described(entry))));
        }
    }

    private static String described(VerbPage.Entry entry) {
        return entry.values().isEmpty() ? entry.text()
                : "%s One of: %s.".formatted(entry.text(), String.join(", ", entry.values())).strip();
    }

    private static String quoted(String text) { return text.replace("\"", "\\(dq"); }

    /// No character of the text is a request: none begins a line with a dot or an apostrophe.
    private static String escaped(String text) {
        String plain = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga");
        return plain.startsWith(".") ? "\\&" + plain : plain;
    }
}
