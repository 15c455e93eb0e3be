package xdp2rtl.cli.manual;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// What the manual says of one verb, or of a group of verbs.
///
/// @param name       as it is typed, `xdp2rtl host load`
/// @param paragraphs what it does
/// @param synopsis   its use in a line
/// @param arguments  positional ones, then options by name
/// @param verbs      that it leads to
record VerbPage(String name, List<String> paragraphs, String synopsis, List<Entry> arguments, List<Entry> verbs) {
    /// A term and what is said of it.
    ///
    /// @param values that it can be; empty where they are not a few words
    record Entry(String term, String text, List<String> values) {}

    /// Of a command and all that it leads to, hidden ones left out.
    static List<VerbPage> all(CommandLine root) {
        var pages = new ArrayList<VerbPage>();
        pages.add(of(root.getCommandSpec()));
        children(root).forEach(child -> pages.addAll(all(child)));
        return pages;
    }

    /// File name of a page: `xdp2rtl-host-load`.
    String file() { return name.replace(' ', '-'); }

    private static VerbPage of(CommandSpec spec) {
        var usage = spec.usageMessage();
        var entries = new ArrayList<Entry>();
        spec.positionalParameters().stream().filter(argument -> !argument.hidden())
                .forEach(argument -> entries.add(entry(argument.paramLabel(), argument)));
        spec.options().stream().filter(option -> !option.hidden())
                .sorted(Comparator.comparing(option -> option.longestName().replaceFirst("^-+", "")))
                .forEach(option -> entries.add(entry(term(option), option)));
        return new VerbPage(spec.qualifiedName(), paragraphs(usage.description()), synopsis(spec), entries,
                children(spec.commandLine()).map(child -> new Entry(child.getCommandName(), firstSentence(child),
                        List.of())).toList());
    }

    private static Stream<CommandLine> children(CommandLine command) {
        return command.getSubcommands().values().stream()
                .filter(child -> !child.getCommandSpec().usageMessage().hidden()
                        && !child.getCommandName().equals("help"))
                .distinct();
    }

    /// What must be given; of what may be, only that there is some.
    private static String synopsis(CommandSpec spec) {
        var words = new ArrayList<>(List.of(spec.qualifiedName()));
        spec.options().stream().filter(option -> option.required() && !option.hidden())
                .forEach(option -> words.add(option.longestName() + (option.longestName().startsWith("--") ? "=" : " ")
                        + option.paramLabel()));
        words.add("[OPTION]...");
        spec.positionalParameters().stream().filter(argument -> !argument.hidden())
                .forEach(argument -> words.add((argument.required() ? "%s" : "[%s]").formatted(argument.paramLabel())
                        + (argument.arity().max() > 1 ? "..." : "")));
        if (children(spec.commandLine()).findAny().isPresent()) {
            words.add("COMMAND");
        }
        return String.join(" ", words);
    }

    private static String term(OptionSpec option) {
        String names = String.join(", ", option.names());
        return option.typeInfo().isBoolean() ? names
                : names + (option.longestName().startsWith("--") ? "=" : " ") + option.paramLabel();
    }

    private static Entry entry(String term, ArgSpec argument) {
        var values = new ArrayList<String>();
        if (argument.completionCandidates() != null) {
            argument.completionCandidates().forEach(values::add);
        }
        return new Entry(term, String.join(" ", argument.description()), values);
    }

    private static List<String> paragraphs(String[] lines) {
        return Stream.of(lines).map(line -> line.formatted()).filter(line -> !line.isBlank()).toList();
    }

    private static String firstSentence(CommandLine child) {
        String text = String.join(" ", child.getCommandSpec().usageMessage().description());
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }
}
