package xdp2rtl.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A simulated board, driven by the command line.
final class BoardWorld extends World {
    private final Process board;

    /// @param name   of the board
    /// @param links  options of `host simulate`
    /// @param places an interface and the namespace that it goes to, each
    BoardWorld(Path folder, String name, List<String> namespaces, String links, List<String> places) {
        super(folder, "sim:" + folder.resolve("board"), namespaces);
        try {
            Path said = folder.resolve("simulate.txt");
            board = shell.start("exec ./xdp2rtl host simulate --board %s %s --socket $DIR/board".formatted(name, links),
                    folder.resolve("traffic.txt"), said);
            for (int waited = 0; !text(said).contains(" runs: "); waited++) {
                if (!board.isAlive() || waited > 3000) { throw new AssertionError("no board: " + text(said)); }
                Thread.sleep(100);
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
        places.forEach(place -> shell.run("ip link set %s netns %s".formatted((Object[]) place.split(" "))));
    }

    @Override String dump(String map) {
        return shell.run("./xdp2rtl host map dump name %s --json".formatted(map));
    }

    @Override void end() {
        shell.run("./xdp2rtl host unload");
        stop(board);
    }
}
