package xdp2rtl.boards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/// What register tools and C programs are given says what the registers' own table says.
class RegisterExportTest {
    private static final Pattern RDL = Pattern.compile("(?m)^    } (\\w+)(?:\\[(\\d+)])? @ 0x(\\w+)(?: \\+= 4)?;$");

    private static List<String> rows(Board board) {
        return RegisterRow.of(board.shell()).stream()
                .map(row -> "%s %d %x".formatted(row.name(), row.count(), row.offset())).toList();
    }

    @Test void systemRdlHasEveryRegisterOnce() {
        for (var name : List.of("axis", "opennic-au50")) {
            var board = Board.named(name);
            var text = SystemRdl.text(board);
            var found = new ArrayList<String>();
            RDL.matcher(text).results().forEach(row -> found.add("%s %s %x".formatted(row.group(1),
                    row.group(2) == null ? "1" : row.group(2), Integer.parseInt(row.group(3), 16))));
            assertEquals(rows(board), found);
            assertEquals(text.chars().filter(c -> c == '{').count(), text.chars().filter(c -> c == '}').count());
        }
    }

    @Test void systemRdlHasNoKeywordForAName() {
        var text = SystemRdl.text(Board.named("opennic-au50"));
        var names = Pattern.compile("(?m)} (\\\\?\\w+)\\[\\d+:\\d+];$").matcher(text).results()
                .map(name -> name.group(1)).toList();
        assertTrue(names.contains("\\number") && names.contains("\\all"), names::toString);
        assertTrue(names.stream().noneMatch(SystemRdl.KEYWORDS::contains), names::toString);
    }

    @Test void ipXactHasEveryRegisterOnceWithFieldsThatDoNotOverlap() throws Exception {
        for (var name : List.of("axis", "opennic-au50")) {
            var board = Board.named(name);
            var document = xml(LicenceHeader.in("registers.xml", IpXact.text(board)));
            var registers = document.getElementsByTagName("ipxact:register");
            var found = new ArrayList<String>();
            for (int i = 0; i < registers.getLength(); i++) {
                var register = (Element) registers.item(i);
                var dim = register.getElementsByTagName("ipxact:dim");
                found.add("%s %s %s".formatted(text(register, "name"),
                        dim.getLength() == 0 ? "1" : dim.item(0).getTextContent(),
                        text(register, "addressOffset").replace("'h", "")));
                long taken = 0;
                var fields = register.getElementsByTagName("ipxact:field");
                for (int j = 0; j < fields.getLength(); j++) {
                    var field = (Element) fields.item(j);
                    long mask = (1L << Integer.parseInt(text(field, "bitWidth"))) - 1 << Integer
                            .parseInt(text(field, "bitOffset"));
                    assertEquals(0, taken & mask, () -> text(register, "name"));
                    taken |= mask;
                }
                assertTrue(taken != 0 && taken < 1L << 32, text(register, "name"));
            }
            assertEquals(rows(board), found);
        }
    }

    @Test void theBlockDiagramIsXmlWithATitle() throws Exception {
        for (var board : Board.ALL) {
            var document = xml(LicenceHeader.in("block.svg", BlockDiagram.text(board, board.core())));
            assertEquals("xdp2rtl on " + board.name(), document.getElementsByTagName("title").item(0).getTextContent());
        }
    }

    private static Document xml(String text) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(Element element, String name) {
        return element.getElementsByTagName("ipxact:" + name).item(0).getTextContent();
    }

    /// In C and C++, and against a window that is an array.
    @Test void theDriverIsCAndCppAndReachesTheRegisters(@TempDir Path folder) {
        var board = Board.named("corundum-au50");
        Tool.write(Map.of("xdp2rtl_registers.h", RegisterMap.header(board.shell()), "xdp2rtl_driver.h",
                CDriver.header(board),
                "main.c", """
            #include "xdp2rtl_driver.h"

            static uint32_t window[1024];

            int main(void)
            {
                struct xdp2rtl_bus bus = {xdp2rtl_mapped_read, xdp2rtl_mapped_write, window};
                const uint32_t words[3] = {1, 2, 3};

                if (xdp2rtl_is_there(&bus))
                    return 1;
                window[XDP2RTL_MAGIC / 4] = XDP2RTL_MAGIC_VALUE;
                window[XDP2RTL_VERSION / 4] = XDP2RTL_VERSION_VALUE;
                window[XDP2RTL_MAP_LOW / 4] = 7;
                window[XDP2RTL_STATUS / 4] = XDP2RTL_STATUS_IDLE;
                window[XDP2RTL_COUNT_PASS / 4 + 2] = 9;
                xdp2rtl_write_slot(&bus, 5, 2, words);
                if (!xdp2rtl_is_there(&bus) || window[XDP2RTL_PROGRAM_ADDRESS / 4] != 0x20005 || window[XDP2RTL_PROGRAM_HIGH / 4] != 3)
                    return 2;
                window[XDP2RTL_MAP_HIGH / 4] = 1;
                if (xdp2rtl_read_map(&bus, 64) != 0x100000007ULL || window[XDP2RTL_MAP_ADDRESS / 4] != 64)
                    return 3;
                xdp2rtl_start(&bus);
                if (window[XDP2RTL_CONTROL / 4] != XDP2RTL_CONTROL_RUN || xdp2rtl_stop(&bus, 1) != 0 || window[XDP2RTL_CONTROL / 4] != 0)
                    return 4;
                if (xdp2rtl_read_count_pass(&bus, 2) != 9 || xdp2rtl_clear_maps(&bus, 1) != 0 || xdp2rtl_cycles(&bus) != 0)
                    return 5;
                return 0;
            }
            """), folder);
        for (var language : List.of(List.of("c", "-std=c99"), List.of("c++", "-std=c++11"))) {
            var built = Tool.run(folder,
                    List.of("g++", "-x", language.getFirst(), language.getLast(), "-Wall", "-Wextra", "-Werror",
                            "-pedantic", "main.c", "-o", "main"));
            assertEquals("", built.output());
            assertEquals(0, Tool.run(folder, List.of("./main")).status(), language.getFirst());
        }
    }
}
