package xdp2rtl.hdl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import xdp2rtl.hdl.Expression.Symbol;
import xdp2rtl.hdl.ExpressionText.Place;

/// Prints one checked component as a Verilog-2005 module, in the order: header, ports, constants, state,
/// wires, instances, combinational logic, clocked logic, memories, assertions.
final class VerilogWriter {
    private final Component component;
    private final Body body;
    private final Map<Signal, Bits> drivers = new IdentityHashMap<>();
    private final Page page = new Page();
    private final ExpressionText expressions;
    private final Assignments assignments;

    VerilogWriter(Component component) {
        this.component = component;
        this.body = component.body();
        body.assigns().forEach(assign -> drivers.put(assign.target(), assign.value()));
        this.expressions = new ExpressionText(this::name);
        this.assignments = new Assignments(page, expressions);
    }

    String text() {
        header();
        ports();
        constants();
        state();
        wires();
        instances();
        combinational();
        clocked();
        memoryPorts();
        assertions();
        page.blank();
        page.line(0, "endmodule");
        return page.text();
    }

    static boolean needsReset(Component component) {
        return component.body().signals(Reg.class).stream().anyMatch(reg -> reg.reset().isPresent())
                || component.body().children().stream().anyMatch(VerilogWriter::needsReset);
    }

    static boolean needsClock(Component component) {
        return !component.body().signals(Reg.class).isEmpty() || !component.body().memories().isEmpty()
                || component.body().children().stream().anyMatch(VerilogWriter::needsClock);
    }

    private String name(Signal signal) {
        if (signal.owner() == component) return signal.name();
        return signal.owner().instanceName() + "_" + signal.name();
    }

    private void header() {
        page.line(0, Licence.comment("//"));
        page.line(0, Licence.owner("//"));
        var doc = component.getClass().getAnnotation(Doc.class);
        if (doc != null) page.remark(0, doc.value());
        Class<?> type = component.getClass();
        while (type.getEnclosingClass() != null) type = type.getEnclosingClass();
        page.remark(0, "Generated from " + type.getSimpleName() + ".java; edit that file instead.");
    }

    private void ports() {
        var rows = new ArrayList<Declaration>();
        if (needsClock(component)) rows.add(new Declaration("input  wire", "", "clk", ""));
        if (needsReset(component)) {
            rows.add(new Declaration("input  wire", "", "rst", "synchronous, active high"));
        }
        for (var signal : body.signals()) {
            if (signal instanceof In) rows.add(declaration("input  wire", signal));
            if (signal instanceof Out) rows.add(declaration("output " + kind(signal), signal));
        }
        if (rows.isEmpty()) {
            page.line(0, "module " + component.moduleName() + ";");
            return;
        }
        page.line(0, "module " + component.moduleName() + " (");
        page.declarations(rows, ",", "");
        page.line(0, ");");
    }

    private static Declaration declaration(String kind, Signal signal) {
        return new Declaration(kind, ExpressionText.range(signal.width()), signal.name(), signal.doc());
    }

    /// A signal that a `case` or a `for` assigns is a `reg` to Verilog.
    private String kind(Signal signal) {
        return Assignments.takesStatements(drivers.get(signal)) ? "reg " : "wire";
    }

    /// One `localparam` for each enum constant that the text mentions.
    private void constants() {
        var symbols = new TreeMap<String, Symbol>();
        for (var use : body.uses()) {
            Expression.walk(use.value(), value -> Assignments.symbols(value, symbols));
        }
        for (var reg : body.signals(Reg.class)) {
            reg.reset().ifPresent(value -> Assignments.symbols(value, symbols));
        }
        if (symbols.isEmpty()) return;
        page.blank();
        var sorted = symbols.values().stream()
                .sorted(Comparator.comparing(Symbol::family).thenComparing(symbol -> symbol.value().value()))
                .toList();
        int longest = sorted.stream().mapToInt(symbol -> symbol.name().length()).max().orElse(0);
        int range = sorted.stream().mapToInt(symbol -> ExpressionText.range(symbol.width()).length()).max().orElse(0);
        for (var symbol : sorted) {
            page.line(1,
                    "localparam " + (range == 0 ? "" : Page.padded(ExpressionText.range(symbol.width()), range) + " ")
                            + Page.padded(symbol.name(), longest) + " = "
                            + ExpressionText.number(symbol.value()) + ";");
        }
    }

