package xdp2rtl.graph;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Width;

/// The listing of a graph: `b1(v3, v4):`, then one operation a line. A `.w` marks 32-bit width, `be` a
/// byte-swapped access, `?` a non-faulting load.
public final class GraphText {
    private GraphText() {}

    /// All blocks, as [GraphParser] reads them.
    public static String of(Graph graph) {
        return graph.blocks().stream().map(GraphText::of).collect(Collectors.joining("\n"));
    }

    /// A block: its head with parameters, and a line for each operation.
    public static String of(Block block) {
        var text = new StringBuilder("b" + block.id());
        if (!block.parameters().isEmpty()) {
            text.append(list(block.parameters()));
        }
        text.append(":\n");
        block.steps().forEach(step -> text.append("    ").append(of(step.operation())).append('\n'));
        return text.toString();
    }

    /// An operation, on one line.
    public static String of(Operation operation) {
        return switch (operation) {
            case Operation.Alu o when !o.op().readsLeft() -> o.dst() + " = " + o.right() + width(o.width());
            case Operation.Alu o ->
                o.dst() + " = " + name(o.op()) + width(o.width()) + " " + o.left() + ", " + o.right();
            case Operation.Compare o ->
                o.dst() + " = " + name(o.cond()) + width(o.width()) + " " + o.left() + ", " + o.right();
            case Operation.Choose o ->
                o.dst() + " = choose " + o.test() + " ? " + o.whenSet() + " : " + o.otherwise();
            case Operation.Multiply o -> o.dst() + " = mul" + width(o.width()) + " " + o.left() + ", "
                    + o.right();
            case Operation.Load o -> o.dst() + " = load" + (o.signed() ? "s" : "")
                    + size(o.size(), o.swapped())
                    + (o.nonFaulting() ? "? " : " ") + address(name(o.space()), o.base(), o.offset(), o.alias());
            case Operation.Store o -> "store" + size(o.size(), o.swapped()) + " "
                    + address(name(o.space()), o.base(), o.offset(), o.alias()) + ", " + o.value();
            case Operation.MapAdd o -> "add" + o.bytes() + " " + address("map", o.base(), o.offset(), o.alias()) + ", "
                    + o.value();
            case Operation.Branch o -> "if " + name(o.cond()) + width(o.width()) + " " + o.left() + ", "
                    + o.right()
                    + " goto " + o.target();
            case Operation.Jump o -> "goto " + o.target();
            case Operation.Exit o -> "exit " + o.action();
            case Operation.Get o -> o.dst() + " = get " + name(o.special());
            case Operation.Put o ->
                "put " + name(o.special()) + ", " + o.value() + (o.upper() == 0 ? "" : ", " + o.upper());
            case Operation.Adjust o -> o.dst() + " = adjust_" + name(o.op()) + " " + o.delta();
            case Operation.Push o -> "push " + o.index() + ": " + o.low() + ", " + o.high();
            case Operation.MapRequest o -> name(o.op()) + " map" + o.map() + " flags " + o.flags() + ": "
                    + o.low()
                    + ", " + o.high();
            case Operation.AtomicRequest o -> "atomic_" + name(o.op()) + width(o.width()) + " "
                    + address("map", o.base(), o.offset(), o.alias()) + ", " + o.value();
            case Operation.DivideRequest o -> name(o.op()) + width(o.width()) + " " + o.left() + ", "
                    + o.right();
        };
    }

    private static String address(String space, Optional<Reg> base, int offset, int alias) {
        String place = base.map(reg -> reg + (offset == 0 ? "" : (offset < 0 ? " - " : " + ")
                + Math.abs((long) offset)))
                .orElse(Integer.toUnsignedLong(offset) > 0xffff_0000L || offset >= 0
                        ? Integer.toString(offset) : "0x" + Integer.toHexString(offset));
        return space + (alias == 0 ? "" : "#" + alias) + "[" + place + "]";
    }

    private static String size(Size size, boolean swapped) { return size.bytes() + (swapped ? "be" : ""); }

    private static String width(Width width) { return width == Width.W64 ? "" : ".w"; }

    static String name(Enum<?> constant) { return constant.name().toLowerCase(Locale.ROOT); }

    private static String list(List<? extends Operand> operands) {
        return operands.stream().map(Object::toString).collect(Collectors.joining(", ", "(", ")"));
    }
}
