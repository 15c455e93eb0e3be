package xdp2rtl.hdl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import xdp2rtl.hdl.Expression.Each;
import xdp2rtl.hdl.Expression.Mux;
import xdp2rtl.hdl.Expression.Select;
import xdp2rtl.hdl.Expression.Symbol;
import xdp2rtl.hdl.ExpressionText.Place;

/// Prints assignments: `assign`, or an `always @*` with a `case` where a value is a `select` and a `for` where it is an
/// `each`; and the statements at the clock edge.
final class Assignments {
    /// So many constants that `default` stands for are named beside it.
    private static final int NAMED = 4;

    private final Page page;
    private final ExpressionText expressions;

    Assignments(Page page, ExpressionText expressions) {
        this.page = page;
        this.expressions = expressions;
    }

    /// Whether the value takes statements to assign: there is a `select` or an `each` in it that is not inside an
    /// operator.
    static boolean takesStatements(Bits value) {
        return switch (value) {
            case Select _, Each _ -> true;
            case Mux(_, var then, var otherwise) -> takesStatements(then) || takesStatements(otherwise);
            case Signal _, Expression _ -> false;
        };
    }

    /// Whether the statements that assign the value have a loop.
    static boolean loops(Bits value) {
        return switch (value) {
            case Each _ -> true;
            case Mux(_, var then, var otherwise) -> loops(then) || loops(otherwise);
            case Select(_, var arms) -> arms.stream().anyMatch(arm -> loops(arm.value()));
            case Signal _, Expression _ -> false;
        };
    }

    /// The name of the block with a loop that assigns `target`.
    static String block(String target) {
        return target + "_loop";
    }

    /// Begins a block. One with a loop has a name, and the loop's variable for itself: a common one would wake the
    /// other blocks.
    void always(String event, String name, boolean loops) {
        page.line(1, "always " + event + " begin" + (loops ? " : " + name : ""));
        if (loops) page.line(2, "integer i;");
    }

    /// The symbols that the text of `value` itself (not of its operands) mentions.
    static void symbols(Bits value, Map<String, Symbol> found) {
        switch (value) {
            case Symbol symbol -> found.put(symbol.name(), symbol);
            case Select(_, var arms) -> {
                for (var arm : arms.subList(0, arms.size() - 1)) {
                    for (var label : arm.labels()) symbols(label, found);
                }
            }
            case Signal _, Expression _ -> {}
        }
    }

    /// Prints and empties a run of assignments, with their `=` in one column.
    void run(List<Body.Item.Assign> run, Function<Signal, String> names) {
        int longest = longest(run.stream().filter(assign -> !takesStatements(assign.value()))
                .map(assign -> names.apply(assign.target())));
        boolean tight = false;
        for (var assign : run) {
            var name = names.apply(assign.target());
            if (takesStatements(assign.value())) {
                page.blank();
                always("@*", block(name), loops(assign.value()));
                value(2, name + " = ", assign.value());
                page.line(1, "end");
                tight = false;
            } else {
                var start = "assign " + Page.padded(name, longest) + " = ";
                if (!tight) page.blank();
                var lines = expressions.lines(assign.value(), Place.WHOLE, 2 + start.length());
                page.assignment(1, start, lines);
                tight = true;
            }
        }
        run.clear();
    }

    /// The column for what follows these texts; a very long one does not push the others away.
    private static int longest(Stream<String> texts) {
        return texts.mapToInt(String::length).filter(length -> length <= 30).max().orElse(0);
    }

    /// Assigns a value by statements. `start` is the target with `=` or `<=`.
    private void value(int depth, String start, Bits value) {
        if (!takesStatements(value)) {
            page.assignment(depth, start,
                    expressions.lines(value, Place.WHOLE, 2 * depth + start.length()));
            return;
        }
        switch (value) {
            case Select select -> select(depth, start, select);
            case Each(int count, var element) -> {
                loop(depth, count);
                value(depth + 1, elements(start, element.width()), element);
                page.line(depth, "end");
            }
            case Mux(var condition, var then, var otherwise) -> {
                condition(depth, "if (", condition);
                value(depth + 1, start, then);
                page.line(depth, "end else begin");
                value(depth + 1, start, otherwise);
                page.line(depth, "end");
            }
            case Signal _, Expression _ ->
                throw new IllegalStateException("no statement form for " + value.getClass());
        }
    }

    private void loop(int depth, int count) {
        page.line(depth, "for (i = 0; i < " + count + "; i = i + 1) begin");
    }

    /// `start` for element `i` of its target.
    private static String elements(String start, int width) {
        int end = start.stripTrailing().lastIndexOf(' ');
        return start.substring(0, end) + ExpressionText.element(0, width) + start.substring(end);
    }

    private void select(int depth, String start, Select select) {
        page.line(depth, "case (" + expressions.flat(select.selector(), Place.ARGUMENT) + ")");
        int longest = longest(select.arms().stream().filter(arm -> !takesStatements(arm.value()))
                .map(arm -> labels(select, arm)));
        for (var arm : select.arms()) {
            boolean last = arm == select.arms().getLast();
            var labels = last ? "default" : labels(depth + 1, text(arm));
            boolean named = last && !arm.labels().isEmpty() && arm.labels().size() <= NAMED;
            var remark = named ? "  // " + text(arm) : "";
            if (takesStatements(arm.value())) {
                page.line(depth + 1, labels + ": begin" + remark);
                value(depth + 2, start, arm.value());
                page.line(depth + 1, "end");
            } else {
                var before = Page.padded(labels + ":", longest + 1) + " " + start;
                var lines = new ArrayList<>(expressions.lines(arm.value(), Place.WHOLE,
                        2 * (depth + 1) + before.length()));
                int column = 2 * (depth + 1) + before.length() + lines.getFirst().length() + 1;
                if (lines.size() == 1 && column + remark.length() <= ExpressionText.PAGE) {
                    page.line(depth + 1, before + lines.getFirst() + ";" + remark);
                } else {
                    if (!remark.isEmpty()) page.remark(depth + 1, text(arm));
                    page.assignment(depth + 1, before, lines);
                }
            }
        }
        page.line(depth, "endcase");
    }

