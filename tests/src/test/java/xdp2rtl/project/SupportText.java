package xdp2rtl.project;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import xdp2rtl.linux.Helper;
import xdp2rtl.linux.HelperId;
import xdp2rtl.linux.Kfunc;
import xdp2rtl.linux.MapKind;
import xdp2rtl.linux.MapType;
import xdp2rtl.linux.Obstacle;
import xdp2rtl.linux.ProgramFeature;
import xdp2rtl.linux.UnsupportedHelper;
import xdp2rtl.linux.UnsupportedKfunc;
import xdp2rtl.linux.UnsupportedMap;

/// What `docs/support.md` says, from the data that the verifier reads.
final class SupportText {
    private static final int WIDTH = 120;

    private SupportText() {}

    static String text() {
        List<HelperId> here = HelperId.ALL.stream()
                .filter(helper -> !obstacle(helper).equals(Optional.of(Obstacle.OTHER_PROGRAMS))).toList();
        String others = HelperId.ALL.stream().filter(helper -> !here.contains(helper)).map(HelperId::text)
                .collect(Collectors.joining(", ", "Not for XDP programs in Linux either: ", "."));
        List<MapType> types = Stream.<MapType>concat(Arrays.stream(MapKind.values()),
                Arrays.stream(UnsupportedMap.values())).filter(type -> type != UnsupportedMap.UNSPEC).toList();
        return """
            # What of Linux is supported

            Generated from package `linux`, which the verifier reads too. *Exact*: what programs see is what Linux does;
            where Linux leaves it open, the rules are in [architecture.md](architecture.md).

            ## Helpers

            %s
            %s

            %s

            Others of the kernel's functions:

            %s
            ## Types of map

            %s
            ## Programs

            %s""".formatted(table("helper", here, HelperId::text, SupportText::obstacle), wrapped(others),
                wrapped("Functions of the kernel (kfuncs), exact: " + Kfunc.list() + "."), refusedFunctions(),
                table("type", types, MapType::text, SupportText::obstacle),
                table("feature", List.of(ProgramFeature.values()), ProgramFeature::text, ProgramFeature::obstacle));
    }

    /// With those in one row for which one thing is to be said.
    private static String refusedFunctions() {
        Map<Obstacle, String> names = Arrays.stream(UnsupportedKfunc.values()).collect(Collectors.groupingBy(
                UnsupportedKfunc::obstacle, LinkedHashMap::new,
                Collectors.mapping(UnsupportedKfunc::text, Collectors.joining(", "))));
        return table("functions", List.copyOf(names.keySet()), names::get, Optional::of);
    }

    private static Optional<Obstacle> obstacle(HelperId helper) {
        return switch (helper) {
            case Helper _ -> Optional.empty();
            case UnsupportedHelper unsupported -> Optional.of(unsupported.obstacle());
        };
    }

    private static Optional<Obstacle> obstacle(MapType type) {
        return switch (type) {
            case MapKind _ -> Optional.empty();
            case UnsupportedMap unsupported -> Optional.of(unsupported.obstacle());
        };
    }

    /// What is exact stands first.
    private static <T> String table(String head, List<T> all, Function<T, String> name,
            Function<T, Optional<Obstacle>> obstacle) {
        var exact = all.stream().filter(one -> obstacle.apply(one).isEmpty());
        var refused = all.stream().filter(one -> obstacle.apply(one).isPresent());
        return "| %s | | why | instead |\n|---|---|---|---|\n".formatted(head) + Stream.concat(exact, refused)
                .map(one -> obstacle.apply(one)
                        .map(why -> "| %s | refused | %s | %s |\n".formatted(name.apply(one), why.why(), why.remedy()))
                        .orElse("| %s | exact | | |\n".formatted(name.apply(one))))
                .collect(Collectors.joining());
    }

    private static String wrapped(String text) {
        var lines = new StringBuilder();
        int column = 0;
        for (String word : text.split(" ")) {
            boolean fits = column + 1 + word.length() <= WIDTH;
            lines.append(column == 0 ? "" : fits ? " " : "\n").append(word);
            column = column == 0 || !fits ? word.length() : column + 1 + word.length();
        }
        return lines.toString();
    }
}
