package xdp2rtl.hdl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// A hardware module. Fields are ports, state and children, the constructor takes the parameters, `logic()`
/// is the behaviour; see the package's documentation for the whole of it.
public abstract class Component {
    private final String moduleName;
    private final Body body;
    private Optional<Component> parent = Optional.empty();
    private final Where where = Where.caller();
    private String instanceName = "";

    /// `moduleName` is the name of the Verilog module. It carries the parameters: two components of one name
    /// in a design must be equal.
    protected Component(String moduleName) {
        this.moduleName = Naming.checked(moduleName);
        this.body = new Body(moduleName);
    }

    /// States the behaviour: called once, when all fields have their names.
    protected abstract void logic();

    /// Bits that hold every number from 0 to `max`; at least 1.
    public static int bitsFor(long max) {
        return Math.max(1, 64 - Long.numberOfLeadingZeros(max));
    }

    // Declarations, in field initialisers (or in factories of port bundles that are called there)

    /// An input port of `width` bits, at least 1.
    public final In in(int width) {
        return body.add(new In(this, width));
    }

    /// An output port; assigned once, in [#logic].
    public final Out out(int width) {
        return body.add(new Out(this, width));
    }

    /// A wire; assigned once, in [#logic].
    public final Wire wire(int width) {
        return body.add(new Wire(this, width));
    }

    /// A register that resets to 0; see {@link Reg#reset} and {@link Reg#noReset}.
    public final Reg reg(int width) {
        return body.add(new Reg(this, width));
    }

    /// `count` input ports of one width; their names end in `_0`, `_1` and so on, as those of all lists.
    public final List<In> ins(int count, int width) {
        return repeated(count, () -> in(width));
    }

    /// `count` output ports of one width.
    public final List<Out> outs(int count, int width) {
        return repeated(count, () -> out(width));
    }

    /// `count` registers of one width that reset to 0.
    public final List<Reg> regs(int count, int width) {
        return repeated(count, () -> reg(width));
    }

    /// An input port that holds a constant of an enum, by its ordinal.
    public final <E extends Enum<E>> Choice<E> in(Class<E> type) {
        return in(EnumEncoding.ordinal(type));
    }

    /// The same with codes of its own.
    public final <E extends Enum<E>> Choice<E> in(EnumEncoding<E> encoding) {
        return new Choice<>(encoding, in(encoding.width()));
    }

    /// An output port that holds a constant of an enum, by its ordinal.
    public final <E extends Enum<E>> Choice<E> out(Class<E> type) {
        return out(EnumEncoding.ordinal(type));
    }

    /// The same with codes of its own.
    public final <E extends Enum<E>> Choice<E> out(EnumEncoding<E> encoding) {
        return new Choice<>(encoding, out(encoding.width()));
    }

    /// A wire that holds a constant of an enum, by its ordinal.
    public final <E extends Enum<E>> Choice<E> wire(Class<E> type) {
        return wire(EnumEncoding.ordinal(type));
    }

    /// The same with codes of its own.
    public final <E extends Enum<E>> Choice<E> wire(EnumEncoding<E> encoding) {
        return new Choice<>(encoding, wire(encoding.width()));
    }

    /// A register that holds `reset` after reset.
    public final <E extends Enum<E>> Choice<E> reg(Class<E> type, E reset) {
        return reg(EnumEncoding.ordinal(type), reset);
    }

    public final <E extends Enum<E>> Choice<E> reg(EnumEncoding<E> encoding, E reset) {
        return new Choice<>(encoding, reg(encoding.width()).reset(encoding.of(reset)));
    }

    /// Words in LUTs, read in the same cycle.
    public final Mem mem(int width, int depth) {
        return body.add(new Mem(this, width, depth));
    }

    /// Words in block RAM, one write port and one or more read ports.
    public final BlockMem blockMem(int width, int depth) {
        return body.add(new BlockMem(this, width, depth));
    }

    /// Words in block RAM, two ports that both read and write.
    public final DualMem dualMem(int width, int depth) {
        return body.add(new DualMem(this, width, depth, false));
    }

    /// Words in UltraRAM, two ports that read or write.
    public final DualMem ultraMem(int width, int depth) {
        return body.add(new DualMem(this, width, depth, true));
    }

    /// Makes `child` an instance in this component. Its inputs are assigned in `logic()`, its outputs read
    /// there.
    public final <C extends Component> C use(C child) {
        child.adopt(this);
        return body.add(child);
    }

