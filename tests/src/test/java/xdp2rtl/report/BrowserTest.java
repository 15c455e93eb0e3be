package xdp2rtl.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A report in Chromium: wide and narrow, light and dark.
final class BrowserTest {
    /// The least contrast of a text with what is behind it (WCAG 2.2, 1.4.3: 4.5 to 1), and that text.
    private static final String CONTRAST = """
        (() => {
          const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
          const rgba = (color) => {
            canvas.clearRect(0, 0, 1, 1);
            canvas.fillStyle = color;
            canvas.fillRect(0, 0, 1, 1);
            return [...canvas.getImageData(0, 0, 1, 1).data].map((c) => c / 255);
          };
          const over = (top, under) => top.slice(0, 3).map((c, i) => c * top[3] + under[i] * (1 - top[3]));
          const behind = (it) => {
            if (!it) { return [1, 1, 1]; }
            const own = rgba(getComputedStyle(it).backgroundColor);
            return own[3] === 1 ? own : over(own, behind(it.parentElement));
          };
          const light = (color) => color.slice(0, 3).map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
            .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
          let least = [99, ""];
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (texts.nextNode()) {
            const it = texts.currentNode.parentElement;
            if (!texts.currentNode.data.trim() || it.closest("script, title, caption")) { continue; }
            const node = it.closest("svg a")?.querySelector("rect");
            const ground = node ? rgba(getComputedStyle(node).fill) : behind(it.closest("svg") || it);
            const style = getComputedStyle(it);
            const pair = [light(rgba(it.closest("svg") ? style.fill : style.color)), light(ground)].sort((a, b) => b - a);
            const ratio = (pair[0] + 0.05) / (pair[1] + 0.05);
            if (ratio < least[0]) { least = [ratio, texts.currentNode.data.trim() + " in " + it.outerHTML]; }
          }
          return least[0].toFixed(2) + " " + least[1];
        })()
        """;

    private static final String LIT = "document.querySelectorAll('td.lit').length";

    @TempDir private static Path folder;
    private static Path page;
    private static Browser browser;

    @BeforeAll static void start() throws IOException {
        page = folder.resolve("page.html");
        assertEquals(0, Reports.run(Reports.firewall("report", "-o", page.toString())).exitCode());
        Path profile = folder.resolve("profile");
        Files.createDirectory(profile);
        browser = new Browser(profile);
    }

    @AfterAll static void stop() {
        browser.close();
    }

    @ParameterizedTest
    @CsvSource({"1280, false", "1280, true", "400, false",
            "400, true"})
    void fitsAndIsReadWellAndLeadsFromLinesToBundles(int width, boolean dark) {
        browser.screen(width, 900, dark);
        browser.open(page);
        assertEquals(Integer.toString(width), browser.evaluate("document.documentElement.scrollWidth"));
        String least = browser.evaluate(CONTRAST);
        assertTrue(Double.parseDouble(least.substring(0, least.indexOf(' '))) >= 4.5, least);

        assertEquals("false", browser.evaluate("document.querySelector('details.line').open"));
        browser.evaluate("document.querySelector('details.line summary').click()");
        assertEquals("true", browser.evaluate("document.querySelector('details.line').open"));
        assertEquals("true", browser.evaluate("document.querySelector('details.line pre').checkVisibility()"));
        assertEquals("true",
                browser.evaluate("document.querySelector('details.line a').click(), location.hash.startsWith('#s')"));
        assertEquals("true",
                browser.evaluate("document.getElementById(location.hash.slice(1)).matches('td.op')"));
        browser.evaluate("document.querySelector('td.op a.c').click()");
        assertEquals("true", browser.evaluate("location.hash.startsWith('#l')"));
        assertEquals(List.of(), browser.errors());
    }

    @Test void aLineThatIsOpenedLightsItsOperations() throws InterruptedException {
        browser.screen(1280, 900, false);
        browser.open(page);
        browser.evaluate("document.querySelector('details.line summary').click()");
        for (int tenths = 0; tenths < 100 && browser.evaluate(LIT).equals("0"); tenths++) {
            Thread.sleep(100);
        }
        assertEquals(browser.evaluate("document.querySelectorAll('details.line[open] li').length"),
                browser.evaluate(LIT));
    }
}
