package xdp2rtl.boards;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import xdp2rtl.compile.Compiler;
import xdp2rtl.engine.Action;
import xdp2rtl.engine.Outcome;
import xdp2rtl.engine.RedirectTarget;
import xdp2rtl.engine.Stimulus;
import xdp2rtl.engine.bundle.BundleEngine;
import xdp2rtl.engine.bundle.MapStore;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.host.HostMaps;
import xdp2rtl.image.Image;
import xdp2rtl.isa.ControlRegister;

/// What `TraceBench.cpp` does: loads a program and its maps, sends packets to the ports that their context names,
/// and expects what the interpreter says.
final class BoardScript {
    private static final int SHORTEST_FRAME = 60;
    /// Packets that fit into the queues of shells that do not wait.
    private static final int BURST = 8;

    private final Board board;
    private final List<String> lines = new ArrayList<>();

    private BoardScript(Board board) {
        this.board = board;
    }

    static List<String> of(Compiler compiler, Stimulus stimulus, Board board) {
        var script = new BoardScript(board);
        script.load(compiler, stimulus);
        script.traffic(stimulus);
        return script.lines;
    }

    private void write(int address, int value) {
        lines.add("w " + address + " " + Integer.toUnsignedString(value));
    }

    private void write(ControlRegister register, int value) {
        write(register.offset(), value);
    }

    private void load(Compiler compiler, Stimulus stimulus) {
        var compiled = compiler.compile(stimulus.program());
        var setup = BundleEngine.setup(compiled, stimulus.freedoms(), true);
        var maps = new MapStore(compiled.config().mapBytes());
        new HostMaps(compiled.layout(), BundleEngine.memory(maps)).fill(stimulus);
        write(ControlRegister.CONTROL, ControlRegister.SEQUENTIAL | ControlRegister.CLEAR);
        lines.add("u " + ControlRegister.STATUS.offset() + " " + ControlRegister.CLEARING);
        for (int row = 0; row < setup.program().size(); row++) {
            var slots = Image.row(setup.program().get(row));
            for (int lane = 0; lane < slots.size(); lane++) {
                write(ControlRegister.PROGRAM_ADDRESS, row | lane << 16);
                write(ControlRegister.PROGRAM_LOW, slots.get(lane).intValue());
                write(ControlRegister.PROGRAM_MIDDLE, slots.get(lane).shiftRight(32).intValue());
                write(ControlRegister.PROGRAM_HIGH, slots.get(lane).shiftRight(64).intValue());
            }
        }
        write(ControlRegister.PROGRAM_LENGTH, setup.program().size());
        write(ControlRegister.SLOT_LIMIT, setup.slotLimit());
        write(ControlRegister.FREEZE, ControlRegister.FREEZE_TIME | ControlRegister.FREEZE_RANDOM);
        write(ControlRegister.TIME_LOW, (int) setup.time());
        write(ControlRegister.TIME_HIGH, (int) (setup.time() >>> 32));
        write(ControlRegister.RANDOM, setup.random());
        write(ControlRegister.PER_CPU_BASE, setup.cpuBase());
        for (int map = 0; map < setup.descriptors().size(); map++) {
            int[] words = setup.descriptors().get(map).words();
            for (int i = 0; i < words.length; i++) write(ControlRegister.DESCRIPTORS.offset(16 * map + i), words[i]);
        }
        for (int address = 0; address < maps.bytes(); address += Long.BYTES) {
            long word = maps.word(address);
            if (word == 0) continue;
            write(ControlRegister.MAP_ADDRESS, address);
            write(ControlRegister.MAP_LOW, (int) word);
            write(ControlRegister.MAP_HIGH, (int) (word >>> 32));
        }
        write(ControlRegister.CONTROL, ControlRegister.SEQUENTIAL | ControlRegister.RUN);
    }

    private void traffic(Stimulus stimulus) {
        var outcomes = new Interpreter().run(stimulus).outcomes();
        boolean waits = board.shell() != Shell.NETFPGA_SUME && board.shell() != Shell.NETFPGA_PLUS;
        if (!waits) lines.add("b " + ControlRegister.COUNT_PACKETS.offset() + " " + BURST);
        for (int i = 0; i < outcomes.size(); i++) {
            var packet = stimulus.packets().get(i);
            int port = stimulus.contextOf(packet).ifindex() - 1;
            lines.add("p " + port + " " + HexFormat.of().formatHex(packet.bytes().toArray()));
            if (outcomes.get(i) instanceof Outcome.Ran ran) expect(ran, port);
        }
        lines.add("r " + ControlRegister.COUNT_PACKETS.offset() + " " + outcomes.size());
        for (int action = 0; action < 5; action++) {
            int number = action;
            long count = outcomes.stream().filter(outcome -> outcome.action() == number).count();
            lines.add("r " + ControlRegister.COUNT_ACTIONS.offset(action) + " " + count);
        }
    }

    /// A packet that leaves: where, and padded if the shell wants that. `from` is the port that it came in by.
    private void expect(Outcome.Ran ran, int from) {
        long action = ran.action();
        boolean leaves = action == Action.PASS || action == Action.TX || action == Action.REDIRECT;
        int port = action == Action.REDIRECT ? ran.redirect().map(BoardScript::ifindex).orElse(0) - 1 : from;
        if (!leaves || port < 0 || port >= board.ports()) return;
        byte[] bytes = ran.packet().orElseThrow().toArray();
        if (bytes.length > board.frameLimit()) return;
        if (pads(action) && bytes.length < SHORTEST_FRAME) bytes = Arrays.copyOf(bytes, SHORTEST_FRAME);
        lines.add("e " + (action == Action.PASS ? "host " : "wire ") + port + " " + HexFormat.of().formatHex(bytes));
    }

    private boolean pads(long action) {
        return switch (board.shell()) {
            case NETFPGA_SUME, NETFPGA_PLUS -> true;
            case OPENNIC, CORUNDUM -> action != Action.PASS;
            case NONE -> false;
        };
    }

    private static int ifindex(RedirectTarget target) {
        return switch (target) {
            case RedirectTarget.Interface it -> it.ifindex();
            case RedirectTarget.MapEntry it -> it.ifindex();
            case RedirectTarget.Broadcast _ -> 0;
        };
    }
}
