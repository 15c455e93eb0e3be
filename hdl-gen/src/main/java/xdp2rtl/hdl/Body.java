package xdp2rtl.hdl;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Everything that a component has declared and that its `logic()` has said, in order.
final class Body {
    /// Combinational items, in the order of `logic()`.
    sealed interface Item {
        record Assign(Signal target, Bits value, Where where) implements Item {}

        record Banner(String title) implements Item {}
    }

    /// @param given whether it is a condition on the surroundings
    record Check(String name, Bits condition, boolean given, Where where) {}

    private final String moduleName;
    private final List<Signal> signals = new ArrayList<>();
    private final List<Memory> memories = new ArrayList<>();
    private final List<Component> children = new ArrayList<>();
    private final List<Item> items = new ArrayList<>();
    private final List<Statement> clocked = new ArrayList<>();
    private final List<Bits> unused = new ArrayList<>();
    private final List<Check> checks = new ArrayList<>();
    private final Deque<List<Statement>> open = new ArrayDeque<>();
    private Optional<Bits> held = Optional.empty();
    private boolean running;

    Body(String moduleName) {
        this.moduleName = moduleName;
        open.push(clocked);
    }

    /// Runs `logic()`; statements are accepted only while it runs.
    void run(Runnable logic) {
        running = true;
        logic.run();
        running = false;
        held.ifPresent(this::underHold);
    }

    private void underHold(Bits held) {
        var statements = new ArrayList<>(clocked);
        clocked.clear();
        clocked.add(new Statement.If(
                List.of(new Statement.Branch(Optional.of(held.not()), statements, Where.caller()))));
    }

    void keepWhile(Bits held) {
        statement("keepWhile");
        Operands.condition("keepWhile", held);
        if (this.held.isPresent()) throw new HdlError("keepWhile: " + moduleName + " has said it already");
        this.held = Optional.of(held);
    }

    private void statement(String what) {
        if (!running) throw new HdlError(what + ": only logic() of " + moduleName + " may say this");
    }

    void assign(Signal target, Bits value) {
        statement("assign");
        if (open.size() > 1) {
            throw new HdlError("assign: " + target + " is assigned under a when; only registers and "
                    + "memories are written under when, use then or select");
        }
        Operands.same("assign", target, value);
        items.add(new Item.Assign(target, value, Where.caller()));
    }

    /// As assign, for names introduced by `let`: allowed under `when`, where it is unconditional all the
    /// same.
    void define(Wire target, Bits value) {
        statement("let");
        items.add(new Item.Assign(target, value, Where.caller()));
    }

    void next(Reg target, Bits value) {
        statement("next");
        Operands.same("next", target, value);
        for (var memory : memories) {
            if (memory.reads().stream().anyMatch(read -> read.data() == target)) {
                throw new HdlError("next: " + target + " is the data of a read port of " + memory);
            }
        }
        if (Statement.targets(open.peek()).contains(target)) {
            throw new HdlError("next: overrides what was said of " + target
                    + " before; put the default first and what overrides it under a when");
        }
        open.peek().add(new Statement.Next(target, value, Where.caller()));
    }

    /// A register that follows `value` in every cycle, whatever `when` is open.
    void follow(Reg target, Bits value) {
        statement("delay");
        clocked.add(new Statement.Next(target, value, Where.caller()));
    }

    void write(Memory memory, Memory.Write write) {
        statement("write");
        if (!memory.writes().isEmpty()) {
            var earlier = memory.writes().getFirst().where();
            throw new HdlError("write: " + memory + " has a write port at " + earlier
                    + " already; choose address and data with then, or use a dual-port memory");
        }
        memory.writes().add(write);
        open.peek().add(new Statement.Store(memory, write));
    }

    void read(Memory memory, Memory.Read read) {
        statement("read");
        memory.reads().add(read);
        signals.add(read.data());
    }

    When when(Bits condition, Runnable statements) {
        statement("when");
        Operands.condition("when", condition);
        var branches = new ArrayList<Statement.Branch>();
        var target = open.peek();
        branches.add(branch(Optional.of(condition), statements));
        target.add(new Statement.If(branches));
        return new When(this, branches);
    }

    Statement.Branch branch(Optional<Bits> condition, Runnable statements) {
        var where = Where.caller();
        var body = new ArrayList<Statement>();
        open.push(body);
        statements.run();
        open.pop();
        return new Statement.Branch(condition, body, where);
    }

