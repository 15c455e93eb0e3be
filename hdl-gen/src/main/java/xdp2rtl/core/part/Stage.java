package xdp2rtl.core.part;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import xdp2rtl.isa.Pipeline;

/// The stages of a bundle, by cycles after its issue: {@link Pipeline} and the two between its own. What belongs to the
/// bundle in a stage has a name that begins with the stage.
public enum Stage {
    ISSUE(0), FETCH(1), DECODE(Pipeline.DECODE), OPERANDS(Pipeline.OPERANDS), EXECUTE(Pipeline.EXECUTE),
    BRANCH(Pipeline.BRANCH), EFFECT(Pipeline.EFFECT), NEXT_ISSUE(Pipeline.NEXT_ISSUE), WRITE_BACK(Pipeline.WRITE_BACK);

    static {
        for (var stage : values()) {
            if (stage.cycle != stage.ordinal()) throw new IllegalStateException(stage + " is not in its place");
        }
    }

    private final int cycle;

    Stage(int cycle) {
        this.cycle = cycle;
    }

    /// The stage so many cycles after the issue.
    public static Stage of(int cycle) {
        return values()[cycle];
    }

    /// The name in this stage of what `name` says.
    public String name(String name) {
        return name().toLowerCase(Locale.ROOT) + "_" + name;
    }

    /// The names in the stages after this one, up to `last`.
    public List<String> until(Stage last, String name) {
        return IntStream.rangeClosed(cycle + 1, last.cycle).mapToObj(i -> of(i).name(name)).toList();
    }
}
