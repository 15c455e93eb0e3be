package xdp2rtl.boards;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import xdp2rtl.compile.Compiler;
import xdp2rtl.device.Device;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.isa.ControlRegister;
import xdp2rtl.port.Stimulus;

/// What `TraceBench.cpp` does: loads a program and its maps, sends packets to the ports that their context names,
/// and expects what the interpreter says.
final class BoardScript {
    /// Packets that fit into the queues of shells that do not wait.
    private static final int BURST = 8;

    private final Board board;
    private final List<String> lines = new ArrayList<>();

    private BoardScript(Board board) {
        this.board = board;
    }

    static List<String> of(Compiler compiler, Stimulus stimulus, Board board) {
        var script = new BoardScript(board);
        BoardLoad.load(script.new Writer(), board, compiler, stimulus);
        script.traffic(stimulus);
        return script.lines;
    }

    /// The same with a packet in every context.
    static List<String> atOnce(Compiler compiler, Stimulus stimulus, Board board) {
        var script = new BoardScript(board);
        BoardLoad.loadAtOnce(script.new Writer(), board, compiler, stimulus);
        script.traffic(stimulus);
        return script.lines;
    }

    /// A host's view of the script: what it does is written down, what it waits for is said to have come.
    private final class Writer implements Device {
        @Override public int read(int offset) {
            lines.add("u " + offset + " " + ControlRegister.CLEARING);
            return 0;
        }

        @Override public void write(int offset, int value) {
            lines.add("w " + offset + " " + Integer.toUnsignedString(value));
        }

        @Override public String name() { return "script"; }

        @Override public void close() {}
    }

    private void traffic(Stimulus stimulus) {
        var outcomes = new Interpreter().run(stimulus).outcomes();
        boolean waits = board.shell() != Shell.NETFPGA_SUME && board.shell() != Shell.NETFPGA_PLUS;
        if (!waits) lines.add("b " + ControlRegister.COUNT_PACKETS.offset() + " " + BURST);
        for (int i = 0; i < outcomes.size(); i++) {
            var packet = stimulus.packets().get(i);
            int port = stimulus.contextOf(packet).ifindex() - 1;
            lines.add("p " + port + " " + HexFormat.of().formatHex(packet.bytes().toArray()));
            BoardOutput.of(outcomes.get(i), stimulus, board, port)
                    .forEach(it -> lines.add("e " + it.place() + " " + HexFormat.of().formatHex(it.bytes())));
        }
        lines.add("r " + ControlRegister.COUNT_PACKETS.offset() + " " + outcomes.size());
        for (int action = 0; action < 5; action++) {
            int number = action;
            long count = outcomes.stream().filter(outcome -> outcome.action() == number).count();
            lines.add("r " + ControlRegister.COUNT_ACTIONS.offset(action) + " " + count);
        }
    }
}
