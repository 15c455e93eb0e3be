package xdp2rtl.hdl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class DesignTest {
    @Test void printsChildrenBeforeTheirParentsAndEachModuleOnce() {
        assertEquals(List.of("alu.v", "counter_25.v", "lanes.v"), Design.of(new ExampleLanes()).fileNames());
    }

    @Test void printsTheSameBytesAgain() {
        assertEquals(Design.of(new ExampleLanes()).files(), Design.of(new ExampleLanes()).files());
    }
}