    /// `count` children, all alike.
    public final <C extends Component> List<C> use(int count, Supplier<C> child) {
        return repeated(count, () -> use(child.get()));
    }

    /// As {@link #use(int, Supplier)}, for children that differ by their number.
    public final <C extends Component> List<C> useEach(int count, IntFunction<C> child) {
        return IntStream.range(0, count).mapToObj(i -> use(child.apply(i))).toList();
    }

    private static <T> List<T> repeated(int count, Supplier<T> one) {
        return IntStream.range(0, count).mapToObj(_ -> one.get()).toList();
    }

    final void adopt(Component parent) {
        if (this.parent.isPresent()) {
            throw new HdlError("use: this " + moduleName + " is part of " + this.parent.get().moduleName
                    + " already; make a new one");
        }
        this.parent = Optional.of(parent);
    }

    // Statements, in logic()

    /// A constant; see {@link Bits#of(int, long)}.
    protected final Bits constant(int width, long value) {
        return Bits.of(width, value);
    }

    /// Names an intermediate value. A value that is used more than once needs a name.
    protected final Wire let(String name, Bits value) {
        var wire = wire(name, value.width());
        body.define(wire, value);
        return wire;
    }

    /// As {@link #let(String, Bits)}, with a remark for the Verilog.
    protected final Wire let(String name, Bits value, String doc) {
        var wire = let(name, value);
        wire.name(name, doc);
        return wire;
    }

    /// A wire that is declared in `logic()`, for names that depend on parameters.
    protected final Wire wire(String name, int width) {
        var wire = wire(width);
        wire.name(Naming.checked(name), "");
        return wire;
    }

    /// A register that is declared in `logic()`, for names that depend on parameters.
    protected final Reg reg(String name, int width) {
        var reg = reg(width);
        reg.name(Naming.checked(name), "");
        return reg;
    }

    /// `value` from `cycles` cycles ago (itself for 0), through registers `<name>_d1`, `<name>_d2`... without
    /// reset.
    protected final Bits delay(int cycles, Bits value, String name) {
        return delay(cycles, value, name, Reg::noReset);
    }

    /// `value` from as many cycles ago as there are names, through registers of these names, the last of which is the
    /// result; without reset.
    protected final Bits delay(Bits value, List<String> names) {
        return delay(value, names, Reg::noReset);
    }

    /// As {@link #delay(Bits, List)}, through registers that reset to 0: for valid bits.
    protected final Bits delayReset(Bits value, List<String> names) {
        return delay(value, names, reg -> reg);
    }

    /// As {@link #delay(int, Bits, String)}, through registers that reset to 0: for valid bits.
    protected final Bits delayReset(int cycles, Bits value, String name) {
        return delay(cycles, value, name, reg -> reg);
    }

    private Bits delay(int cycles, Bits value, String name, Function<Reg, Reg> kind) {
        return delay(value, IntStream.rangeClosed(1, cycles).mapToObj(i -> name + "_d" + i).toList(), kind);
    }

    private Bits delay(Bits value, List<String> names, Function<Reg, Reg> kind) {
        var result = value;
        for (var name : names) {
            var stage = kind.apply(reg(name, value.width()));
            body.follow(stage, result);
            result = stage;
        }
        return result;
    }

    /// Takes `bits` as one of the constants of `type`.
    protected final <E extends Enum<E>> Choice<E> choice(Class<E> type, Bits bits) {
        return choice(EnumEncoding.ordinal(type), bits);
    }

    protected final <E extends Enum<E>> Choice<E> choice(EnumEncoding<E> encoding, Bits bits) {
        return new Choice<>(encoding, bits);
    }

    /// The value that `arm` gives for the constant that `choice` is. Printed as a `case`; for a code that stands for no
    /// constant the value is that of its `default`: of the last constant, or of most if they are many.
    protected final <E extends Enum<E>> Bits select(Choice<E> choice, Function<E, Bits> arm) {
        return Selection.of(choice, arm);
    }

    /// The same of a choice that is one of `constants`; what it is for others is open.
    protected final <E extends Enum<E>> Bits select(Choice<E> choice, List<E> constants, Function<E, Bits> arm) {
        return Selection.of(choice, constants, arm);
    }

    /// Element `index` of `values`; the last one for an index beyond them. `index` has exactly as many bits
    /// as are needed to number them.
    protected final Bits select(Bits index, List<? extends Bits> values) {
        return Selection.of(index, values);
    }

    /// The value of the key that `selector` is, else `otherwise`.
    protected final Bits select(Bits selector, SortedMap<Long, ? extends Bits> values, Bits otherwise) {
        return Selection.of(selector, values, otherwise);
    }

