package xdp2rtl.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HelperTest {
    /// Maps that stand in R2.
    private static final Set<ArgumentKind> SECOND = EnumSet.of(ArgumentKind.EVENT_MAP, ArgumentKind.PROGRAM_MAP);
    private static final Set<ArgumentKind> SIZED =
            EnumSet.of(ArgumentKind.BYTES_OR_NULL, ArgumentKind.BYTES, ArgumentKind.BUFFER,
                    ArgumentKind.FORMAT);

    @Test void hasTheNumbersOfTheKernel() {
        assertEquals(1, Helper.MAP_LOOKUP_ELEM.number());
        assertEquals(44, Helper.XDP_ADJUST_HEAD.number());
        assertEquals(51, Helper.REDIRECT_MAP.number());
        assertEquals(65, Helper.XDP_ADJUST_TAIL.number());
        assertEquals(163, Helper.CHECK_MTU.number());
        assertEquals(211, UnsupportedHelper.CGRP_STORAGE_DELETE.number());
        assertEquals(IntStream.rangeClosed(1, 211).boxed().toList(),
                HelperId.ALL.stream().map(HelperId::number).toList());
    }

    @Test void findsAHelperByItsNumberAndName() {
        assertEquals("csum_diff", HelperId.of(28).orElseThrow().text());
        assertEquals(Optional.empty(), HelperId.of(0));
        assertEquals(Optional.empty(), HelperId.of(212));
        assertEquals(Optional.of(UnsupportedHelper.GET_CURRENT_TASK), HelperId.named("get_current_task"));
        assertEquals(Optional.of(Helper.CSUM_DIFF), Helper.of(28));
        assertEquals(Optional.empty(), Helper.of(UnsupportedHelper.GET_CURRENT_TASK.number()));
    }

    /// A verifier finds the map of a key or a value in R1, one of programs in R2, and the size of a buffer behind it.
    @Test void argumentsStandWhereAVerifierLooksForThem() {
        for (Helper helper : Helper.ofLinux()) {
            List<ArgumentKind> kinds = helper.arguments();
            for (int i = 0; i < kinds.size(); i++) {
                boolean ofAMap = kinds.get(i) == ArgumentKind.MAP_KEY || kinds.get(i) == ArgumentKind.MAP_VALUE;
                assertFalse(ofAMap && kinds.getFirst().maps().isEmpty(), helper.text());
                assertFalse(!kinds.get(i).maps().isEmpty() && i != (SECOND.contains(kinds.get(i)) ? 1 : 0),
                        helper.text());
                assertEquals(kinds.get(i) == ArgumentKind.CHANGED_LOOKUP,
                        i + 1 < kinds.size() && kinds.get(i + 1) == ArgumentKind.LOOKUP_SIZE, helper.text());
                assertEquals(SIZED.contains(kinds.get(i)),
                        i + 1 < kinds.size() && kinds.get(i + 1) == ArgumentKind.SIZE, helper.text());
            }
        }
    }

    @Test void takesTheMapsThatTheKernelTakes() {
        assertEquals(
                EnumSet.complementOf(EnumSet.of(MapKind.CPUMAP, MapKind.PERF_EVENT_ARRAY, MapKind.PROG_ARRAY,
                        MapKind.RINGBUF, MapKind.QUEUE, MapKind.STACK, MapKind.BLOOM_FILTER)),
                EnumSet.copyOf(ArgumentKind.READABLE_MAP.maps()));
        assertEquals(
                List.of(MapKind.HASH, MapKind.ARRAY, MapKind.PERCPU_HASH, MapKind.PERCPU_ARRAY, MapKind.LRU_HASH,
                        MapKind.LRU_PERCPU_HASH),
                ArgumentKind.WRITABLE_MAP.maps());
        assertEquals(List.of(MapKind.DEVMAP, MapKind.CPUMAP, MapKind.XSKMAP, MapKind.DEVMAP_HASH),
                ArgumentKind.TARGET_MAP.maps());
        assertEquals(List.of(MapKind.PROG_ARRAY), ArgumentKind.PROGRAM_MAP.maps());
        assertEquals(List.of(MapKind.PERF_EVENT_ARRAY), ArgumentKind.EVENT_MAP.maps());
        assertEquals(List.of(MapKind.RINGBUF), ArgumentKind.RING_MAP.maps());
        assertEquals(List.of(MapKind.QUEUE, MapKind.STACK), ArgumentKind.LINE_MAP.maps());
        assertEquals(List.of(MapKind.QUEUE, MapKind.STACK, MapKind.BLOOM_FILTER), ArgumentKind.KEYLESS_MAP.maps());
    }
}
