package xdp2rtl.engine.rtl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xdp2rtl.port.CoreSetup;
import xdp2rtl.driver.MapStore;
import xdp2rtl.image.Image;
import xdp2rtl.isa.Bundle;
import xdp2rtl.isa.ControlRegister;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Target;
import xdp2rtl.port.CorePacket;
import xdp2rtl.port.Observation;
import xdp2rtl.port.PortPacket;
import xdp2rtl.verilator.ModelFailure;
import xdp2rtl.verilator.VerilatedCore;

/// The core through its ports, without a model beside it.
@Tag("model")
class RtlCoreTest {
    private static final CoreConfig CONFIG = CoreConfig.of("2x5", 2, 5).change().registersPerLane(16)
            .programBundles(128).mapBytes(1 << 13).trace(true).build();
    private static final List<Bundle> PASS = List.of(row(new Operation.Exit(new Operand.Immediate(2))));

    @Test void packetsLeaveUnchangedAndInOrderUnderGapsAndBackPressure() {
        for (int seed = 0; seed < 4; seed++) {
            try (VerilatedCore model = RtlModels.of(CONFIG, false).open(Optional.empty())) {
                RtlCore core = loaded(model, PASS, false);
                model.disturb(seed, 60 * seed, 240 - 60 * seed);
                List<CorePacket> packets = packets(seed, 200);
                core.offer(packets);
                core.start();
                core.run();
                Observation seen = model.take();
                assertEquals(packets.size(), seen.packets().size());
                for (int i = 0; i < packets.size(); i++) {
                    PortPacket out = seen.packets().get(i);
                    assertArrayEquals(packets.get(i).bytes(), out.contents());
                    assertEquals(packets.get(i).ifindex(), out.ifindex());
                    assertEquals(2, out.action());
                }
                assertTrue(core.idle());
            }
        }
    }

    @Test void mapMemoryKeepsWhatTheHostWrites() {
        try (VerilatedCore model = RtlModels.of(CONFIG, false).open(Optional.empty())) {
            RtlCore core = loaded(model, PASS, true);
            Random random = new Random(5);
            MapStore contents = new MapStore(CONFIG.mapBytes());
            for (int i = 0; i < 500; i++) {
                contents.word(8 * random.nextInt(CONFIG.mapBytes() / 8), random.nextLong());
            }
            core.fill(List.of(contents));
            core.write(16, 0x0123_4567_89ab_cdefL);
            contents.word(16, 0x0123_4567_89ab_cdefL);
            for (int address = 0; address < contents.bytes(); address += 8) {
                assertEquals(contents.word(address), core.read(address), "word at " + address);
            }
            core.load(new CoreSetup(PASS, List.of(), 16, 0, true, true, 100, 0, 0));
            assertEquals(0, core.read(16), "loading clears the memory");
        }
    }

    @Test void theInputIsHeldBetweenPacketsAndNeverWithinOne() {
        for (int seed = 0; seed < 8; seed++) {
            try (VerilatedCore model = RtlModels.of(CONFIG, false).open(Optional.empty())) {
                RtlCore core = loaded(model, PASS, false);
                model.disturb(seed, 30 * seed, 100);
                List<CorePacket> packets = packets(seed, 200);
                core.offer(packets);
                core.start();
                for (int held = 0; held < 20; held++) {
                    model.run(37 + 11 * held);
                    model.write(new int[]{ControlRegister.CONTROL.offset(), 0});
                    for (int looks = 0; !core.idle(); looks++) {
                        assertTrue(looks < 2000, "the core does not come to rest; seed " + seed);
                    }
                    assertEquals(core.register(ControlRegister.COUNT_PACKETS, 0), model.reports());
                    core.start();
                }
                core.run();
                assertEquals(packets.size(), model.take().packets().size());
            }
        }
    }