    /// State machines keep their codes: a synthesis that recodes one makes each bit of it a sum of products of all that
    /// the table asks for, and its longest path longer.
    private void state() {
        var machines = Statement.machines(body.clocked());
        for (var reg : machines) {
            page.blank();
            page.line(1, "(* fsm_encoding = \"none\" *)");
            page.declarations(List.of(declaration("reg ", reg)), ";", ";");
        }
        var rows = new ArrayList<Declaration>();
        for (var reg : body.signals(Reg.class)) {
            if (!machines.contains(reg)) rows.add(declaration("reg ", reg));
        }
        if (!rows.isEmpty()) page.blank();
        page.declarations(rows, ";", ";");
        for (var memory : body.memories()) {
            page.blank();
            page.line(1, "(* " + style(memory) + " *)");
            page.declarations(List.of(new Declaration("reg ", ExpressionText.range(memory.width()),
                    memory.name() + " [0:" + (memory.depth() - 1) + "]", memory.doc())), ";", ";");
        }
    }

    private void wires() {
        var rows = new ArrayList<Declaration>();

        for (var wire : body.signals(Wire.class)) rows.add(declaration(kind(wire), wire));
        for (var check : body.checks())
            rows.add(new Declaration("wire", "", check.name(), check.given() ? "taken for granted" : "must hold"));
        for (var child : body.children()) {
            for (var port : child.body().signals()) {
                if (port instanceof Out) rows.add(atInstance("wire", port));
                if (port instanceof In && plain(port).isEmpty()) rows.add(atInstance(kind(port), port));
            }
        }
        if (!rows.isEmpty()) page.blank();
        page.declarations(rows, ";", ";");
    }

    private Declaration atInstance(String kind, Signal port) {
        return new Declaration(kind, ExpressionText.range(port.width()), name(port), "");
    }

    /// What a child's input is connected to, where that is a short piece of wiring.
    private Optional<String> plain(Signal port) {
        var value = drivers.get(port);
        if (!Wiring.only(value)) return Optional.empty();
        var text = expressions.flat(value, Place.ARGUMENT);
        return text.length() <= 60 ? Optional.of(text) : Optional.empty();
    }

    private void instances() {
        for (var child : body.children()) {
            page.blank();
            var ports = new ArrayList<String[]>();
            if (needsClock(child)) ports.add(new String[]{"clk", "clk"});
            if (needsReset(child)) ports.add(new String[]{"rst", "rst"});
            for (var port : child.body().signals()) {
                if (port instanceof In) ports.add(new String[]{port.name(), plain(port).orElse(name(port))});
                if (port instanceof Out) ports.add(new String[]{port.name(), name(port)});
            }
            page.line(1, child.moduleName() + " " + child.instanceName() + " (");
            int longest = ports.stream().mapToInt(port -> port[0].length()).max().orElse(0);
            for (int i = 0; i < ports.size(); i++) {
                page.line(2, "." + Page.padded(ports.get(i)[0], longest) + " (" + ports.get(i)[1] + ")"
                        + (i == ports.size() - 1 ? "" : ","));
            }
            page.line(1, ");");
        }
    }

    private void combinational() {
        var run = new ArrayList<Body.Item.Assign>();
        var banner = Optional.<String>empty();
        for (var item : body.items()) {
            switch (item) {
                case Body.Item.Banner(var title) -> {
                    paragraph(banner, run);
                    banner = Optional.of(title);
                }
                case Body.Item.Assign assign -> {
                    if (!(assign.target() instanceof In) || plain(assign.target()).isEmpty()) run.add(assign);
                }
            }
        }
        for (var check : body.checks()) {
            var target = new Wire(component, 1);
            target.name(check.name(), "");
            run.add(new Body.Item.Assign(target, check.condition(), check.where()));
        }
        paragraph(banner, run);
        if (!body.unused().isEmpty()) {
            page.blank();
            var parts = new ArrayList<Bits>(List.of(Bits.of(1, 0)));
            parts.addAll(body.unused());
            var start = "wire unused_ok = ";
            var value = Bits.concat(parts).all();
            page.assignment(1, start, expressions.lines(value, Place.WHOLE, 2 + start.length()));
        }
    }

