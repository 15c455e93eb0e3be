package xdp2rtl.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.graph.Block;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;
import xdp2rtl.schedule.Schedule;
import xdp2rtl.schedule.Scheduler;

class ImageTest {
    private static final CoreConfig CORE = CoreConfig.HXDP;

    @Test void keepsEveryBundleThroughBitsAndFile() {
        Schedule schedule = stores(20, CORE);
        Image image = Image.of("stores", schedule);
        Image read = ImageFile.read("file", ImageFile.write(image), CORE);
        assertEquals(image, read);
        assertEquals(schedule.bundles(), read.bundles());
        assertArrayEquals(ImageFile.write(image), ImageFile.write(read));
        assertTrue(image.toString().contains("store1 packet[3], r0.0"), image.toString());
    }

    @Test void refusesAProgramThatTheMemoryOfTheCoreDoesNotHold() {
        var error = assertThrows(InputError.class, () -> Image.of("many", stores(300, CORE)));
        assertTrue(error.getMessage().startsWith("many: takes 30"), error.getMessage());
        assertTrue(error.getMessage().contains("core hxdp holds 256. Give --program-bundles 512, or more lanes"),
                error.getMessage());
    }

    @Test void refusesFilesThatAreNotImages() {
        assertRefused(new byte[0], "is not an image");
        assertRefused(new byte[100], "is not an image");
        byte[] file = ImageFile.write(Image.of("stores", stores(3, CORE)));
        for (int i = 0; i < file.length; i++) {
            byte[] changed = file.clone();
            changed[i] ^= 4;
            assertThrows(InputError.class, () -> ImageFile.read("file", changed, CORE));
        }
        assertRefused(Arrays.copyOf(file, file.length - 1), "is damaged");
        byte[] newer = file.clone();
        newer[8] = 9;
        assertRefused(newer, "has version 9");
    }

    @Test void refusesAnImageForAnotherCore() {
        byte[] file = ImageFile.write(Image.of("stores", stores(3, CORE)));
        var error = assertThrows(InputError.class, () -> ImageFile.read("file", file, CoreConfig.WIDE));
        assertTrue(error.getMessage().contains("is made for another core"), error.getMessage());
    }

    private static void assertRefused(byte[] file, String what) {
        var error = assertThrows(InputError.class, () -> ImageFile.read("file", file, CORE));
        assertTrue(error.getMessage().startsWith("file: " + what), error.getMessage());
    }

    private static Schedule stores(int count, CoreConfig core) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(
                new Operation.Load(Space.PACKET, Size.B1, false, false, true, new Reg(0), Optional.empty(), 1, 0),
                Step.NOWHERE));
        for (int i = 0; i < count; i++) {
            steps.add(new Step(new Operation.Store(Space.PACKET, Size.B1, false, Optional.empty(), i, new Reg(0), 0),
                    Step.NOWHERE));
        }
        steps.add(new Step(new Operation.Exit(new Immediate(2)), Step.NOWHERE));
        return Scheduler.schedule("stores", new Graph(List.of(new Block(0, List.of(), steps)), 1), core);
    }
}
