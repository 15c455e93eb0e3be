package xdp2rtl.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/// What holds for every page: it is well-formed, its ids are unique, its links lead somewhere on it, nothing is
/// loaded from elsewhere, each figure has a title and each table a caption and as many cells as heads.
final class PageCheck {
    private static final int MOST_BYTES = 2_000_000;

    private final Document page;

    private PageCheck(Document page) {
        this.page = page;
    }

    static void check(String html) throws Exception {
        assertTrue(html.startsWith("<!DOCTYPE html>"), html.substring(0, 100));
        assertTrue(html.length() < MOST_BYTES, () -> html.length() + " bytes");
        var check = new PageCheck(parsed(html));
        check.linksAndIds();
        check.nothingFromElsewhere();
        check.textForFigures();
    }

    /// All elements are closed and all attributes quoted, so it can be read as XML but for what HTML does not read
    /// either.
    static Document parsed(String html) throws Exception {
        String markup = html.replaceFirst("(?s)<style>.*?</style>", "").replaceFirst("(?s)<script>.*?</script>", "");
        return DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(markup.replace("<!DOCTYPE html>", ""))));
    }

    private void linksAndIds() {
        Set<String> ids = new HashSet<>();
        for (Element element : all("*")) {
            if (element.hasAttribute("id")) {
                assertTrue(ids.add(element.getAttribute("id")), "twice: " + element.getAttribute("id"));
            }
        }
        for (Element link : all("a")) {
            String target = link.getAttribute("href");
            assertTrue(target.startsWith("#") && ids.contains(target.substring(1)), "leads nowhere: " + target);
        }
    }

    private void nothingFromElsewhere() {
        for (String loads : List.of("img", "link", "iframe", "script", "object", "embed")) {
            assertEquals(List.of(), all(loads), loads);
        }
    }

    private void textForFigures() {
        for (Element figure : all("svg")) {
            assertEquals("title", figure.getElementsByTagName("*").item(0).getNodeName());
        }
        for (Element table : all("table")) {
            assertEquals(1, table.getElementsByTagName("caption").getLength());
            NodeList rows = table.getElementsByTagName("tr");
            for (int row = 1; row < rows.getLength(); row++) {
                assertEquals(cells(rows.item(0)), cells(rows.item(row)), table.getTextContent());
            }
        }
    }

    private static int cells(Node row) {
        return ((Element) row).getElementsByTagName("td").getLength()
                + ((Element) row).getElementsByTagName("th").getLength();
    }

    private List<Element> all(String name) {
        NodeList found = page.getElementsByTagName(name);
        var elements = new ArrayList<Element>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }
}
