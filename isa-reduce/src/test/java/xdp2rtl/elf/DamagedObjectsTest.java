package xdp2rtl.elf;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import xdp2rtl.diagnostic.InputError;

/// Damaged copies of real objects give a program or one clear message, quickly, and nothing else.
///
/// `-Dxdp2rtl.damaged=10000` sets how many copies, `-Dxdp2rtl.seed=N` which ones.
class DamagedObjectsTest {
    private static final int COPIES = Integer.getInteger("xdp2rtl.damaged", 600);
    private static final long SEED = Long.getLong("xdp2rtl.seed", 2026);
    /// Far above the few milliseconds that loading takes, since the machine may be busy.
    private static final long MOST_NANOSECONDS = 2_000_000_000L;

    private static final LoadSettings TYPES = Objects.types("facts.o");

    @Test void loadsOrRefusesEveryDamagedCopy() throws IOException {
        List<byte[]> objects = List.of(Objects.bytes("facts.o"), Objects.bytes("global_data.o"),
                Objects.bytes("legacy_maps.o"), Objects.bytes("refused.o"), Objects.bytes("subprograms.o"),
                Files.readAllBytes(Objects.debian("xdp-dispatcher.o")),
                Files.readAllBytes(Objects.debian("xdpfilt_dny_all.o")));
        int loaded = 0;
        int refused = 0;
        for (int copy = 0; copy < COPIES; copy++) {
            var random = new Random(SEED + copy);
            byte[] damaged = damage(objects.get(copy % objects.size()), random);
            long start = System.nanoTime();
            try {
                loadAll(damaged);
                loaded++;
            } catch (InputError e) {
                refused++;
                assertTrue(e.where().startsWith("damaged.o"),
                        "seed " + (SEED + copy) + ": " + e.getMessage());
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                throw new AssertionError("seed " + (SEED + copy), e);
            }
            long took = System.nanoTime() - start;
            assertTrue(took < MOST_NANOSECONDS, "seed " + (SEED + copy) + " took " + took + " ns");
        }
        assertTrue(loaded > 0 && refused > 0, loaded + " loaded, " + refused + " refused");
    }

    private static void loadAll(byte[] object) {
        ElfObject read = ElfObject.parse("damaged.o", object, TYPES);
        for (ElfObject.Entry entry : read.entries()) {
            read.program(entry.name()).toString();
        }
    }

    /// Cuts the copy short, or flips bits and overwrites words with values at the borders of their range.
    private static byte[] damage(byte[] object, Random random) {
        if (random.nextInt(4) == 0) { return Arrays.copyOf(object, random.nextInt(object.length)); }
        byte[] copy = object.clone();
        for (int i = random.nextInt(8); i >= 0; i--) {
            int at = random.nextInt(copy.length - 8);
            if (random.nextBoolean()) {
                copy[at] ^= (byte) (1 << random.nextInt(8));
            } else {
                byte value = (byte) List.of(0, 0xff, 0x7f, 0x80).get(random.nextInt(4)).intValue();
                Arrays.fill(copy, at & ~3, (at & ~3) + 4, value);
            }
        }
        return copy;
    }
}
