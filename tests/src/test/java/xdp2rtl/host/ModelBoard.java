package xdp2rtl.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xdp2rtl.boards.BoardRegister;
import xdp2rtl.capture.CaptureReader;
import xdp2rtl.device.Device;
import xdp2rtl.elf.Bytes;
import xdp2rtl.engine.rtl.ModelDevice;
import xdp2rtl.engine.rtl.RtlModels;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.port.CorePacket;
import xdp2rtl.port.PortReport;
import xdp2rtl.verilator.VerilatedCore;

/// The generated core with two ports beside it, as a device. The clock runs while registers are accessed, and packets
/// with it.
final class ModelBoard implements Device {
    private static final int PORTS = 2;

    private final VerilatedCore model;
    private final ModelDevice core;
    private final List<PortReport> reports = new ArrayList<>();
    private final int[] ifindex = {1, 2};
    /// What device maps lead to, by number.
    private final int[] leadsTo = new int[BoardRegister.BROADCAST_PORTS.count()];
    private final int ports;
    private long offered;

    ModelBoard(CoreConfig config) {
        this(config, PORTS);
    }

    /// @param ports 0: it is a core alone
    ModelBoard(CoreConfig config, int ports) {
        this.ports = ports;
        model = RtlModels.of(config, false).open(Optional.empty());
        core = new ModelDevice(model);
    }

    /// What is loaded is remembered in `folder`.
    HostDevice host(Path folder) {
        return HostDevice.of(this, new StateFile(folder.resolve("state.json")));
    }

    /// The packets of an example's trace, as they come in by port 0.
    static List<CorePacket> packets(String example) {
        return CaptureReader.readAll(Path.of("..", "examples", example, "trace.pcap")).stream()
                .map(frame -> new CorePacket(frame.bytes().toArray(), 1, 0))
                .filter(packet -> packet.bytes().length >= CoreConfig.MIN_PACKET).toList();
    }

    static Bytes bytes(int... values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return Bytes.of(bytes);
    }

    void offer(List<CorePacket> packets) {
        offered += packets.size();
        model.offer(packets);
    }

    /// What the board has been told of a device map: bit p for port p.
    int leadsTo(int map) {
        return leadsTo[map];
    }

    void run(long cycles) {
        model.run(cycles);
    }

    /// Runs until every packet that was offered is reported.
    void finish() {
        for (int chunks = 0; !model.run(1 << 14, offered); chunks++) {
            if (chunks > 1000) {
                throw new AssertionError("%d of %d packets are reported".formatted(model.reports(), offered));
            }
        }
    }

    /// All reports since the beginning.
    List<PortReport> reports() {
        reports.addAll(model.take().reports());
        return reports;
    }

    @Override public int read(int offset) {
        return offset >= BoardRegister.BOARD_MAGIC.offset() && offset < 0x400 ? port(offset) : core.read(offset);
    }

    private int port(int offset) {
        for (int port = 0; port < PORTS; port++) {
            if (offset == BoardRegister.PORT_IFINDEX.offset() + 4 * port) { return ifindex[port]; }
        }
        if (ports == 0) { return 0; }
        return offset == BoardRegister.BOARD_MAGIC.offset() ? BoardRegister.MAGIC_VALUE
                : offset == BoardRegister.PORTS.offset() ? ports : 0;
    }

    @Override public void write(int offset, int value) {
        int port = (offset - BoardRegister.PORT_IFINDEX.offset()) / 4;
        int map = (offset - BoardRegister.BROADCAST_PORTS.offset()) / 4;
        if (offset >= BoardRegister.PORT_IFINDEX.offset() && port < PORTS) {
            ifindex[port] = value;
        } else if (offset >= BoardRegister.BROADCAST_PORTS.offset() && map < leadsTo.length) {
            leadsTo[map] = value;
        } else {
            core.write(offset, value);
        }
    }

    @Override public String name() {
        return "model";
    }

    @Override public void close() {
        model.close();
    }
}
