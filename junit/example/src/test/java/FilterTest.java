import static xdp2rtl.junit.EngineKind.INTERPRETER;
import static xdp2rtl.junit.EngineKind.KERNEL;
import static xdp2rtl.junit.EngineKind.MODEL;
import static xdp2rtl.junit.EngineKind.RTL;
import static xdp2rtl.junit.Xdp2Rtl.assertThat;
import static xdp2rtl.junit.Xdp2Rtl.hex;
import static xdp2rtl.linux.XdpAction.DROP;
import static xdp2rtl.linux.XdpAction.PASS;

import org.junit.jupiter.api.Test;
import xdp2rtl.junit.RequiresEngine;
import xdp2rtl.junit.Xdp;
import xdp2rtl.junit.XdpProgram;

class FilterTest {
    /// A UDP packet from one port to another, both in hexadecimal.
    private static byte[] udp(String from, String to) {
        return hex("020000000002 020000000001 0800 45000020 00000000 40110000 0a000001 0a000002" + from + to + "000c0000 01020304");
    }

    @Test void dropsNamesAndPassesTheRest(@Xdp("filter.bpf.o") XdpProgram filter) {
        assertThat(filter).on(MODEL).given(udp("1234", "0035"), udp("0035", "1234"), hex("ffffffffffff 020000000001 0806"))
                .returns(DROP, PASS, PASS)
                .leavesEntry("dropped", hex("00000000"), hex("0100000000000000"))
                .takesAtMost(8)
                .agreesWith(INTERPRETER);
    }

    @RequiresEngine(KERNEL)
    @Test void doesWhatLinuxDoes(@Xdp("filter.bpf.o") XdpProgram filter) {
        assertThat(filter).given(udp("1234", "0035"), udp("0035", "1234")).agreesWith(KERNEL);
    }

    @RequiresEngine(RTL)
    @Test void soDoesTheHardware(@Xdp("filter.bpf.o") XdpProgram filter) {
        assertThat(filter).on(RTL).given(udp("1234", "0035"), udp("0035", "1234")).agreesWith(INTERPRETER, MODEL)
                .takesAtMost(8);
    }
}
