package xdp2rtl.hdl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import xdp2rtl.hdl.Expression.Mux;
import xdp2rtl.hdl.Expression.Select;
import xdp2rtl.hdl.Expression.Symbol;

/// Prints assignments: `assign`, or an `always @*` with a `case` where a value is a `select`; and the statements at the
/// clock edge.
final class Assignments {
    private final Page page;
    private final ExpressionText expressions;

    Assignments(Page page, ExpressionText expressions) {
        this.page = page;
        this.expressions = expressions;
    }

    /// Whether the value takes statements to assign: there is a `select` in it that is not inside an operator.
    static boolean isCase(Bits value) {
        return switch (value) {
            case Select _ -> true;
            case Mux(_, var then, var otherwise) -> isCase(then) || isCase(otherwise);
            case Signal _, Expression _ -> false;
        };
    }

    /// The symbols that the text of `value` itself (not of its operands) mentions.
    static void symbols(Bits value, Map<String, Symbol> found) {
        switch (value) {
            case Symbol symbol -> found.put(symbol.name(), symbol);
            case Select(_, var arms) -> {
                for (var arm : arms.subList(0, arms.size() - 1)) arm.labels().forEach(label -> symbols(label, found));
            }
            case Signal _, Expression _ -> { }
        }
    }

    /// Prints and empties a run of assignments, with their `=` in one column.
    void run(List<Body.Item.Assign> run, Function<Signal, String> names) {
        int longest = run.stream().filter(assign -> !isCase(assign.value()))
                .mapToInt(assign -> names.apply(assign.target()).length()).filter(length -> length <= 30).max().orElse(0);
        boolean tight = false;
        for (var assign : run) {
            var name = names.apply(assign.target());
            if (isCase(assign.value())) {
                page.blank();
                page.line(1, "always @* begin");
                value(2, name + " = ", assign.value());
                page.line(1, "end");
                tight = false;
            } else {
                var start = "assign " + Page.padded(name, longest) + " = ";
                if (!tight) page.blank();
                page.assignment(1, start, expressions.lines(assign.value(), ExpressionText.Place.WHOLE, 2 + start.length()));
                tight = true;
            }
        }
        run.clear();
    }

    /// Assigns a value by statements. `start` is the target with `=` or `<=`.
    private void value(int depth, String start, Bits value) {
        if (!isCase(value)) {
            page.assignment(depth, start,
                    expressions.lines(value, ExpressionText.Place.WHOLE, 2 * depth + start.length()));
            return;
        }
        switch (value) {
            case Select select -> select(depth, start, select);
            case Mux(var condition, var then, var otherwise) -> {
                condition(depth, "if (", condition);
                value(depth + 1, start, then);
                page.line(depth, "end else begin");
                value(depth + 1, start, otherwise);
                page.line(depth, "end");
            }
            case Signal _, Expression _ -> throw new IllegalStateException("no statement form for " + value.getClass());
        }
    }

    private void select(int depth, String start, Select select) {
        page.line(depth, "case (" + expressions.flat(select.selector(), ExpressionText.Place.ARGUMENT) + ")");
        int longest = select.arms().stream().filter(arm -> !isCase(arm.value()))
                .mapToInt(arm -> labels(select, arm).length()).filter(length -> length <= 30).max().orElse(0);
        for (var arm : select.arms()) {
            var labels = labels(select, arm);
            boolean last = arm == select.arms().getLast();
            var remark = last && !arm.labels().isEmpty() ? "  // " + text(arm) : "";
            if (isCase(arm.value())) {
                page.line(depth + 1, labels + ": begin" + remark);
                value(depth + 2, start, arm.value());
                page.line(depth + 1, "end");
            } else {
                var before = Page.padded(labels + ":", longest + 1) + " " + start;
                var lines = new ArrayList<>(expressions.lines(arm.value(), ExpressionText.Place.WHOLE,
                        2 * (depth + 1) + before.length()));
                if (lines.size() == 1 && 2 * (depth + 1) + before.length() + lines.getFirst().length() + 1 + remark.length()
                        <= ExpressionText.PAGE) {
                    page.line(depth + 1, before + lines.getFirst() + ";" + remark);
                } else {
                    if (!remark.isEmpty()) page.remark(depth + 1, text(arm));
                    page.assignment(depth + 1, before, lines);
                }
            }
        }
        page.line(depth, "endcase");
    }

    private String labels(Select select, Expression.Arm arm) {
        return arm == select.arms().getLast() ? "default" : text(arm);
    }

    private String text(Expression.Arm arm) {
        return arm.labels().stream().map(label -> expressions.flat(label, ExpressionText.Place.ARGUMENT))
                .collect(Collectors.joining(", "));
    }

    private void condition(int depth, String start, Bits condition) {
        var lines = new ArrayList<>(expressions.lines(condition, ExpressionText.Place.WHOLE, 2 * depth + start.length() + 8));
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
                case Statement.Banner(var title) -> {
                    boolean followed = i + 1 < statements.size() && !(statements.get(i + 1) instanceof Statement.Banner);
                    if (followed) page.line(depth, "// " + title);
                }
            }
        }
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
        var word = memory.name() + "[" + expressions.flat(write.address(), ExpressionText.Place.ARGUMENT) + "]";
        if (write.lanes() == 1) {
            boolean always = write.enables() instanceof Expression.Constant;
            if (!always) condition(depth, "if (", write.enables());
            value(always ? depth : depth + 1, word + " <= ", write.data());
            if (!always) page.line(depth, "end");
            return;
        }
        for (int lane = 0; lane < write.lanes(); lane++) {
            var guarded = write.lane(lane);
            int low = lane * write.laneWidth();
            var part = write.laneWidth() == 1 ? "[" + low + "]" : "[" + (low + write.laneWidth() - 1) + ":" + low + "]";
            page.line(depth, "if (" + expressions.flat(guarded.condition(), ExpressionText.Place.ARGUMENT) + ") " + word + part
                    + " <= " + expressions.flat(guarded.value(), ExpressionText.Place.ARGUMENT) + ";");
        }
    }
}
