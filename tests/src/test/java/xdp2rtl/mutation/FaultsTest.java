package xdp2rtl.mutation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The faults of [MutationRun] fit the sources as they are.
class FaultsTest {
    private static final int COUNT = 50;
    private static final int LEAST_OF_A_ROOM = 4;

    @Test void eachStandsAtOnePlace() {
        List<Fault> faults = Fault.all();
        assertEquals(COUNT, faults.size());
        faults.forEach(fault -> {
            assertEquals(1, fault.places(), fault::toString);
            assertNotEquals(fault.before(), fault.after(), fault::toString);
        });
        assertEquals(COUNT, faults.stream().map(Fault::planted).distinct().count());
    }

    @Test void everyRoomHasSomeAndItsTestsAreThere() {
        Map<Room, Long> counts =
                Fault.all().stream().collect(Collectors.groupingBy(Fault::room, Collectors.counting()));
        for (Room room : Room.values()) {
            assertTrue(counts.getOrDefault(room, 0L) >= LEAST_OF_A_ROOM, room::text);
            room.tests().forEach(classes -> classes.names().forEach(name -> assertTrue(
                    Files.exists(Fault.ROOT.resolve(
                            classes.module() + "/src/test/java/" + name.replace('.', '/') + ".java")),
                    name)));
        }
    }
}
