package xdp2rtl.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static xdp2rtl.isa.ControlRegister.*;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xdp2rtl.hdl.Design;
import xdp2rtl.hdl.HdlTool;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.AtomicOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.ControlRegister;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Encoding;
import xdp2rtl.isa.Field;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Target;
import xdp2rtl.isa.Width;

/// A core through its ports alone: a program of four bundles counts packets in map memory, drops what is not IPv4 and
/// sends the rest back with its first two bytes exchanged. Programs at large run in lock step with the model in module
/// `sim`.
@Tag("model")
class CoreTest {
    private static final CoreConfig CONFIG = CoreConfig.of("smoke", 2, 2).withMapBytes(1024);
    private static final int COUNTER = 64;

    @TempDir Path directory;
    private final List<String> script = new ArrayList<>();

    @Test void runsAProgramFromThePortsAlone() throws IOException {
        write(CONTROL, CLEAR);
        load(program());
        write(SLOT_LIMIT, 100);
        read(MAGIC, CONTEXTS, PROGRAM_LOW);
        write(MAP_ADDRESS, COUNTER);
        write(MAP_LOW, 5);
        write(MAP_HIGH, 0);
        write(CONTROL, RUN);
        String ipv4 = packet(0x0800, 70);
        script.add("p " + packet(0x86dd, 60));
        script.add("p " + ipv4);
        script.add("p 000102");
        script.add("n 100");
        write(MAP_ADDRESS, COUNTER);
        read(MAP_LOW, MAP_HIGH, STATUS, COUNT_PACKETS);
        script.add("r %x".formatted(COUNT_ACTIONS.offset(3)));
        script.add("w %x 0".formatted(STATUS.offset()));
        script.add("r ffc");
        Files.write(directory.resolve("script.txt"), script);

        var result = HdlTool.simulate(Design.of(new Core(CONFIG)), "CoreBench.cpp", directory);
        assertEquals(List.of(
                "read 0x0 = 0x58445032",
                "read 0xc = 0x2",
                "read 0x34 = 0x%x".formatted(slot(program().get(3).get(1), false).intValue()),
                "report r0 1 cause 0 slots 3 length 60",
                "report r0 3 cause 0 slots 4 length 70",
                "report r0 0 cause 1 slots 0 length 3",
                "out action 3 ifindex 7 0100" + ipv4.substring(4),
                "read 0x44 = 0x7",
                "read 0x48 = 0x0",
                "read 0x24 = 0x1",
                "read 0x68 = 0x3",
                "read 0x8c = 0x1",
                "write 0x24 refused",
                "read 0xffc = 0x0 refused"), result.output().lines().toList());
        assertEquals(0, result.status());
    }

    private static List<List<Optional<Operation>>> program() {
        var type = Reg.of(0, 0);
        var two = Reg.of(1, 0);
        return List.of(
                List.of(Optional.of(new Operation.Alu(AluOp.MOV, Width.W64, Reg.of(0, 1), new Immediate(0),
                        new Immediate(COUNTER))),
                        Optional.empty()),
                List.of(Optional.of(
                        new Operation.Load(Space.PACKET, Size.B2, false, true, false, type, Optional.empty(), 12, 0)),
                        Optional.of(new Operation.AtomicRequest(AtomicOp.ADD, Width.W64, Optional.of(Reg.of(0, 1)), 0,
                                new Immediate(1), 0))),
                List.of(Optional
                        .of(new Operation.Branch(Cond.NE, Width.W64, type, new Immediate(0x0800), new Target.Leave(1))),
                        Optional.of(new Operation.Load(Space.PACKET, Size.B2, false, false, false, two,
                                Optional.empty(), 0, 0))),
                List.of(Optional.of(new Operation.Exit(new Immediate(3))),
                        Optional.of(new Operation.Store(Space.PACKET, Size.B2, true, Optional.empty(), 0, two, 0))));
    }

    private void load(List<List<Optional<Operation>>> program) {
        for (int row = 0; row < program.size(); row++) {
            for (int lane = 0; lane < CONFIG.lanes(); lane++) {
                BigInteger slot = slot(program.get(row).get(lane), lane == 0 && row == 1);
                write(PROGRAM_ADDRESS, row | lane << 16);
                write(PROGRAM_LOW, slot.intValue());
                write(PROGRAM_MIDDLE, slot.shiftRight(32).intValue());
                write(PROGRAM_HIGH, slot.shiftRight(64).intValue());
            }
        }
        write(PROGRAM_LENGTH, program.size());
    }

    private static BigInteger slot(Optional<Operation> operation, boolean waits) {
        return operation.map(Encoding::encode).orElse(BigInteger.ZERO).or(Field.WAIT.at(waits ? 1 : 0));
    }

    private static String packet(int type, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) bytes[i] = (byte) i;
        bytes[12] = (byte) (type >> 8);
        bytes[13] = (byte) type;
        return HexFormat.of().formatHex(bytes);
    }

    private void write(ControlRegister register, int value) {
        script.add("w %x %x".formatted(register.offset(), value));
    }

    private void read(ControlRegister... registers) {
        for (var register : registers) script.add("r %x".formatted(register.offset()));
    }
}
