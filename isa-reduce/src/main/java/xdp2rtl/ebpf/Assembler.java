package xdp2rtl.ebpf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import xdp2rtl.diagnostic.InputError;
import xdp2rtl.linux.HelperId;
import xdp2rtl.linux.Kfunc;

/// Text to instructions; reads what an [Instruction] prints as its text, one a line.
///
/// Beyond that: `name:` on a line of its own names the next slot, for `goto name` and `call name`; a comment begins
/// with `;`; numbers may be hexadecimal (`0x1f`) and may fill their field as signed or as unsigned numbers.
public final class Assembler {
    private static final String NUMBER = "([+-]?(?:0x[0-9a-f]+|[0-9]+))";
    private static final String REGISTER = "([rw])([0-9]+)";
    private static final String OPERAND = "(\\S+)";
    private static final String ADDRESS = "\\(([us])(8|16|32|64) \\*\\)\\(r([0-9]+) ([+-] ?\\S+)\\)";
    private static final Pattern LABEL = Pattern.compile("([a-z_][a-z0-9_]*):");

    private final String name;
    private final Map<String, Integer> labels;
    private int slot;

    private final List<Rule> rules = List.of(
            rule("exit", _ -> new Instruction.Exit()),
            rule("call kernel#([0-9]+), module ([0-9]+)", m -> new Instruction.Call(
                    new CallTarget.KernelFunction(number(m.group(1)), number(m.group(2))))),
            rule("call (\\S+)", m -> new Instruction.Call(callTarget(m.group(1)))),
            rule("(gotol?) (\\S+)",
                    m -> new Instruction.Jump(m.group(1).equals("goto") ? OperandWidth.W64 : OperandWidth.W32,
                            offset(m.group(2)))),
            rule("may_goto (\\S+)", m -> new Instruction.MayGoto(offset(m.group(1)))),
            rule(REGISTER + " = load_acquire\\(" + ADDRESS + "\\)", m -> new Instruction.LoadAcquire(size(m.group(4)),
                    number(m.group(2)), number(m.group(5)), number(m.group(6)))),
            rule("store_release\\(" + ADDRESS + ", " + REGISTER + "\\)", m -> new Instruction.StoreRelease(
                    size(m.group(2)), number(m.group(3)), number(m.group(4)), number(m.group(6)))),
            rule("if " + REGISTER + " (\\S+) " + OPERAND + " goto (\\S+)", m -> new Instruction.Branch(
                    condition(m.group(3)), width(m.group(1)), number(m.group(2)), source(m.group(4)),
                    offset(m.group(5)))),
            rule(REGISTER + " = -" + REGISTER, m -> new Instruction.Alu(AluOperation.NEG, width(m.group(1)),
                    number(m.group(2)), new SourceOperand.Immediate(0))),
            rule("r([0-9]+) = (le|be|bswap)(16|32|64) r[0-9]+", m -> new Instruction.ByteSwap(swap(m.group(2)),
                    number(m.group(3)), number(m.group(1)))),
            rule("r([0-9]+) = map\\[([0-9]+)\\] ll", m -> new Instruction.LoadImmediate(number(m.group(1)),
                    new Immediate64.Map(number(m.group(2))))),
            rule("r([0-9]+) = map\\[([0-9]+)\\].value" + NUMBER + " ll", m -> new Instruction.LoadImmediate(
                    number(m.group(1)), new Immediate64.MapValue(number(m.group(2)), number(m.group(3))))),
            rule("r([0-9]+) = map\\[fd ([0-9]+)\\] ll", m -> new Instruction.LoadImmediate(number(m.group(1)),
                    new Immediate64.MapByDescriptor(number(m.group(2))))),
            rule("r([0-9]+) = map\\[fd ([0-9]+)\\].value" + NUMBER + " ll", m -> new Instruction.LoadImmediate(
                    number(m.group(1)), new Immediate64.MapValueByDescriptor(number(m.group(2)),
                            number(m.group(3))))),
            rule("r([0-9]+) = variable\\[([0-9]+), module ([0-9]+)\\] ll", m -> new Instruction.LoadImmediate(
                    number(m.group(1)), new Immediate64.Variable(number(m.group(2)), number(m.group(3))))),
            rule("r([0-9]+) = code\\[(\\S+)\\] ll", m -> new Instruction.LoadImmediate(number(m.group(1)),
                    new Immediate64.Code(offset(m.group(2))))),
            rule("r([0-9]+) = " + NUMBER + " ll", m -> new Instruction.LoadImmediate(number(m.group(1)),
                    new Immediate64.Constant(longNumber(m.group(2))))),
            rule("r([0-9]+) = \\*" + ADDRESS, m -> new Instruction.Load(size(m.group(3)), m.group(2).equals("s"),
                    number(m.group(1)), number(m.group(4)), number(m.group(5)))),
            rule("r0 = \\*\\(u(8|16|32) \\*\\)skb\\[(?:r([0-9]+) ([+-] ))?" + NUMBER + "\\]", this::packetLoad),
            rule("\\*" + ADDRESS + " = " + OPERAND, m -> new Instruction.Store(size(m.group(2)),
                    number(m.group(3)), number(m.group(4)), source(m.group(5)))),
            rule("lock \\*" + ADDRESS + " (\\S+) " + REGISTER, m -> new Instruction.Atomic(
                    atomic(op -> op.symbol().equals(m.group(5))), false, size(m.group(2)), number(m.group(3)),
                    number(m.group(4)), number(m.group(7)))),
            rule(REGISTER + " = (?:atomic_fetch_)?(\\S+)\\(" + ADDRESS + "(?:, [rw]0)?, " + REGISTER + "\\)",
                    m -> new Instruction.Atomic(atomic(op -> op.name().equals(m.group(3).toUpperCase(Locale.ROOT))),
                            true, size(m.group(5)), number(m.group(6)), number(m.group(7)), number(m.group(9)))),
            rule(REGISTER + " = (\\(s[0-9]+\\))" + REGISTER, m -> alu(m, m.group(3), m.group(4) + m.group(5))),
            rule(REGISTER + " (\\S+=|=) " + OPERAND, m -> alu(m, m.group(3), m.group(4))));