    /// What stands under a banner; the banner is left out where nothing does.
    private void paragraph(Optional<String> banner, List<Body.Item.Assign> run) {
        if (!run.isEmpty()) banner.ifPresent(page::banner);
        assignments.run(run, this::name);
    }

    private void clocked() {
        var resets = body.signals(Reg.class).stream().filter(reg -> reg.reset().isPresent()).toList();
        if (body.clocked().stream().allMatch(Statement.Banner.class::isInstance) && resets.isEmpty()) return;
        page.blank();
        assignments.always("@(posedge clk)", Assignments.block("clocked"), Statement.loops(body.clocked()));
        assignments.statements(2, body.clocked());
        if (!resets.isEmpty()) {
            page.line(2, "if (rst) begin");
            for (var reg : resets) {
                var value = expressions.flat(reg.reset().orElseThrow(), Place.WHOLE);
                page.line(3, reg.name() + " <= " + value + ";");
            }
            page.line(2, "end");
        }
        page.line(1, "end");
    }

    /// What tools ask where a memory shall lie; `no_rw_check`: Yosys need not keep what a port reads of a word that the
    /// other one writes.
    private static String style(Memory memory) {
        return switch (memory) {
            case Mem _ -> "ram_style = \"distributed\"";
            case BlockMem _ -> "ram_style = \"block\"";
            case DualMem dual -> dual.isUltra() ? "ram_style = \"ultra\", no_rw_check" : "ram_style = \"block\"";
        };
    }

    /// In UltraRAM a port that writes does not read.
    private String unlessWritten(Memory memory, Memory.Read read) {
        return memory instanceof DualMem dual && dual.isUltra()
                ? read.write().map(write -> "if (~(|" + expressions.flat(write.enables(), Place.ARGUMENT) + ")) ")
                        .orElse("")
                : "";
    }

    private void memoryPorts() {
        for (var memory : body.memories()) {
            for (var read : memory.reads()) {
                page.blank();
                boolean loops = read.write().flatMap(Memory.Write::each).isPresent();
                assignments.always("@(posedge clk)", Assignments.block(read.data().name()), loops);
                var load = read.data().name() + " <= " + memory.name() + "["
                        + expressions.flat(read.address(), Place.ARGUMENT) + "];";
                if (read.enable() instanceof Expression.Constant) {
                    read.write().ifPresent(write -> assignments.store(2, memory, write));
                    page.line(2, unlessWritten(memory, read) + load);
                } else {
                    page.line(2, "if (" + expressions.flat(read.enable(), Place.ARGUMENT) + ") begin");
                    read.write().ifPresent(write -> assignments.store(3, memory, write));
                    page.line(3, unlessWritten(memory, read) + load);
                    if (read.elseZero()) {
                        page.line(2, "end else begin");
                        page.line(3, read.data().name() + " <= " + read.data().width() + "'d0;");
                    }
                    page.line(2, "end");
                }
                page.line(1, "end");
            }
        }
    }

    private void assertions() {
        if (body.checks().isEmpty()) return;
        page.blank();
        page.line(0, "`ifdef ASSERTIONS");
        page.line(1, "always @(posedge clk) begin");
        boolean reset = needsReset(component);
        if (reset) page.line(2, "if (!rst) begin");
        for (var check : body.checks())
            page.line(reset ? 3 : 2, (check.given() ? "assume (" : "assert (") + check.name() + ");");
        if (reset) page.line(2, "end");
        page.line(1, "end");
        page.line(0, "`else");
        var names = String.join(", ", body.checks().stream().map(Body.Check::name).toList());
        page.line(1, "wire unused_checks = &{1'b0, " + names + "};");
        page.line(0, "`endif");
    }
}