    /// One arm for each constant of the choice.
    <E extends Enum<E>> void cases(Choice<E> choice, List<On<E>> table) {
        statement("cases");
        var encoding = choice.encoding();
        var name = ExpressionText.brief(choice.bits());
        var missing = EnumSet.allOf(encoding.type());
        for (var on : table) {
            for (var constant : on.constants()) {
                if (!missing.remove(constant)) {
                    throw new HdlError(on.where(), "cases: " + constant + " of " + name + " has an arm already; "
                            + "say in one what happens");
                }
            }
        }
        if (!missing.isEmpty()) {
            throw new HdlError("cases: " + missing.iterator().next() + " of " + name
                    + " has no arm; add one, or name it in nothing(...)");
        }
        var arms = new ArrayList<Statement.Arm>();
        var target = open.peek();
        for (var on : table) {
            var branch = branch(Optional.empty(), () -> on.statements().accept(choice));
            var labels = on.constants().stream().map(encoding::of).toList();
            arms.add(new Statement.Arm(labels, branch.body(), on.where()));
        }
        target.add(new Statement.Case(choice.bits(), arms));
    }

    void section(String title) {
        statement("section");
        items.add(new Item.Banner(title));
        clocked.add(new Statement.Banner(title));
    }

    void check(String name, Bits condition, boolean given) {
        statement("check");
        Operands.condition("check", condition);
        if (signals(Reg.class).isEmpty() && memories.isEmpty()) {
            throw new HdlError("check: " + moduleName + " has no state, so nothing is clocked here; check "
                    + "where it is used");
        }
        checks.add(new Check(Naming.checked(name), condition, given, Where.caller()));
    }

    <S extends Signal> S add(S signal) {
        signals.add(signal);
        return signal;
    }

    <M extends Memory> M add(M memory) {
        memories.add(memory);
        return memory;
    }

    <C extends Component> C add(C child) {
        children.add(child);
        return child;
    }

    void unused(List<Bits> bits) {
        statement("unused");
        unused.addAll(bits);
    }

    List<Signal> signals() {
        return signals;
    }

    <S extends Signal> List<S> signals(Class<S> kind) {
        return signals.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    List<Memory> memories() {
        return memories;
    }

    List<Component> children() {
        return children;
    }

    List<Item> items() {
        return items;
    }

    List<Item.Assign> assigns() {
        return items.stream().filter(Item.Assign.class::isInstance).map(Item.Assign.class::cast).toList();
    }

    List<Statement> clocked() {
        return clocked;
    }

    List<Bits> unused() {
        return unused;
    }

    List<Check> checks() {
        return checks;
    }

    /// A value that a statement uses, and the line of the statement.
    record Use(Bits value, Where where) {}

    /// Every value that appears in a statement.
    List<Use> uses() {
        var uses = new ArrayList<Use>();
        for (var assign : assigns()) uses.add(new Use(assign.value(), assign.where()));
        uses(clocked, uses);
        for (var memory : memories) {
            for (var read : memory.reads()) {
                uses.add(new Use(read.address(), read.where()));
                uses.add(new Use(read.enable(), read.where()));
                read.write().ifPresent(write -> uses(write, uses));
            }
        }
        for (var check : checks) uses.add(new Use(check.condition(), check.where()));
        return uses;
    }

    private static void uses(List<Statement> statements, List<Use> uses) {
        for (var statement : statements) {
            switch (statement) {
                case Statement.Next(_, var value, var where) -> uses.add(new Use(value, where));
                case Statement.Store(_, var write) -> {
                    uses.add(new Use(write.address(), write.where()));
                    uses(write, uses);
                }
                case Statement.If(var branches) -> {
                    for (var branch : branches) {
                        branch.condition().ifPresent(condition -> uses.add(new Use(condition, branch.where())));
                        uses(branch.body(), uses);
                    }
                }
                case Statement.Case(var selector, var arms) -> {
                    uses.add(new Use(selector, arms.getFirst().where()));
                    for (var arm : arms) {
                        if (!arm.body().isEmpty()) arm.labels().forEach(label -> uses.add(new Use(label, arm.where())));
                        uses(arm.body(), uses);
                    }
                }
                case Statement.Banner _ -> {}
            }
        }
    }

    private static void uses(Memory.Write write, List<Use> uses) {
        uses.add(new Use(write.data(), write.where()));
        uses.add(new Use(write.enables(), write.where()));
    }

    /// The data registers of read ports: written by the memory, not by a `next`.
    HashSet<Signal> readData() {
        var found = new HashSet<Signal>();
        memories.forEach(memory -> memory.reads().forEach(read -> found.add(read.data())));
        return found;
    }
}
