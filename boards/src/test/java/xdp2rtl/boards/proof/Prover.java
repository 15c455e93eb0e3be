package xdp2rtl.boards.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Design;

/// Proves the assertions of a component: every `check` in it and in what it holds, as long as each `given` is kept. The
/// component may be reset in any cycle, and is in the first one. Two provers that have nothing in common behind Yosys'
/// reading of the Verilog must agree: Yosys' ABC, and yosys-smtbmc with z3.
public final class Prover {
    public static final String HOLDS = "holds";
    public static final String FAILS = "fails";

    /// z3 decides all cycles at once, as a problem without increments, because it is slower by tens of times otherwise.
    private static final List<String> SMT =
            List.of("yosys-smtbmc", "-s", "z3", "--unroll", "--noincr", "--noprogress", "--noinfo");
    private static final String WORDS =
            "setundef -anyseq; delete -output; opt -full; memory_map -formal; opt -full; dffunmap; opt_clean; ";
    private static final String GATES = WORDS
            + "techmap; opt -fast; dffunmap; setundef -anyseq; aigmap; opt_clean; rename -enumerate -pattern gate_%; ";
    private static final Pattern INPUT = Pattern.compile("(?m)^  input +wire +(\\[\\d+:0])? *(\\w+)");

    private final Path directory;
    private final Map<String, String> files;
    private final String top;

    private Prover(Path directory, Map<String, String> files, String top) {
        this.directory = directory;
        this.files = files;
        this.top = top;
    }

    public static Prover of(Component component, Path directory) {
        var design = Design.of(component);
        return new Prover(directory, new TreeMap<>(design.files()), design.top());
    }

    /// The same with a fault planted: `from`, in one of the modules whose names begin with `module`, is `to`.
    public Prover with(String module, String from, String to) {
        var changed = new TreeMap<>(files);
        boolean planted = false;
        for (var file : files.entrySet()) {
            if (!file.getKey().startsWith(module) || !file.getValue().contains(from)) continue;
            changed.put(file.getKey(), file.getValue().replace(from, to));
            planted = true;
        }
        if (!planted) throw new AssertionError("no " + from + " in " + module + ":\n" + files);
        return new Prover(directory, changed, top);
    }

    /// Whether no assertion fails ever. ABC finds what else always holds (property directed reachability), yosys-smtbmc
    /// proves by induction over one cycle that this and the assertions do.
    public String always() {
        model(GATES + "write_smt2 -wires proof.smt2; write_aiger -I -B -zinit -vmap proof.vmap proof.aig");
        var answer = answer(abc("print_stats; pdr -d -I proof.pla"));
        if (!answer.equals(HOLDS)) return answer;
        var invariant = Invariant.of(read("proof.vmap"), read("proof.pla"), read("proof.smt2"));
        write("later.smtc", invariant.constraints("always 1"));
        write("always.smtc", invariant.constraints("always"));
        var base = smt("-t", "0:2:2", "--smtc", "later.smtc");
        return base.equals(HOLDS) ? smt("-i", "-t", "1", "--smtc", "always.smtc") : base;
    }

    /// Whether no assertion fails in the first `cycles` cycles.
    public String bounded(int cycles) {
        var words = smt(cycles);
        var gates = gates(cycles);
        return words.equals(gates) ? words : "yosys-smtbmc: " + words + "\nABC: " + gates;
    }

    /// The same by ABC alone, which gets further in the same time.
    public String gates(int cycles) {
        model(GATES + "write_aiger -I -B -zinit proof.aig");
        return answer(abc("bmc3 -F " + cycles));
    }

    private String smt(int cycles) {
        model(WORDS + "write_smt2 proof.smt2");
        return smt("-t", "0:" + cycles + ":" + cycles);
    }

    private String smt(String... arguments) {
        var command = new ArrayList<>(SMT);
        command.addAll(List.of(arguments));
        command.add("proof.smt2");
        var output = run(command);
        if (output.contains("Status: PASSED")) return HOLDS;
        return output.contains("Status: FAILED") ? FAILS : output;
    }

    private String abc(String command) {
        return run(List.of("yosys-abc", "-c", "read_aiger proof.aig; fold; strash; " + command));
    }

    private static String answer(String output) {
        if (output.contains("Property proved") || output.contains("No output asserted in")) return HOLDS;
        return output.contains("was asserted in frame") ? FAILS : output;
    }

    private void model(String commands) {
        files.forEach(this::write);
        write("proof.v", around());
        write("proof.pla", "");
        var read = "read_verilog -formal -DASSERTIONS " + String.join(" ", files.keySet()) + " proof.v; ";
        var output = run(List.of("yosys", "-q", "-p",
                read + "prep -top proof -flatten; memory_nordff; async2sync; " + commands));
        if (output.contains("ERROR")) throw new AssertionError(output);
    }

    /// The top: all inputs are free, reset is on in the first cycle.
    private String around() {
        var inputs = new ArrayList<String>();
        var pins = new ArrayList<String>();
        var port = INPUT.matcher(files.get(top + ".v"));
        while (port.find()) {
            var name = port.group(2);
            if (!name.equals("clk") && !name.equals("rst"))
                inputs.add("  input " + (port.group(1) == null ? "" : port.group(1)) + " " + name);
            pins.add("." + name + "(" + (name.equals("rst") ? "rst | ~begun" : name) + ")");
        }
        return "module proof(input clk, input rst"
                + inputs.stream().map(input -> ",\n" + input).reduce("", String::concat)
                + ");\n  reg begun = 0;\n  always @(posedge clk) begun <= 1;\n  " + top + " top("
                + String.join(", ", pins) + ");\nendmodule\n";
    }

    private void write(String file, String text) {
        try {
            Files.writeString(directory.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read(String file) {
        try {
            return Files.readString(directory.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String run(List<String> command) {
        try {
            var log = Files.createTempFile(directory, "prove", ".log");
            var process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                    .redirectOutput(log.toFile()).start();
            if (!process.waitFor(600, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                return String.join(" ", command) + " did not end within 600 s\n" + Files.readString(log);
            }
            var output = Files.readString(log);
            if (output.contains("'z3'"))
                throw new AssertionError("yosys-smtbmc cannot run z3; install it: apt-get install z3\n" + output);
            return output;
        } catch (IOException e) {
            throw new AssertionError("cannot run " + command.getFirst() + "; install it: apt-get install yosys z3", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(command.getFirst() + " was interrupted", e);
        }
    }
}
