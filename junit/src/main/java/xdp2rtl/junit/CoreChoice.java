package xdp2rtl.junit;

import java.util.stream.Collectors;
import xdp2rtl.boards.Board;
import xdp2rtl.compile.Compiler;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.isa.CoreConfig;

/// The core that a program is compiled for.
///
/// @param compiler for it
/// @param option   that says so on the command line; empty where nobody said
record CoreChoice(Compiler compiler, String option) {
    static final CoreChoice DEFAULT = new CoreChoice(Compiler.forCore(CoreConfig.DEFAULT), "");

    /// @throws InputError if there is none of this name
    static CoreChoice core(String name) {
        CoreConfig config = CoreConfig.NAMED.stream().filter(core -> core.name().equals(name)).findFirst()
                .orElseThrow(() -> new InputError("core", "there is no core `%s`".formatted(name), "", "There are "
                        + CoreConfig.NAMED.stream().map(CoreConfig::name).collect(Collectors.joining(", "))));
        return new CoreChoice(Compiler.forExactly(config), " --core " + name);
    }

    /// @throws InputError if there is none of this name
    static CoreChoice board(String name) {
        Board board = Board.named(name);
        return new CoreChoice(Compiler.forExactly(board.fitted(board.core())), " --board " + name);
    }
}
