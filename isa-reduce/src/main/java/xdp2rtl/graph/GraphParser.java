package xdp2rtl.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.isa.AdjustOp;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.AtomicOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.DivideOp;
import xdp2rtl.isa.MapOp;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Length;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Special;
import xdp2rtl.isa.Target;
import xdp2rtl.isa.Width;

/// Reads what [GraphText] prints, apart from origins; `;` begins a comment.
public final class GraphParser {
    private static final Pattern WORD =
            Pattern.compile("[A-Za-z_]\\w*|0x[0-9a-f]+|-?[0-9]+|\\.w|[-+=:,?()\\[\\]#]");

    private final List<String> words = new ArrayList<>();
    private final String line;
    private int at;
    private int values;

    private GraphParser(String line, int values) {
        this.line = line;
        this.values = values;
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            words.add(matcher.group());
        }
    }

    /// @throws InputError if a line cannot be read
    public static Graph parse(String text) {
        List<Block> blocks = new ArrayList<>();
        List<Reg> parameters = List.of();
        List<Step> steps = new ArrayList<>();
        int values = 0;
        boolean open = false;
        for (String raw : text.lines().toList()) {
            String line = raw.replaceAll(";.*", "").strip();
            if (line.isEmpty()) {
                continue;
            }
            GraphParser parser = new GraphParser(line, values);
            if (line.endsWith(":")) {
                if (open) {
                    blocks.add(new Block(blocks.size(), parameters, steps));
                }
                open = true;
                steps = new ArrayList<>();
                parameters = parser.header(blocks.size());
            } else {
                steps.add(parser.step());
            }
            values = parser.values;
        }
        if (open) {
            blocks.add(new Block(blocks.size(), parameters, steps));
        }
        return new Graph(blocks, values);
    }

    private List<Reg> header(int place) {
        if (!next().equals("b" + place)) { throw error("block b" + place + " comes next"); }
        List<Operand> parameters = accept("(") ? operands(")") : List.of();
        return parameters.stream().map(operand -> operand instanceof Reg reg ? reg
                : bad("a parameter is a register")).toList();
    }

    private Step step() {
        Operation operation = operation();
        if (at != words.size()) { throw error("'" + words.get(at) + "' is too much"); }
        return new Step(operation, Step.NOWHERE);
    }

    private Operation operation() {
        String first = next();
        return switch (first) {
            case "if" -> {
                Cond cond = choice(Cond.class, next());
                Width width = width();
                Operand left = operand();
                Operand right = second();
                yield new Operation.Branch(cond, width, left, right, target());
            }
            case "goto" -> {
                at--;
                yield new Operation.Jump(target());
            }
            case "exit" -> new Operation.Exit(operand());
            case "put" ->
                new Operation.Put(choice(Special.class, next()), second(), accept(",") ? number() : 0);
            case "push" -> {
                int index = number();
                expect(":");
                yield new Operation.Push(index, operand(), second());
            }
            case "lookup", "update", "delete" -> {
                int map = Integer.parseInt(next().substring(3));
                expect("flags");
                int flags = number();
                expect(":");
                yield new Operation.MapRequest(choice(MapOp.class, first), map, flags, operand(), second());
            }
            case "div", "mod", "sdiv", "smod" ->
                new Operation.DivideRequest(choice(DivideOp.class, first), width(), reg(), second());
            default -> first.startsWith("store") ? store(first) : first.startsWith("atomic_") ? atomic(first)
                    : first.startsWith("add") ? addition(first) : computed(first);
        };
    }

    private Operation computed(String first) {
        Reg dst = register(first);
        expect("=");
        String name = next();
        if (name.startsWith("load")) { return load(dst, name); }
        if (name.startsWith("adjust_")) {
            return new Operation.Adjust(choice(AdjustOp.class, name.substring(7)), dst, operand());
        }
        for (AluOp op : AluOp.values()) {
            if (op.readsLeft() && GraphText.name(op).equals(name)) {
                return new Operation.Alu(op, width(), dst, operand(), second());
            }
        }
        for (Cond cond : Cond.values()) {
            if (GraphText.name(cond).equals(name)) {
                return new Operation.Compare(cond, width(), dst, reg(), second());
            }
        }
        return switch (name) {
            case "choose" -> {
                Reg test = reg();
                expect("?");
                Reg whenSet = reg();
                expect(":");
                yield new Operation.Choose(dst, test, whenSet, new Immediate(number()));
            }
            case "mul" -> new Operation.Multiply(width(), dst, reg(), second());
            case "get" -> new Operation.Get(dst, choice(Special.class, next()));
            default -> {
                at--;
                Operand value = operand();
                yield new Operation.Alu(AluOp.MOV, width(), dst, new Immediate(0), value);
            }
        };
    }

    /// What stands behind `load` or `store`: bytes, then `be` if they are swapped.
    private Size size(String what) { return choice(Size.class, "b" + what.replace("be", "")); }

    private Operation load(Reg dst, String name) {
        boolean signed = name.startsWith("loads");
        String what = name.substring(signed ? 5 : 4);
        boolean nonFaulting = accept("?");
        Space space = choice(Space.class, next());
        int alias = alias();
        Optional<Reg> base = base();
        return new Operation.Load(space, size(what), signed, what.endsWith("be"), nonFaulting, dst, base,
                offset(base), alias);
    }

    private Operation store(String name) {
        String what = name.substring(5);
        Space space = choice(Space.class, next());
        int alias = alias();
        Optional<Reg> base = base();
        int offset = offset(base);
        return new Operation.Store(space, size(what), what.endsWith("be"), base, offset, second(), alias);
    }

    private Operation addition(String name) {
        expect("map");
        int alias = alias();
        Optional<Reg> base = base();
        int offset = offset(base);
        return new Operation.MapAdd(size(name.substring(3)), base, offset, second(), alias);
    }

    private Operation atomic(String name) {
        Width width = width();
        expect("map");
        int alias = alias();
        Optional<Reg> base = base();
        int offset = offset(base);
        return new Operation.AtomicRequest(choice(AtomicOp.class, name.substring(7)), width, base, offset,
                second(), alias);
    }

    private Target target() {
        expect("goto");
        if (accept("exit")) { return new Target.Leave(number()); }
        int block = Integer.parseInt(next().substring(1));
        return new Target.ToBlock(block, accept("[") ? operands("]") : List.of());
    }

    private List<Operand> operands(String end) {
        List<Operand> operands = new ArrayList<>();
        do {
            operands.add(operand());
        } while (accept(","));
        expect(end);
        return operands;
    }

    private Optional<Reg> base() {
        expect("[");
        return at < words.size() && words.get(at).startsWith("v") ? Optional.of(reg()) : Optional.empty();
    }

    private int offset(Optional<Reg> base) {
        int offset = 0;
        if (base.isEmpty()) {
            offset = number();
        } else if (accept("+")) {
            offset = number();
        } else if (accept("-")) {
            offset = -number();
        }
        expect("]");
        return offset;
    }

    private int alias() { return accept("#") ? number() : 0; }

    private Operand operand() {
        String word = next();
        if (word.equals("length")) { return new Length(); }
        return word.startsWith("v") ? register(word) : new Immediate(number(word));
    }

    private Reg reg() { return register(next()); }

    private Reg register(String word) {
        if (!word.matches("v[0-9]+")) { throw error("'" + word + "' is no register"); }
        int number = Integer.parseInt(word.substring(1));
        values = Math.max(values, number + 1);
        return new Reg(number);
    }

    private int number() { return number(next()); }

    private int number(String word) {
        return Long.decode(word).intValue();
    }

    private String next() {
        if (at == words.size()) { throw error("the line ends too early"); }
        return words.get(at++);
    }

    private boolean accept(String word) {
        boolean there = at < words.size() && words.get(at).equals(word);
        at += there ? 1 : 0;
        return there;
    }

    private void expect(String word) {
        if (!accept(word)) { throw error("'" + word + "' is missing"); }
    }

    private <E extends Enum<E>> E choice(Class<E> type, String word) {
        for (E constant : type.getEnumConstants()) {
            if (GraphText.name(constant).equals(word)) { return constant; }
        }
        throw error("'" + word + "' is no " + type.getSimpleName());
    }

    private Width width() { return accept(".w") ? Width.W32 : Width.W64; }

    private Operand second() {
        expect(",");
        return operand();
    }

    private Reg bad(String why) { throw error(why); }

    private InputError error(String why) {
        return new InputError("graph text", "cannot read '" + line + "'", why,
                "Write it as the graph listing does");
    }
}
