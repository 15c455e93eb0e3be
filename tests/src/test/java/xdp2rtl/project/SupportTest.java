package xdp2rtl.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import xdp2rtl.linux.Helper;
import xdp2rtl.linux.MapKind;

/// What the documents say of helpers and maps is what the verifier reads. `-Dgolden=update` rewrites `docs/support.md`.
final class SupportTest {
    private static final Path FILE = Readme.ROOT.resolve("docs/support.md");
    private static final Pattern LIMITS = Pattern.compile("\\* Helpers: ([a-z0-9_,\\s]+)\\. Maps:([A-Z_,\\s]+)\\.");

    @Test void theTableIsGeneratedFromTheData() throws IOException {
        if ("update".equals(System.getProperty("golden"))) {
            Files.writeString(FILE, SupportText.text());
        }
        assertEquals(SupportText.text(), Files.readString(FILE));
    }

    @Test void theLimitsListWhatIsSupported() {
        Matcher limits = LIMITS.matcher(Readme.text("docs/limits.md"));
        assertTrue(limits.find(), "no list of helpers and maps");
        assertEquals(names(Helper.ofLinux().stream().map(Helper::text)), words(limits.group(1)));
        assertEquals(names(Arrays.stream(MapKind.values()).map(MapKind::name)), words(limits.group(2)));
    }

    private static Set<String> words(String list) {
        return names(Arrays.stream(list.strip().split(",\\s+")));
    }

    private static Set<String> names(Stream<String> names) {
        return names.collect(Collectors.toCollection(TreeSet::new));
    }
}
