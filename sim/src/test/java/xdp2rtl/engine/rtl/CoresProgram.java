package xdp2rtl.engine.rtl;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Bundle;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Dispatch;
import xdp2rtl.isa.FlowFields;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Special;
import xdp2rtl.isa.Target;
import xdp2rtl.isa.Width;
import xdp2rtl.linux.XdpAction;
import xdp2rtl.port.CorePacket;
import xdp2rtl.port.CoreSetup;
import xdp2rtl.verilator.VerilatedCore;

/// Several small cores with a program that says which of them has run a packet, and packets for it.
final class CoresProgram {
    private static final Reg LOOPS = Reg.of(0, 0);
    private static final Reg ACTION = Reg.of(1, 1);
    private static final Reg CPU = Reg.of(1, 2);
    static final int DROP = XdpAction.DROP.number();
    static final int TX = XdpAction.TX.number();

    static final int NUMBER = 4;
    static final int ADDRESSES = 26;
    static final FlowFields FLOW =
            new FlowFields(List.of(new FlowFields.Field(ADDRESSES, 4, OptionalInt.of(ADDRESSES + 4))));

    static CoreConfig config(int cores) {
        return CoreConfig.of("cores", 2, 3).change().cores(cores).registersPerLane(16).programBundles(128)
                .mapBytes(1 << 12).trace(true).build();
    }

    /// The packet's byte 1 is its action, as often as its byte 0 says a loop goes round; the number of the
    /// CPU goes into byte 2.
    private static final List<Bundle> PROGRAM = List.of(
            bundle(load(LOOPS, 0), load(ACTION, 1)),
            bundle(Optional.of(
                    new Operation.Branch(Cond.EQ, Width.W64, LOOPS, new Operand.Immediate(0), new Target.ToBundle(3))),
                    Optional.empty()),
            bundle(Optional.of(new Operation.Alu(AluOp.ADD, Width.W64, LOOPS, LOOPS, new Operand.Immediate(-1))),
                    Optional.of(new Operation.Jump(new Target.ToBundle(1)))),
            bundle(Optional.empty(), Optional.of(new Operation.Get(CPU, Special.CPU))),
            bundle(Optional.of(new Operation.Exit(ACTION)),
                    Optional.of(new Operation.Store(Space.PACKET, Size.B1, false, Optional.empty(), 2, CPU, 0))));

    private static Optional<Operation> load(Reg to, int offset) {
        return Optional
                .of(new Operation.Load(Space.PACKET, Size.B1, false, false, false, to, Optional.empty(), offset, 0));
    }

    private static Bundle bundle(Optional<Operation> first, Optional<Operation> second) {
        return new Bundle(List.of(first, second), false);
    }

    static boolean runs(CorePacket packet) {
        return packet.bytes().length >= CoreConfig.MIN_PACKET;
    }

    static byte[] marked(CorePacket packet, int cpu) {
        byte[] bytes = packet.bytes().clone();
        bytes[2] = (byte) cpu;
        return bytes;
    }

    static RtlCore loaded(VerilatedCore model, int cores, boolean sequential) {
        return loaded(model, cores, sequential, Dispatch.IN_TURN);
    }

    static RtlCore loaded(VerilatedCore model, int cores, boolean sequential, Dispatch dispatch) {
        RtlCore core = new RtlCore(model, config(cores));
        core.load(new CoreSetup(PROGRAM, List.of(), 16, 0, sequential, sequential, 1000, 0, 0,
                dispatch, List.of()));
        return core;
    }

    /// Packets of all lengths, some too short to run, half of them dropped, some of which take long.
    static List<CorePacket> packets(long seed, int count) {
        Random random = new Random(seed);
        List<CorePacket> packets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] bytes =
                    new byte[random.nextInt(12) == 0 ? 4 : 14 + random.nextInt(random.nextInt(8) == 0 ? 3507 : 200)];
            random.nextBytes(bytes);
            bytes[0] = (byte) (random.nextInt(10) == 0 ? random.nextInt(60) : random.nextInt(3));
            bytes[1] = (byte) (random.nextBoolean() ? DROP : TX);
            packets.add(new CorePacket(bytes, random.nextInt(), random.nextInt()));
        }
        return packets;
    }

    /// Packets of 16 flows in both directions, most of them of one; some are long, and some take long.
    static List<CorePacket> ofFlows(long seed, int count) {
        Random random = new Random(seed);
        List<CorePacket> packets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int flow = random.nextInt(3) == 0 ? 7 : random.nextInt(16);
            boolean back = random.nextBoolean();
            ByteBuffer bytes = ByteBuffer.allocate(60 + random.nextInt(random.nextInt(16) == 0 ? 3000 : 70));
            bytes.put(0, (byte) (random.nextInt(16) == 0 ? random.nextInt(60) : random.nextInt(3)));
            bytes.put(1, (byte) (random.nextInt(4) == 0 ? DROP : TX)).putInt(NUMBER, i);
            bytes.putInt(ADDRESSES + (back ? 4 : 0), 10 << 24 | flow).putInt(ADDRESSES + (back ? 0 : 4), 11 << 24);
            packets.add(new CorePacket(bytes.array(), random.nextInt(), random.nextInt()));
        }
        return packets;
    }

    private CoresProgram() {}
}