    /// `count` elements side by side, the least significant first, each of them what `element` says of the elements at
    /// its place. Printed as a `for`; the whole value of an `assign`, `let` or `next`, as {@link #select(Choice,
    /// Function)}.
    protected final Bits each(int count, Function<Nth, Bits> element) {
        if (count < 2) throw new HdlError("each: " + count + " elements; at least 2 are needed");
        return new Expression.Each(count, element.apply(new Nth(count)));
    }

    /// Everything that is clocked here, but for the reset, happens only where `held` does not hold: all registers keep what
    /// they have. Said once; parts that are used are told by themselves.
    protected final void keepWhile(Bits held) {
        body.keepWhile(held);
    }

    /// Statements at the clock edge (`next`, `write`, further `when`) that count where `condition` holds.
    protected final When when(Bits condition, Runnable statements) {
        return body.when(condition, statements);
    }

    /// The value of the constant that `selector` is, else `otherwise`; constants with names are printed by them.
    protected final Bits select(Bits selector, SequencedMap<Bits, Bits> values, Bits otherwise) {
        return Selection.of(selector, values, otherwise);
    }

    /// Statements at the clock edge, an arm for each constant that `choice` can be: the table of a state machine.
    /// Printed as a `case`; nothing happens for a code that stands for no constant.
    @SafeVarargs protected final <E extends Enum<E>> void cases(Choice<E> choice, On<E>... arms) {
        var table = new ArrayList<On<E>>();
        for (var arm : arms) table.add(arm);
        body.cases(choice, table);
    }

    /// An arm of {@link #cases}: what happens while the choice is `constant`.
    protected static <E extends Enum<E>> On<E> on(E constant, Runnable statements) {
        return new On<>(List.of(constant), _ -> statements.run());
    }

    /// An arm of {@link #cases} for several constants.
    protected static <E extends Enum<E>> On<E> on(List<E> constants, Runnable statements) {
        return new On<>(constants, _ -> statements.run());
    }

    /// An arm of {@link #cases}: the choice, a register, goes on to `to`.
    protected static <E extends Enum<E>> On<E> go(E from, E to) {
        return new On<>(List.of(from), choice -> choice.next(to));
    }

    /// As {@link #go(Enum, Enum)}, and `statements` besides.
    protected static <E extends Enum<E>> On<E> go(E from, E to, Runnable statements) {
        return new On<>(List.of(from), choice -> {
            statements.run();
            choice.next(to);
        });
    }

    /// An arm of {@link #cases}: nothing happens.
    @SafeVarargs protected static <E extends Enum<E>> On<E> nothing(E... constants) {
        var none = new ArrayList<E>();
        for (var constant : constants) none.add(constant);
        return new On<>(none, _ -> {});
    }

    /// A banner for the reader of the Verilog, before what follows.
    protected final void section(String title) {
        body.section(title);
    }

    /// Declares that nothing reads these bits, on purpose.
    protected final void unused(Bits... bits) {
        body.unused(List.of(bits));
    }

    /// Declares that `condition` holds at every clock edge outside reset. Checked where the macro
    /// `ASSERTIONS` is defined (Verilator: `--assert -DASSERTIONS`). The name says what holds:
    /// `pop_only_when_not_empty`.
    protected final void check(String name, Bits condition) {
        body.check(name, condition, false);
    }

    /// Declares that the surroundings keep `condition` at every clock edge outside reset. A simulation checks
    /// it as {@link #check} does; a proof takes it for granted (`assume`).
    protected final void given(String name, Bits condition) {
        body.check(name, condition, true);
    }

    // For the checks and the writer

    final String moduleName() {
        return moduleName;
    }

    /// The line that declares the component, or its first field.
    final Where where() {
        return where;
    }

    final Body body() {
        return body;
    }

    final String instanceName() {
        return instanceName;
    }

    final void instanceName(String name) {
        instanceName = name;
    }

    final boolean isChildOf(Component other) {
        return parent.isPresent() && parent.get() == other;
    }

    final Component parent(String what, Signal port) {
        return parent.orElseThrow(() -> new HdlError(what + ": " + port + " is an input of " + moduleName
                + ", which is not part of another component; nothing here can drive it"));
    }

    /// This component and everything below it, children before their parents.
    final List<Component> all() {
        var found = new ArrayList<Component>();
        for (var child : body.children()) found.addAll(child.all());
        found.add(this);
        return found;
    }
}