    /// Rows are written while packets run; the base takes effect at once and for every address, a branch's target too.
    @Test void aProgramIsWrittenBesideTheOneThatRuns() {
        List<Bundle> bounces = List.of(row(new Operation.Jump(new Target.ToBundle(2))),
                row(new Operation.Exit(new Operand.Immediate(1))),
                row(new Operation.Exit(new Operand.Immediate(3))));
        try (VerilatedCore model = RtlModels.of(CONFIG, false).open(Optional.empty())) {
            RtlCore core = loaded(model, PASS, false);
            core.offer(packets(3, 400));
            core.start();
            model.run(100);
            for (int row = 0; row < bounces.size(); row++) {
                BigInteger slot = Image.row(bounces.get(row)).getFirst();
                model.write(new int[]{ControlRegister.PROGRAM_ADDRESS.offset(), 64 + row,
                        ControlRegister.PROGRAM_LOW.offset(), slot.intValue(), ControlRegister.PROGRAM_MIDDLE.offset(),
                        slot.shiftRight(32).intValue(), ControlRegister.PROGRAM_HIGH.offset(),
                        slot.shiftRight(64).intValue()});
            }
            model.write(new int[]{ControlRegister.CONTROL.offset(), 0});
            while (!core.idle()) {
                model.run(1);
            }
            long before = model.reports();
            assertTrue(before > 5 && before < 300, before + " packets");
            model.write(
                    new int[]{ControlRegister.PROGRAM_BASE.offset(), 64, ControlRegister.PROGRAM_LENGTH.offset(), 3});
            core.start();
            core.run();
            List<PortPacket> out = model.take().packets();
            for (int i = 0; i < 400; i++) {
                assertEquals(i < before ? 2 : 3, out.get(i).action(), "packet " + i);
            }
        }
    }

    @Test void aRefusedAccessNamesItsRegister() {
        try (VerilatedCore model = RtlModels.of(CONFIG, false).open(Optional.empty())) {
            var write = assertThrows(ModelFailure.class, () -> model.write(new int[]{0x020, 0, 0x000, 1}));
            assertEquals("the core refuses a write to control register 0x0", write.getMessage());
            var read = assertThrows(ModelFailure.class, () -> model.read(new int[]{0x3f0}));
            assertEquals("the core refuses a read of control register 0x3f0", read.getMessage());
        }
    }

    @Test void anotherCoreThanWasAskedForIsNoticed() {
        try (VerilatedCore model = RtlModels.of(CONFIG, false).open(Optional.empty())) {
            var failure = assertThrows(ModelFailure.class, () -> new RtlCore(model, CONFIG.withMapBytes(1 << 14)));
            assertEquals("control register MAP_BYTES reads 0x2000, not 0x4000", failure.getMessage());
        }
    }

    @Test void aCoreThatDoesNotAnswerIsAnErrorAndNoHang() {
        try (VerilatedCore model = RtlModels.of(CONFIG, false).open(Optional.empty())) {
            RtlCore core = loaded(model, PASS, true);
            core.offer(packets(1, 3));
            var failure = assertThrows(ModelFailure.class, core::run, "it was not started");
            assertTrue(failure.getMessage().contains("0 of 3 packets are reported"), failure.getMessage());
        }
    }

    @Test void wavesAreWrittenWhereAskedFor(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("run.fst");
        try (VerilatedCore model = RtlModels.of(CONFIG, true).open(Optional.of(file))) {
            RtlCore core = loaded(model, PASS, true);
            core.offer(packets(1, 5));
            core.start();
            core.run();
            assertEquals(5, core.register(ControlRegister.COUNT_PACKETS, 0));
        }
        assertTrue(Files.size(file) > 1000, Files.size(file) + " bytes");
    }

    private static Bundle row(Operation operation) {
        return new Bundle(List.of(Optional.of(operation), Optional.empty()), false);
    }

    private static RtlCore loaded(VerilatedCore model, List<Bundle> program, boolean sequential) {
        RtlCore core = new RtlCore(model, CONFIG);
        core.load(new CoreSetup(program, List.of(), 16, 0, sequential, sequential, 100, 0, 0));
        return core;
    }

    private static List<CorePacket> packets(long seed, int count) {
        Random random = new Random(seed);
        List<CorePacket> packets = new ArrayList<>(Collections.nCopies(count, null));
        packets.replaceAll(_ -> {
            byte[] bytes = new byte[14 + random.nextInt(random.nextInt(8) == 0 ? 3507 : 200)];
            random.nextBytes(bytes);
            return new CorePacket(bytes, random.nextInt(), random.nextInt());
        });
        return packets;
    }
}
