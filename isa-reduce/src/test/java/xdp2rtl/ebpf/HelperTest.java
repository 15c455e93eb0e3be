package xdp2rtl.ebpf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;

import org.junit.jupiter.api.Test;

class HelperTest {

    @Test
    void hasTheNumbersOfTheKernel() {
        assertEquals(1, Helper.MAP_LOOKUP_ELEM.number());
        assertEquals(44, Helper.XDP_ADJUST_HEAD.number());
        assertEquals(51, Helper.REDIRECT_MAP.number());
        assertEquals(65, Helper.XDP_ADJUST_TAIL.number());
        assertEquals(163, Helper.CHECK_MTU.number());
        assertEquals(211, Helper.CGRP_STORAGE_DELETE.number());
        assertEquals(211, Helper.values().length);
    }

    @Test
    void findsAHelperByItsNumber() {
        assertEquals("csum_diff", Helper.of(28).orElseThrow().text());
        assertEquals(Optional.empty(), Helper.of(0));
        assertEquals(Optional.empty(), Helper.of(212));
    }
}