    private record Rule(Pattern pattern, Function<MatchResult, Instruction> instruction) {}

    private Assembler(String name, Map<String, Integer> labels) {
        this.name = name;
        this.labels = labels;
    }

    /// @param name what the text is, for messages
    /// @throws InputError naming the line, counted from 1
    public static List<Instruction> assemble(String name, String text) {
        List<String> lines = text.lines().map(line -> line.split(";", 2)[0].strip().replaceAll("\\s+", " ")).toList();
        Map<String, Integer> labels = new HashMap<>();
        int slots = 0;
        for (String line : lines) {
            var label = LABEL.matcher(line);
            if (label.matches()) {
                labels.put(label.group(1), slots);
            } else if (!line.isEmpty()) {
                slots += line.endsWith(" ll") ? 2 : 1;
            }
        }
        var assembler = new Assembler(name, labels);
        var instructions = new ArrayList<Instruction>();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isEmpty() && !LABEL.matcher(lines.get(i)).matches()) {
                Instruction instruction = assembler.line(i + 1, lines.get(i));
                assembler.slot += instruction.slots();
                instructions.add(instruction);
            }
        }
        return List.copyOf(instructions);
    }

    private Instruction line(int number, String line) {
        for (Rule rule : rules) {
            var match = rule.pattern().matcher(line);
            if (match.matches()) {
                try {
                    return rule.instruction().apply(match);
                } catch (IllegalArgumentException e) {
                    throw new InputError("%s: line %d".formatted(name, number), "`%s`: %s".formatted(line,
                            e.getMessage()));
                }
            }
        }
        throw new InputError("%s: line %d".formatted(name, number), "`%s` is not an instruction".formatted(line));
    }

    private static Rule rule(String pattern, Function<MatchResult, Instruction> instruction) {
        return new Rule(Pattern.compile(pattern), instruction);
    }

    private static Instruction alu(MatchResult m, String symbol, String source) {
        AluOperation operation = Stream.of(AluOperation.values()).filter(op -> op.symbol().equals(symbol)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no operation " + symbol));
        return new Instruction.Alu(operation, width(m.group(1)), number(m.group(2)), source(source));
    }

    private Instruction packetLoad(MatchResult m) {
        OptionalInt index = m.group(2) == null ? OptionalInt.empty() : OptionalInt.of(number(m.group(2)));
        String sign = m.group(3) == null ? "" : m.group(3).strip();
        return new Instruction.PacketLoad(size(m.group(1)), index, number(sign + m.group(4)));
    }

    private CallTarget callTarget(String text) {
        if (text.startsWith("pc")) { return new CallTarget.Local(number(text.substring(2))); }
        if (labels.containsKey(text)) { return new CallTarget.Local(offset(text)); }
        Optional<CallTarget> kernel = Kfunc.named(text).map(CallTarget.Kfunc::new);
        if (kernel.isPresent()) { return kernel.get(); }
        String helper = text.replaceFirst("#.*", "").toUpperCase(Locale.ROOT);
        if (helper.equals("KERNEL") || helper.equals("HELPER")) {
            int number = number(text.replaceFirst(".*#", ""));
            return helper.equals("KERNEL") ? new CallTarget.KernelFunction(number, 0)
                    : new CallTarget.HelperNumber(number);
        }
        return HelperId.named(helper.toLowerCase(Locale.ROOT))
                .map(known -> new CallTarget.HelperNumber(known.number()))
                .orElseThrow(() -> new IllegalArgumentException("no helper or label " + text));
    }

    private int offset(String target) {
        return Optional.ofNullable(labels.get(target)).map(to -> to - slot - 1).orElseGet(() -> number(target));
    }

    private static SourceOperand source(String text) {
        return text.matches("[rw][0-9]+") ? new SourceOperand.Register(number(text.substring(1)))
                : new SourceOperand.Immediate(number(text));
    }

    private static AtomicOperation atomic(Predicate<AtomicOperation> wanted) {
        return Stream.of(AtomicOperation.values()).filter(wanted).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such atomic operation"));
    }

    private static Condition condition(String symbol) {
        return Stream.of(Condition.values()).filter(condition -> condition.symbol().equals(symbol)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no condition " + symbol));
    }

    private static Instruction.ByteSwap.Kind swap(String text) {
        return switch (text) {
            case "le" -> Instruction.ByteSwap.Kind.LE;
            case "be" -> Instruction.ByteSwap.Kind.BE;
            default -> Instruction.ByteSwap.Kind.SWAP;
        };
    }

    private static OperandWidth width(String letter) {
        return letter.equals("r") ? OperandWidth.W64 : OperandWidth.W32;
    }

    private static AccessSize size(String bits) {
        return Stream.of(AccessSize.values()).filter(size -> size.bits() == number(bits)).findFirst().orElseThrow();
    }

    /// 32 bits, signed or unsigned.
    private static int number(String text) {
        long value = longNumber(text.replace(" ", ""));
        if (value < Integer.MIN_VALUE || value > 0xffff_ffffL) {
            throw new IllegalArgumentException(text + " does not fit 32 bits");
        }
        return (int) value;
    }

    private static long longNumber(String text) {
        boolean negative = text.startsWith("-");
        String digits = text.replaceFirst("^[+-]", "");
        long value = digits.startsWith("0x") ? Long.parseUnsignedLong(digits.substring(2), 16)
                : Long.parseUnsignedLong(digits);
        return negative ? -value : value;
    }
}
