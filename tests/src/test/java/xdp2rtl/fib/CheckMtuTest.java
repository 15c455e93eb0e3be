package xdp2rtl.fib;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import xdp2rtl.elf.Bytes;
import xdp2rtl.linux.Errno;
import xdp2rtl.port.Context;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Stimulus;

/// bpf_check_mtu. Needs the right to load programs: run as root.
class CheckMtuTest {
    private static final int HEADER = 14;
    /// Asks what a packet says behind its Ethernet header, and writes length and result behind that.
    private static final String PROGRAM = """
        r6 = *(u32 *)(r1 +0)
        r2 = *(u32 *)(r1 +4)
        r3 = r6
        r3 += 50
        if r3 > r2 goto end
        r3 = *(u32 *)(r6 +18)
        *(u32 *)(r10 -4) = r3
        r2 = *(u32 *)(r6 +14)
        r3 = r10
        r3 += -4
        r4 = *(u32 *)(r6 +22)
        r5 = *(u64 *)(r6 +26)
        call check_mtu
        *(u64 *)(r6 +38) = r0
        r0 = *(u32 *)(r10 -4)
        *(u32 *)(r6 +34) = r0
        end:
        r0 = 2
        exit
        """;
    private static final NetworkState NETWORK = new NetworkState(List.of(link(7, 1400), link(3, 9000), link(4, 100)),
            List.of(), List.of());

    private static Link link(int ifindex, int mtu) {
        return new Link(ifindex, "eth" + ifindex, mtu, Bytes.of(new byte[]{2, 0, 0, 0, 0, (byte) ifindex}), false, true,
                true);
    }

    private record Question(int ifindex, int length, int difference, long flags, int packet) {
        byte[] bytes() {
            ByteBuffer bytes = ByteBuffer.allocate(packet).order(ByteOrder.LITTLE_ENDIAN).position(HEADER);
            return bytes.putInt(ifindex).putInt(length).putInt(difference).putLong(flags).array();
        }
    }

    private record Reply(int length, long result) {}

    private static List<Reply> ask(Question... questions) {
        return AgreementOnNetworks.run(PROGRAM, NETWORK, Stream.of(questions).map(Question::bytes).toList()).stream()
                .map(bytes -> ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN))
                .map(bytes -> new Reply(bytes.getInt(34), bytes.getLong(38))).toList();
    }

    @Test void lengthsAtTheBorder() {
        assertEquals(List.of(new Reply(1400, 0), new Reply(1400, 1), new Reply(1400, 0), new Reply(1400, 1)),
                ask(new Question(7, 1400, 0, 0, 60), new Question(7, 1401, 0, 0, 60), new Question(7, 1410, -10, 0, 60),
                        new Question(7, 1400, 1, 0, 60)));
    }

    @Test void thePacketsOwnLengthHasItsEthernetHeader() {
        assertEquals(List.of(new Reply(1400, 0), new Reply(1400, 1), new Reply(100, 0), new Reply(100, 1)),
                ask(new Question(7, 0, 0, 0, 1414), new Question(7, 0, 0, 0, 1415), new Question(4, 0, 0, 0, 114),
                        new Question(4, 0, 0, 0, 115)));
    }

    @Test void whatIsWrongChangesNothing() {
        assertEquals(List.of(new Reply(5, Errno.ENODEV.result()), new Reply(5, Errno.EINVAL.result()),
                new Reply(5, Errno.EINVAL.result()), new Reply(5, Errno.ENODEV.result())),
                ask(new Question(8, 5, 0, 0, 60), new Question(7, 5, 0, 1, 60), new Question(8, 5, 0, 1L << 40, 60),
                        new Question(-1, 5, 0, 0, 60)));
    }

    @Test void interfaceZeroIsTheOneThePacketCameInBy() {
        List<Packet> packets = List.of(Packet.of(new Question(0, 1400, 0, 0, 60).bytes()),
                Packet.of(new Question(0, 1401, 0, 0, 60).bytes()));
        Stimulus stimulus = Stimulus.of(AgreementOnNetworks.program(PROGRAM), packets);
        AgreementOnNetworks.run(stimulus.withNetwork(NETWORK).withContext(new Context(7, 0)));
        AgreementOnNetworks.run(stimulus.withNetwork(NETWORK));
        AgreementOnNetworks.run(stimulus);
        AgreementOnNetworks.run(stimulus.withContext(new Context(9, 0)));
    }

    @Test void randomQuestions() {
        var random = new Random(163);
        var questions = new ArrayList<Question>();
        for (int i = 0; i < 2000; i++) {
            int ifindex = random.nextInt(10);
            int length = random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(3) * 700 + random.nextInt(3);
            int difference = random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(-3, 4);
            questions.add(new Question(ifindex, length, difference, random.nextInt(8) == 0 ? 1 : 0,
                    60 + random.nextInt(100)));
        }
        ask(questions.toArray(Question[]::new));
    }
}
