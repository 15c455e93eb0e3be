package xdp2rtl.reduce;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.GraphParser;

class LoopTurnsTest {
    private static Map<Integer, Integer> turns(String graph) {
        Graph parsed = GraphParser.parse(graph);
        GraphFlow flow = new GraphFlow(parsed);
        Map<Integer, Integer> turns = new TreeMap<>();
        for (Loop loop : Loop.of(flow)) {
            new LoopTurns(parsed, flow).of(loop, 1000).ifPresent(found -> turns.put(loop.head(), found));
        }
        return turns;
    }

    @Test void aCounterAtTheEndOfTheLoop() {
        assertEquals(Map.of(1, 3), turns("""
                b0:
                    goto b1[0]
                b1(v1):
                    v2 = add v1, 1
                    if lt v2, 3 goto b1[v2]
                    exit v2
                """));
    }

    /// Also one that is doubled, and of two ways in the one with more turns.
    @Test void aCounterAtTheHeadOfTheLoop() {
        assertEquals(Map.of(1, 5), turns("""
                b0:
                    v0 = load1? packet[0]
                    if eq v0, 1 goto b1[1]
                    goto b1[4]
                b1(v1):
                    if gt v1, 8 goto b3
                    v2 = load1? packet[v1]
                    if eq v2, 7 goto b3
                    goto b2
                b2:
                    v3 = lsh v1, 1
                    goto b1[v3]
                b3:
                    exit 2
                """));
    }

    @Test void loopsInsideOfEachOther() {
        assertEquals(Map.of(1, 4, 2, 6), turns("""
                b0:
                    goto b1[0]
                b1(v1):
                    goto b2[0]
                b2(v2):
                    v3 = add v2, 2
                    if ne v3, 12 goto b2[v3]
                    v4 = add v1, 1
                    if ne v4, 4 goto b1[v4]
                    exit 2
                """));
    }

    @Test void moreTurnsThanAreAskedFor() {
        assertEquals(Map.of(), turns("""
                b0:
                    goto b1[0]
                b1(v1):
                    v2 = add v1, 1
                    if lt v2, 1001 goto b1[v2]
                    exit v2
                """));
    }

    /// One ends by what the packet holds, one starts with it, one does not end, one only turns where it skips a way that all
    /// others count.
    @Test void nothingIsSaidOfOtherLoops() {
        assertEquals(Map.of(), turns("""
                b0:
                    goto b1[0]
                b1(v1):
                    v2 = load1? packet[v1]
                    v3 = add v1, v2
                    if lt v3, 12 goto b1[v3]
                    goto b2[v3]
                b2(v4):
                    v5 = add v4, 1
                    if lt v5, 99 goto b2[v5]
                    goto b3[0]
                b3(v6):
                    v7 = add v6, 0
                    if lt v7, 5 goto b3[v7]
                    goto b4[0]
                b4(v8):
                    v9 = load1? packet[v8 + 2]
                    if eq v9, 9 goto b4[v8]
                    v10 = add v8, 1
                    if lt v10, 5 goto b4[v10]
                    exit 2
                """));
    }
}
