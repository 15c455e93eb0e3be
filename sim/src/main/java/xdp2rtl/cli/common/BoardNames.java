package xdp2rtl.cli.common;

import java.util.Iterator;
import xdp2rtl.boards.Board;

/// The names that `--board` takes, for completion.
public final class BoardNames implements Iterable<String> {
    @Override public Iterator<String> iterator() {
        return Board.ALL.stream().map(Board::name).iterator();
    }
}
