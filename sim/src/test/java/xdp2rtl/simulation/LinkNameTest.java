package xdp2rtl.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xdp2rtl.diagnostic.InputError;

class LinkNameTest {
    @Test void namesATapDevice() {
        assertEquals(new LinkName.Tap("xdp0"), LinkName.parse("tap:xdp0"));
    }

    @Test void namesCapturesOfWhichOneMayBeMissing() {
        Optional<Path> in = Optional.of(Path.of("in.pcap"));
        Optional<Path> out = Optional.of(Path.of("out.pcap"));
        assertEquals(new LinkName.Pcap(in, out), LinkName.parse("pcap:in.pcap,out.pcap"));
        assertEquals(new LinkName.Pcap(in, Optional.empty()), LinkName.parse("pcap:in.pcap"));
        assertEquals(new LinkName.Pcap(Optional.empty(), out), LinkName.parse("pcap:,out.pcap"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = {"tap:|cannot be the name", "tap:a b|cannot be the name", "tap:sixteen-letters-|cannot be the name",
                    "tap:xdp%d|cannot be the name", "pcap:,|no file is named",
                    "eth0|no such kind of connection"})
    void whatIsNoConnectionComesWithTheFormsThatAre(String text, String what) {
        var error = assertThrows(InputError.class, () -> LinkName.parse(text));
        assertTrue(error.getMessage().contains(what) && error.getMessage().contains(LinkName.FORMS),
                error.getMessage());
    }
}