    /// Prints all lines of a list of labels but the last one, which it gives back.
    private String labels(int depth, String labels) {
        int room = ExpressionText.PAGE - 2 * depth - 40;
        var rest = labels;
        while (rest.length() > Math.max(room, 30)) {
            int end = rest.lastIndexOf(", ", ExpressionText.PAGE - 2 * depth - 1);
            if (end < 0) break;
            page.line(depth, rest.substring(0, end + 1));
            rest = rest.substring(end + 2);
        }
        return rest;
    }

    private String labels(Select select, Expression.Arm arm) {
        return arm == select.arms().getLast() ? "default" : text(arm);
    }

    private String text(Expression.Arm arm) {
        return text(arm.labels());
    }

    private String text(List<Bits> labels) {
        return labels.stream().map(label -> expressions.flat(label, Place.ARGUMENT))
                .collect(Collectors.joining(", "));
    }

    private void condition(int depth, String start, Bits condition) {
        int column = 2 * depth + start.length() + ") begin".length();
        var lines = expressions.lines(condition, Place.WHOLE, column);
        for (int i = 0; i < lines.size(); i++) {
            page.line(depth, (i == 0 ? start : " ".repeat(start.length())) + lines.get(i)
                    + (i == lines.size() - 1 ? ") begin" : ""));
        }
    }

    void statements(int depth, List<Statement> statements) {
        for (int i = 0; i < statements.size(); i++) {
            switch (statements.get(i)) {
                case Statement.Next(var target, var value, _) -> value(depth, target.name() + " <= ", value);
                case Statement.Store(var memory, var write) -> store(depth, memory, write);
                case Statement.If(var branches) -> branches(depth, branches);
                case Statement.Case cases -> cases(depth, cases);
                case Statement.Banner(var title) -> {
                    boolean empty = i + 1 == statements.size()
                            || statements.get(i + 1) instanceof Statement.Banner;
                    if (!empty) page.line(depth, "// " + title);
                }
            }
        }
    }

    /// Arms in which nothing happens are not printed: `default` stands for them.
    private void cases(int depth, Statement.Case cases) {
        page.line(depth, "case (" + expressions.flat(cases.selector(), Place.ARGUMENT) + ")");
        var arms = cases.arms().stream().filter(arm -> !arm.body().isEmpty()).toList();
        int longest = longest(arms.stream().filter(arm -> brief(arm).isPresent()).map(arm -> text(arm.labels())));
        for (var arm : arms) {
            var labels = labels(depth + 1, text(arm.labels())) + ":";
            var only = brief(arm);
            if (only.isPresent()) {
                var next = only.get();
                value(depth + 1, Page.padded(labels, longest + 1) + " " + next.target().name() + " <= ", next.value());
            } else {
                page.line(depth + 1, labels + " begin");
                statements(depth + 2, arm.body());
                page.line(depth + 1, "end");
            }
        }
        if (!cases.full()) page.line(depth + 1, "default: ;");
        page.line(depth, "endcase");
    }

    /// The only statement of an arm, if it needs no `begin`.
    private static Optional<Statement.Next> brief(Statement.Arm arm) {
        return arm.body().size() == 1 && arm.body().getFirst() instanceof Statement.Next next
                && !takesStatements(next.value())
                        ? Optional.of(next) : Optional.empty();
    }

    private void branches(int depth, List<Statement.Branch> branches) {
        for (int i = 0; i < branches.size(); i++) {
            var branch = branches.get(i);
            var start = i == 0 ? "" : "end else ";
            if (branch.condition().isPresent()) condition(depth, start + "if (", branch.condition().get());
            else page.line(depth, start + "begin");
            statements(depth + 1, branch.body());
        }
        page.line(depth, "end");
    }

    /// A write to a memory: as a whole, or lane by lane.
    void store(int depth, Memory memory, Memory.Write write) {
        var word = memory.name() + "[" + expressions.flat(write.address(), Place.ARGUMENT) + "]";
        if (write.lanes() == 1) {
            boolean always = write.enables() instanceof Expression.Constant;
            if (!always) condition(depth, "if (", write.enables());
            value(always ? depth : depth + 1, word + " <= ", write.data());
            if (!always) page.line(depth, "end");
            return;
        }
        var each = write.each();
        if (each.isPresent()) {
            loop(depth, write.lanes());
            page.line(depth + 1, "if (" + expressions.flat(each.get().condition(), Place.ARGUMENT) + ") " + word
                    + ExpressionText.element(0, write.laneWidth()) + " <= "
                    + expressions.flat(each.get().value(), Place.ARGUMENT) + ";");
            page.line(depth, "end");
            return;
        }
        for (int lane = 0; lane < write.lanes(); lane++) {
            var guarded = write.lane(lane);
            int low = lane * write.laneWidth();
            int high = low + write.laneWidth() - 1;
            var part = "[" + (high == low ? low : high + ":" + low) + "]";
            var condition = expressions.flat(guarded.condition(), Place.ARGUMENT);
            var data = expressions.flat(guarded.value(), Place.ARGUMENT);
            page.line(depth, "if (" + condition + ") " + word + part + " <= " + data + ";");
        }
    }
}
