package xdp2rtl.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import xdp2rtl.bench.Area;
import xdp2rtl.bench.Bench;
import xdp2rtl.isa.CoreConfig;

/// The README and the pages behind it are true: commands print what they show, figures are the bench's, code is in the
/// sources, and links lead somewhere. The README itself is short. `-Dgolden=update` rewrites outputs and figures.
final class ReadmeTest {
    private static final boolean UPDATE = "update".equals(System.getProperty("golden"));
    private static final Pattern AREA = Pattern.compile("(?<=<!-- area -->\n).*(?=<!-- /area -->)", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("<!-- from (\\S+) -->\n```\\w+\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

    @Tag("model")
    @Test void commandsPrintWhatIsShown() {
        printsWhatItShows(Readme.README, 1);
        printsWhatItShows(Readme.COMMANDS, 7);
    }

    private static void printsWhatItShows(String page, int least) {
        String text = Readme.text(page);
        List<ConsoleBlock> blocks = ConsoleBlock.all(text);
        assertTrue(blocks.size() >= least, page);
        for (ConsoleBlock block : blocks.reversed()) {
            String actual = block.run();
            String expected = ConsoleBlock.withoutTimes(block.output());
            if (UPDATE && !expected.equals(ConsoleBlock.withoutTimes(actual))) {
                text = text.substring(0, block.start()) + actual
                        + text.substring(block.start() + block.output().length());
            } else {
                assertEquals(expected, ConsoleBlock.withoutTimes(actual), block.command());
            }
        }
        if (UPDATE) {
            Readme.rewrite(page, text);
        }
    }

    @Test void areasAreTheRecordedOnes() {
        String actual =
                "\n" + Area.markdown(Stream.concat(Area.RECORDED.stream(), Stream.of(Area.HXDP)).toList()) + "\n";
        String text = Readme.text(Readme.RESULTS);
        Matcher shown = AREA.matcher(text);
        assertTrue(shown.find(), "no <!-- area --> block");
        if (UPDATE) {
            Readme.rewrite(Readme.RESULTS, shown.replaceFirst(Matcher.quoteReplacement(actual)));
        } else {
            assertEquals(actual, shown.group());
        }
    }

    @Test void figuresAreTheBenchs() {
        System.setProperty("xdp2rtl.home", Readme.ROOT.toString());
        isShown(Readme.README, "bench", Bench.markdown(CoreConfig.DEFAULT, Bench.of(CoreConfig.DEFAULT).rows()));
        isShown(Readme.RESULTS, "cores", Bench.byCores(CoreConfig.DEFAULT));
    }

    /// Between `<!-- name -->` and `<!-- /name -->`.
    private static void isShown(String page, String name, String table) {
        String actual = "\n" + table + "\n";
        Matcher shown = Pattern.compile("(?<=<!-- %s -->\n).*(?=<!-- /%s -->)".formatted(name, name), Pattern.DOTALL)
                .matcher(Readme.text(page));
        assertTrue(shown.find(), "no <!-- " + name + " --> block");
        if (UPDATE) {
            Readme.rewrite(page, shown.replaceFirst(Matcher.quoteReplacement(actual)));
        } else {
            assertEquals(actual, shown.group());
        }
    }

    @Test void codeIsInTheSourcesThatItIsSaidToBeFrom() throws IOException {
        Matcher code = CODE.matcher(Readme.text(Readme.MODULES));
        int found = 0;
        while (code.find()) {
            String source = Files.readString(Readme.ROOT.resolve(code.group(1)));
            assertTrue(unindented(source).contains(unindented(code.group(2))), code.group());
            found++;
        }
        assertEquals(3, found);
    }

    private static String unindented(String text) {
        return text.replaceAll("(?m)^ +", "");
    }

    /// What a newcomer reads in five minutes, with a picture in it; the rest is in `docs`.
    @Test void theReadmeIsShort() {
        String text = Readme.text(Readme.README);
        assertTrue(text.lines().count() <= 200, () -> text.lines().count() + " lines");
        assertTrue(text.contains("](docs/report.png)") && text.contains("tests/run"), "picture, tests");
    }

    @Test void linksLeadToFiles() {
        Matcher link = LINK.matcher(Readme.text(Readme.README));
        while (link.find()) {
            assertTrue(Files.exists(Readme.ROOT.resolve(link.group(1))), link.group(1));
        }
    }
}
