package xdp2rtl.simulation;

import static xdp2rtl.isa.ControlRegister.*;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import xdp2rtl.boards.Board;
import xdp2rtl.capture.Frame;
import xdp2rtl.compile.Compiled;
import xdp2rtl.driver.CoreLoad;
import xdp2rtl.driver.CoresMaps;
import xdp2rtl.driver.DeviceMemory;
import xdp2rtl.driver.RegisterWrites;
import xdp2rtl.driver.WordImage;
import xdp2rtl.isa.ControlRegister;
import xdp2rtl.linux.XdpAction;
import xdp2rtl.port.CoreSetup;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Stimulus;

/// What `main.cpp` does with a board: a program is loaded, packets come by port 0 one after the other, and at the end each
/// core has counted the actions that the interpreter gives.
final class SimulationScript {
    /// Packets are taken as far as this.
    static final int PACKETS = 256;
    /// What every wire carries.
    private static final int SHORTEST = 60;

    private final StringBuilder text = new StringBuilder();

    private SimulationScript() {}

    /// @param stimulus what maps hold at the start, and where packets come in; its packets are `frames`
    static String of(Board board, Compiled compiled, List<Frame> frames, Stimulus stimulus) {
        var script = new SimulationScript();
        script.text.append("# %s on %s; main.cpp says what the lines are.\n".formatted(compiled.program().name(),
                board.name()));
        script.load(compiled, stimulus);
        List<Packet> packets = frames.stream().map(Frame::bytes)
                .filter(bytes -> bytes.length() >= SHORTEST && bytes.length() <= board.frameLimit(compiled.config()))
                .map(bytes -> Packet.of(bytes.toArray())).filter(packet -> stimulus.notRunBecause(packet).isEmpty())
                .limit(PACKETS).toList();
        script.packets(packets);
        script.expect(PacketCpus.of(compiled).counts(stimulus.withPackets(packets)));
        return script.text.toString();
    }

    private void load(Compiled compiled, Stimulus stimulus) {
        write(CONTROL.offset(), 0);
        until(STATUS, IDLE, IDLE);
        write(CONTROL.offset(), CLEAR);
        until(STATUS, CLEARING, 0);
        maps(compiled, stimulus);
        boolean oneCpu = PacketCpus.of(compiled).isOne();
        var writes = new RegisterWrites();
        var load = CoreLoad.of(CoreSetup.of(compiled, stimulus, oneCpu));
        load.rows(writes);
        load.settings(writes, compiled.config().contexts(), compiled.config().cores());
        write(writes.pairs());
        write(CONTROL.offset(), oneCpu ? RUN | SEQUENTIAL : RUN);
    }

    /// What the maps of each core hold at the start; what is the same in all is written once.
    private void maps(Compiled compiled, Stimulus stimulus) {
        var layout = compiled.layout();
        int cores = compiled.config().cores();
        List<WordImage> images = Stream.generate(() -> new WordImage(layout.start(), (int) layout.totalBytes()))
                .limit(cores).toList();
        CoresMaps.sequential(layout, compiled.places(), images).fill(stimulus);
        List<int[]> pairs = images.stream().map(image -> {
            var writes = new RegisterWrites();
            DeviceMemory.add(writes, image.start(), image.end(), image::read, address -> image.read(address) != 0);
            return writes.pairs();
        }).toList();
        if (pairs.stream().allMatch(of -> Arrays.equals(of, pairs.getFirst()))) {
            write(pairs.getFirst());
            return;
        }
        for (int core = 0; core < cores; core++) {
            write(CORE_SELECT.offset(), core);
            write(pairs.get(core));
        }
        write(CORE_SELECT.offset(), ALL_CORES);
    }

    /// Each waits for the one before it, so that shells that must not wait lose none.
    private void packets(List<Packet> packets) {
        for (int number = 1; number <= packets.size(); number++) {
            text.append("p 0 ").append(packets.get(number - 1).bytes()).append('\n');
            until(COUNT_PACKETS, -1, number);
            until(STATUS, IDLE, IDLE);
        }
    }

    /// @param counts of each core
    private void expect(List<int[]> counts) {
        for (int core = 0; core < counts.size(); core++) {
            String of = "";
            if (counts.size() > 1) {
                write(CORE_SELECT.offset(), core);
                of = "core %d: ".formatted(core);
            }
            int[] actions = counts.get(core);
            for (int action = 0; action < actions.length; action++) {
                text.append("e %x %x %s%s\n".formatted(COUNT_ACTIONS.offset(action), actions[action], of,
                        action == PacketCpus.OTHER_ACTIONS ? "other actions" : XdpAction.text(action)));
            }
        }
    }

    private void write(int[] pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            write(pairs[i], pairs[i + 1]);
        }
    }

    private void write(int offset, int value) { text.append("w %x %x\n".formatted(offset, value)); }

    private void until(ControlRegister register, int mask, int value) {
        text.append("u %x %x %x\n".formatted(register.offset(), mask, value));
    }
}
