package xdp2rtl.elf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class SourceMapTest {
    private static final CLine FIRST = new CLine("a.c", 7, 2, "if (x)");

    @Test void whatComesFromNoLineHasNone() {
        var lines = new TreeMap<Integer, CLine>();
        lines.put(1, FIRST);
        lines.put(3, new CLine("a.c", 0, 0, ""));
        lines.put(4, FIRST);
        var map = new SourceMap("a.o", "xdp", List.of(), lines);
        assertEquals(Optional.empty(), map.line(0));
        assertEquals(Optional.of(FIRST), map.line(2));
        assertEquals(Optional.empty(), map.line(3));
        assertEquals(Optional.of(FIRST), map.line(5));
        assertEquals("a.o: section xdp: slot 3", map.where(3));
    }
}
