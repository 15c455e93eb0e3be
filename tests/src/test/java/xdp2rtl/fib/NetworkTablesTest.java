package xdp2rtl.fib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.driver.NetworkTables;
import xdp2rtl.maps.NetworkMap;
import xdp2rtl.maps.NetworkSize;
import xdp2rtl.port.MapContents;

/// How much room tables need.
class NetworkTablesTest {
    @Test void aNetworkFitsTheSizeThatItSays() {
        for (int seed = 0; seed < 200; seed++) {
            NetworkState network = new RandomNetwork(new Random(seed)).state();
            for (NetworkMap table : NetworkMap.values()) {
                MapContents contents = NetworkTables.of(network).contents(table, table.spec(network.size()));
                assertEquals(table.spec(network.size()).maxEntries(), contents.entries().size());
            }
        }
    }

    @Test void searchedTablesHavePowersOfTwo() {
        for (int number : List.of(1, 2, 3, 4, 5, 63, 64)) {
            Stream.of(NetworkMap.values()).filter(table -> table != NetworkMap.NEXTHOPS)
                    .forEach(table -> assertEquals(1,
                            Integer.bitCount(table.spec(new NetworkSize(number, number)).maxEntries())));
        }
        assertEquals(128, NetworkMap.IPV4.spec(NetworkSize.DEFAULT).maxEntries());
    }

    @Test void whatIsTooLarge() {
        NetworkState network = NetworkFile.read(NetworkFileTest.FILE);
        var small = new NetworkSize(1, 1);
        InputError error = assertThrows(InputError.class,
                () -> NetworkTables.of(network).contents(NetworkMap.LINKS, NetworkMap.LINKS.spec(small)));
        assertTrue(
                error.getMessage()
                        .contains("the network takes 3 entries of table fib.links; the table was compiled with 2"),
                error.getMessage());
        assertThrows(InputError.class,
                () -> NetworkTables.of(network).contents(NetworkMap.IPV4, NetworkMap.IPV4.spec(small)));
        error = assertThrows(InputError.class, () -> new NetworkSize(1, 0));
        assertTrue(error.getMessage().contains("--fib-routes: tables cannot be made for 0 routes and neighbours"),
                error.getMessage());
    }
}
