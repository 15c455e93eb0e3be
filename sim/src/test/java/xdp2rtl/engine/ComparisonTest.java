package xdp2rtl.engine;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import xdp2rtl.elf.Bytes;
import xdp2rtl.port.Emission;
import xdp2rtl.port.OpenChoice;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.RedirectTarget;
import xdp2rtl.port.Run;

class ComparisonTest {

    private static Outcome.Ran ran(long action, String packet) {
        return new Outcome.Ran(action, Optional.of(Bytes.of(packet.getBytes())), Bytes.empty(), Optional.empty(),
                OptionalLong.empty());
    }

    private static Run run(String engine, Map<String, MapContents> maps, Outcome... outcomes) {
        return new Run(engine, List.of(outcomes), new TreeMap<>(maps), Duration.ZERO);
    }

    private static Verdict compare(Outcome one, Outcome other) {
        return Comparison.of(List.of(run("a", Map.of(), one), run("longer", Map.of(), other)));
    }

    private static MapContents map(int... values) {
        return new MapContents(List.of(new MapContents.Entry(MapContents.key(1),
                Arrays.stream(values).mapToObj(MapContents::key).toList())));
    }

    @Test void equalRunsAgree() {
        Verdict verdict = compare(ran(2, "abc"), ran(2, "abc").withCycles(9));
        assertTrue(verdict.agrees());
        assertEquals("agree on 1 packets", verdict.toString());
    }

    @Test void textsThatFoundNoRoomAreCounted() {
        Emission first = new Emission.Printed("one");
        Emission second = new Emission.Printed("two");
        Emission record = Emission.Recorded.of("samples", new byte[]{1});
        Outcome all = ran(2, "").withEmissions(List.of(first, second, second, record));
        Outcome fewer = ran(2, "").withEmissions(List.of(first, second, new Emission.LostTexts(1), record));
        assertTrue(compare(all, fewer).agrees() && compare(fewer, all).agrees() && compare(fewer, fewer).agrees());
        assertFalse(compare(all, ran(2, "").withEmissions(List.of(first, second, record))).agrees());
        assertFalse(compare(all, ran(2, "").withEmissions(List.of(first, second, new Emission.LostTexts(2), record)))
                .agrees());
        assertFalse(compare(all, ran(2, "").withEmissions(List.of(first, second, new Emission.LostTexts(1)))).agrees());
        assertFalse(compare(all, ran(2, "").withEmissions(List.of(second, first, new Emission.LostTexts(1), record)))
                .agrees());
    }

    @Test void comparesOnlyTheLowHalfOfTheResult() {
        assertTrue(compare(ran(0x7_0000_0001L, "abc"), ran(1, "abc")).agrees());
    }

    @Test void showsTheRowsThatDiffer() {
        assertEquals("""
                1 of 1 packets or maps differ; the first:
                packet 0: packet
                  a       18 bytes
                          0010: 61 62
                  longer  17 bytes
                          0010: 61""", compare(ran(2, "0123456789abcdefab"), ran(2, "0123456789abcdefa")).toString());
    }

    @Test void namesActions() {
        assertEquals("""
                packet 0: action
                  a       XDP_TX
                  longer  77""", compare(ran(3, ""), ran(77, "")).first().orElseThrow().toString());
    }

    @Test void aDroppedPacketNeedNotBeShown() {
        var hidden = new Outcome.Ran(1, Optional.empty(), Bytes.empty(), Optional.empty(), OptionalLong.empty());
        assertTrue(compare(ran(1, "abc"), hidden).agrees());
        assertTrue(compare(hidden, ran(1, "abc")).agrees());
        assertEquals(1, compare(ran(1, "abc"), ran(1, "abd")).mismatches());
        var passed = new Outcome.Ran(2, Optional.empty(), Bytes.empty(), Optional.empty(), OptionalLong.empty());
        assertEquals(1, compare(ran(2, "abc"), passed).mismatches());
    }

    @Test void comparesRedirectTargets() {
        var to = new Outcome.Ran(4, Optional.of(Bytes.empty()), Bytes.empty(),
                Optional.of(new RedirectTarget.MapEntry("ports", 7)), OptionalLong.empty());
        assertEquals("""
                packet 0: redirect target
                  a       interface 7, by ports
                  longer  none""", compare(to, ran(4, "")).first().orElseThrow().toString());
    }

    @Test void aFaultIsNotARun() {
        var fault = new Outcome.Fault("stop", OptionalLong.empty());
        assertEquals("""
                packet 0: status
                  a       ran, XDP_ABORTED
                  longer  fault: stop""", compare(ran(0, ""), fault).first().orElseThrow().toString());
        assertTrue(compare(fault, new Outcome.Fault("other", OptionalLong.empty())).agrees());
    }

    @Test void countsEveryPacketAndMapThatDiffers() {
        Verdict verdict = Comparison.of(List.of(
                run("a", Map.of("m", map(1)), ran(1, ""), ran(1, ""), ran(1, "")),
                run("b", Map.of("m", map(1)), ran(1, ""), ran(1, ""), ran(1, "")),
                run("c", Map.of("m", map(2)), ran(1, ""), ran(2, ""), ran(3, ""))));
        assertEquals(3, verdict.mismatches());
        assertEquals("c", verdict.first().orElseThrow().actualBy());
        assertEquals(1, verdict.first().orElseThrow().packet().orElseThrow());
    }

    @Test void missingCpusAreZero() {
        assertTrue(Comparison.of(List.of(run("a", Map.of("m", map(5)), ran(1, "")),
                run("b", Map.of("m", map(5, 0, 0)), ran(1, "")))).agrees());
        assertEquals("map m, key 01000000, CPU 2", Comparison.of(List.of(run("a", Map.of("m", map(5)), ran(1, "")),
                run("b", Map.of("m", map(5, 0, 1)), ran(1, "")))).first().orElseThrow().what());
    }

    @Test void namesEntriesThatOneSideLacks() {
        var empty = Map.of("m", MapContents.EMPTY);
        assertEquals("no such entry", Comparison.of(List.of(run("a", empty, ran(1, "")),
                run("b", Map.of("m", map(1)), ran(1, "")))).first().orElseThrow().expected());
        assertEquals("no such entry", Comparison.of(List.of(run("a", Map.of("m", map(1)), ran(1, "")),
                run("b", empty, ran(1, "")))).first().orElseThrow().actual());
    }

    private static Run evicting(boolean byLinux, int packet, Outcome... outcomes) {
        return new Run(byLinux ? "kernel" : "ours", List.of(outcomes),
                new TreeMap<>(Map.of("flows", map(byLinux ? 1 : 2))), Duration.ZERO,
                new OpenChoice(byLinux, OptionalInt.of(packet), OpenChoice.Kind.DROPPED_ENTRY));
    }

    @Test void linuxIsComparedUntilAFullMapDropsAnEntry() {
        Outcome same = ran(2, "p");
        Run kernel = evicting(true, 1, same, ran(1, "p"));
        Run ours = evicting(false, 1, same, same);
        Verdict verdict = Comparison.of(List.of(kernel, ours, ours));
        assertTrue(verdict.agrees());
        assertEquals(OptionalInt.of(1), verdict.linuxUntil());
        assertFalse(Comparison.of(List.of(kernel, evicting(false, 1, ran(3, "p"), same))).agrees());
        assertFalse(Comparison.of(List.of(kernel, ours, evicting(false, 1, same, ran(3, "p")))).agrees());
        assertEquals(OptionalInt.empty(), Comparison.of(List.of(ours, ours)).linuxUntil());
    }
}
