package xdp2rtl.simulation;

import static xdp2rtl.isa.ControlRegister.*;

import java.util.List;
import xdp2rtl.boards.Board;
import xdp2rtl.capture.Frame;
import xdp2rtl.compile.Compiled;
import xdp2rtl.driver.CoreLoad;
import xdp2rtl.driver.CoresMaps;
import xdp2rtl.driver.DeviceMemory;
import xdp2rtl.driver.RegisterWrites;
import xdp2rtl.driver.WordImage;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.isa.ControlRegister;
import xdp2rtl.linux.XdpAction;
import xdp2rtl.port.CoreSetup;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Stimulus;

/// What `main.cpp` does with a board: a program is loaded, packets come by port 0 one after the other, and at the end the
/// core has counted the actions that the interpreter gives.
final class SimulationScript {
    /// Packets are taken as far as this.
    static final int PACKETS = 256;
    /// What every wire carries.
    private static final int SHORTEST = 60;
    /// COUNT_ACTIONS counts all that is no action of Linux here.
    private static final int OTHER_ACTIONS = 5;

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
        var given = new Stimulus(stimulus.program(), packets, stimulus.context(), stimulus.maps(), stimulus.freedoms(),
                stimulus.fib(), stimulus.frameBytes());
        try (var interpreter = new Interpreter()) {
            script.expect(interpreter.run(given).outcomes());
        }
        return script.text.toString();
    }

    private void load(Compiled compiled, Stimulus stimulus) {
        write(CONTROL.offset(), 0);
        until(STATUS, IDLE, IDLE);
        write(CONTROL.offset(), CLEAR);
        until(STATUS, CLEARING, 0);
        var layout = compiled.layout();
        var image = new WordImage(layout.start(), (int) layout.totalBytes());
        CoresMaps.sequential(layout, compiled.places(), List.of(image)).fill(stimulus);
        var writes = new RegisterWrites();
        DeviceMemory.add(writes, image.start(), image.end(), image::read, address -> image.read(address) != 0);
        var load = CoreLoad.of(CoreSetup.of(compiled, stimulus, true));
        load.rows(writes);
        load.settings(writes, compiled.config().contexts(), compiled.config().cores());
        int[] pairs = writes.pairs();
        for (int i = 0; i < pairs.length; i += 2) {
            write(pairs[i], pairs[i + 1]);
        }
        write(CONTROL.offset(), RUN | SEQUENTIAL);
    }

    /// Each waits for the one before it, so that shells that must not wait lose none.
    private void packets(List<Packet> packets) {
        for (int number = 1; number <= packets.size(); number++) {
            text.append("p 0 ").append(packets.get(number - 1).bytes()).append('\n');
            until(COUNT_PACKETS, -1, number);
            until(STATUS, IDLE, IDLE);
        }
    }

    private void expect(List<Outcome> outcomes) {
        int[] counts = new int[OTHER_ACTIONS + 1];
        for (Outcome outcome : outcomes) {
            counts[(int) Math.min(outcome.action(), OTHER_ACTIONS)]++;
        }
        for (int action = 0; action < counts.length; action++) {
            text.append("e %x %x %s\n".formatted(COUNT_ACTIONS.offset(action), counts[action],
                    action == OTHER_ACTIONS ? "other actions" : XdpAction.text(action)));
        }
    }

    private void write(int offset, int value) { text.append("w %x %x\n".formatted(offset, value)); }

    private void until(ControlRegister register, int mask, int value) {
        text.append("u %x %x %x\n".formatted(register.offset(), mask, value));
    }
}
