package xdp2rtl.project;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.eclipse.jdt.core.JavaCore;
import org.eclipse.jdt.core.ToolFactory;
import org.eclipse.jdt.core.formatter.CodeFormatter;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/// The one form of Java files: Eclipse's formatter by the rules of `tests/java-format.xml`. A line that was broken by
/// hand stays broken.
final class JavaForm {
    private static final int COLUMNS = 120;
    private static final String PREFIX = "org.eclipse.jdt.core.formatter.";
    private static final int KIND = CodeFormatter.K_COMPILATION_UNIT | CodeFormatter.F_INCLUDE_COMMENTS;
    /// A Markdown comment in front of an enum's constant ends Eclipse with an exception, one of a line does not.
    private static final String MARKDOWN = "//" + "/";
    private static final String LINE = "//" + "~";
    /// Eclipse knows no comma between the patterns of one label: neither a blank behind it nor a break.
    private static final Pattern LABEL = Pattern.compile("(?m)^( *)case (.*?[_)]),(?=[A-Z]).*$");

    /// An annotation without arguments, in front of what is none, stands in the line of that where it fits.
    private static final Pattern MARKER = Pattern.compile("(?m)^( +@[A-Z]\\w*)\\n +([^@\\s].*)$");

    private final CodeFormatter formatter;

    private JavaForm(CodeFormatter formatter) { this.formatter = formatter; }

    static JavaForm of(Path rules) throws IOException {
        Map<String, String> options = new HashMap<>();
        JavaCore.setComplianceOptions(JavaCore.latestSupportedJavaVersion(), options);
        try {
            var settings = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(rules.toFile())
                    .getElementsByTagName("setting");
            for (int i = 0; i < settings.getLength(); i++) {
                Element setting = (Element) settings.item(i);
                options.put(PREFIX + setting.getAttribute("id"), setting.getAttribute("value"));
            }
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException(rules + ": " + e.getMessage(), e);
        }
        return new JavaForm(ToolFactory.createCodeFormatter(options));
    }

    /// The text in its form.
    ///
    /// @throws IllegalArgumentException if it is no Java
    String of(String text) {
        String hidden = text.replace(MARKDOWN, LINE);
        var edit = formatter.format(KIND, hidden, 0, hidden.length(), 0, "\n");
        if (edit == null) { throw new IllegalArgumentException("it is no Java that Eclipse reads"); }
        var document = new Document(hidden);
        try {
            edit.apply(document);
        } catch (BadLocationException e) {
            throw new IllegalStateException(e);
        }
        String labels = LABEL.matcher(document.get().replace(LINE, MARKDOWN))
                .replaceAll(label -> Matcher.quoteReplacement(filled(label.group(), label.group(1).length())));
        return MARKER.matcher(labels).replaceAll(marked -> Matcher.quoteReplacement(joined(marked)))
                .lines().map(String::stripTrailing).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String joined(MatchResult marked) {
        String line = marked.group(1) + " " + marked.group(2);
        return line.length() > COLUMNS ? marked.group() : line;
    }

    /// The label with blanks behind its commas, broken behind commas into lines that begin below its first pattern.
    private static String filled(String label, int indentation) {
        var lines = new StringBuilder();
        var line = new StringBuilder();
        String margin = " ".repeat(indentation + "case ".length());
        for (String pattern : label.split("(?<=[_)],) ?(?=[A-Z])")) {
            if (!line.isEmpty() && line.length() + 1 + pattern.length() > COLUMNS) {
                lines.append(line).append('\n');
                line = new StringBuilder(margin).append(pattern);
            } else {
                line.append(line.isEmpty() ? "" : " ").append(pattern);
            }
        }
        return lines.append(line).toString();
    }
}
