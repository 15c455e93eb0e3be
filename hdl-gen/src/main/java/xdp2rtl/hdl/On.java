package xdp2rtl.hdl;

import java.util.List;
import java.util.function.Consumer;

/// What happens at the clock edge while a choice is one of some constants: an arm of {@link Component#cases}.
public final class On<E extends Enum<E>> {
    private final List<E> constants;
    private final Consumer<Choice<E>> statements;
    private final Where where = Where.caller();

    On(List<E> constants, Consumer<Choice<E>> statements) {
        if (constants.isEmpty()) throw new HdlError("on: no constants; give at least one");
        this.constants = List.copyOf(constants);
        this.statements = statements;
    }

    List<E> constants() {
        return constants;
    }

    Consumer<Choice<E>> statements() {
        return statements;
    }

    Where where() {
        return where;
    }
}
