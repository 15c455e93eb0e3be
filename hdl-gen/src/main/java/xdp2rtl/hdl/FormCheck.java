package xdp2rtl.hdl;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import xdp2rtl.hdl.Expression.Binary;
import xdp2rtl.hdl.Expression.Concat;
import xdp2rtl.hdl.Expression.Constant;
import xdp2rtl.hdl.Expression.Each;
import xdp2rtl.hdl.Expression.Element;
import xdp2rtl.hdl.Expression.Index;
import xdp2rtl.hdl.Expression.Mux;
import xdp2rtl.hdl.Expression.Not;
import xdp2rtl.hdl.Expression.Reduce;
import xdp2rtl.hdl.Expression.Repeat;
import xdp2rtl.hdl.Expression.Select;
import xdp2rtl.hdl.Expression.Slice;
import xdp2rtl.hdl.Expression.Symbol;
import xdp2rtl.hdl.Expression.Word;

/// Every expression can be printed where it stands: one that is used twice is short, and a `select` is the
/// whole value of an assignment (or of an arm or branch of one).
record FormCheck(Component component) {
    void run() {
        var seen = new IdentityHashMap<Bits, Where>();
        for (var use : component.body().uses()) visit(use.value(), use.where(), seen);
        var wholes = new IdentityHashMap<Bits, Boolean>();
        component.body().assigns().forEach(assign -> wholes.put(assign.value(), true));
        nexts(component.body().clocked(), wholes);
        for (var use : component.body().uses()) {
            if (wholes.containsKey(use.value())) spine(use.value(), use.where());
            else noSelect(use.value(), use.where());
        }
    }

    private static void nexts(List<Statement> statements, Map<Bits, Boolean> wholes) {
        for (var statement : statements) {
            switch (statement) {
                case Statement.Next next -> wholes.put(next.value(), true);
                case Statement.If(var branches) -> branches.forEach(branch -> nexts(branch.body(), wholes));
                case Statement.Case(_, var arms) -> arms.forEach(arm -> nexts(arm.body(), wholes));
                case Statement.Store _, Statement.Banner _ -> {}
            }
        }
    }

    private void visit(Bits value, Where where, Map<Bits, Where> seen) {
        if (!shortForm(value)) {
            var earlier = seen.put(value, where);
            if (earlier != null) {
                var first = earlier.equals(where) ? "" : " (first at " + earlier + ")";
                throw new HdlError(where, "the unnamed value " + ExpressionText.brief(value)
                        + " is used more than once in " + component.moduleName() + first
                        + "; name it with let");
            }
        }
        for (var operand : Expression.operands(value)) visit(operand, where, seen);
    }

    /// Wires, or one gate on wires: as good as a name.
    private static boolean shortForm(Bits value) {
        return Wiring.only(value) || switch (value) {
            case Reduce(_, var of) -> Wiring.only(of);
            case Binary(var operator, var left, var right) -> switch (operator.kind()) {
                case BITWISE -> Wiring.only(left) && Wiring.only(right);
                case COMPARE -> Wiring.only(left) && Wiring.only(right);
                case ARITHMETIC, SHIFT, SIGNED_COMPARE -> false;
            };
            case Element _ -> true;
            case Signal _, Constant _, Symbol _, Not _, Mux _, Concat _, Repeat _, Slice _, Index _, Each _, Word _,
                 Select _ ->
                false;
        };
    }

    private void spine(Bits value, Where where) {
        switch (value) {
            case Select(var selector, var arms) -> {
                noSelect(selector, where);
                arms.forEach(arm -> spine(arm.value(), where));
            }
            case Mux(var condition, var then, var otherwise) -> {
                noSelect(condition, where);
                spine(then, where);
                spine(otherwise, where);
            }
            case Each(_, var element) -> inside(element, where);
            case Signal _, Constant _, Symbol _, Reduce _, Not _, Binary _, Concat _, Repeat _, Slice _, Index _,
                 Element _, Word _ ->
                noSelect(value, where);
        }
    }

    /// What stands in the loop of an `each`: an expression on elements.
    private void inside(Bits value, Where where) {
        if (value instanceof Element) return;
        if (value instanceof Each || value instanceof Select) noSelect(value, where);
        for (var operand : Expression.operands(value)) inside(operand, where);
    }

    private void noSelect(Bits value, Where where) {
        if (value instanceof Select) {
            throw new HdlError(where, "select: " + ExpressionText.brief(value)
                    + " stands inside an expression, where Verilog has no case; name it with let");
        }
        if (value instanceof Each) {
            throw new HdlError(where, "each: " + ExpressionText.brief(value)
                    + " stands inside an expression, where Verilog has no for; name it with let");
        }
        if (value instanceof Element) {
            throw new HdlError(where, "each: " + ExpressionText.brief(value)
                    + " is an element outside of its each; use it there");
        }
        for (var operand : Expression.operands(value)) noSelect(operand, where);
    }
}
