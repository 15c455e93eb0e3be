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
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Design;

/// Proves the assertions of a component with Yosys: every `check` in it and in what it holds, as long as each `given` is kept. The
/// component may be reset in any cycle, and is in the first one.
public final class Prover {
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

    /// Whether no assertion fails ever, by property directed reachability (Yosys' ABC).
    public String always() {
        return abc("pdr");
    }

    /// Whether no assertion fails in the first `cycles` cycles (Yosys' ABC).
    public String bounded(int cycles) {
        return abc("bmc3 -F " + cycles);
    }

    private String abc(String command) {
        model("setundef -anyseq; delete -output; opt -full; memory_map -formal; opt -full; techmap; opt -fast;"
                + " dffunmap; abc -g AND -fast; opt_clean; write_aiger -I -B -zinit proof.aig");
        var output = run(List.of("yosys-abc", "-c", "read_aiger proof.aig; fold; strash; " + command));
        if (output.contains("Property proved") || output.contains("No output asserted in")) return HOLDS;
        return output.contains("was asserted in frame") ? FAILS : output;
    }

    public static final String HOLDS = "holds";
    public static final String FAILS = "fails";

    private void model(String commands) {
        try {
            for (var file : files.entrySet()) Files.writeString(directory.resolve(file.getKey()), file.getValue());
            Files.writeString(directory.resolve("proof.v"), around());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var read = "read_verilog -formal -DASSERTIONS " + String.join(" ", files.keySet()) + " proof.v; ";
        var output = run(List.of("yosys", "-q", "-p", read + "prep -top proof -flatten; memory_nordff; async2sync; "
                + commands));
        if (output.contains("ERROR")) throw new AssertionError(output);
    }

    /// The top: all inputs are free, reset is on in the first cycle.
    private String around() {
        var inputs = new ArrayList<String>();
        var pins = new ArrayList<String>();
        var port = java.util.regex.Pattern.compile("(?m)^  input +wire +(\\[\\d+:0])? *(\\w+)").matcher(files.get(top + ".v"));
        while (port.find()) {
            var name = port.group(2);
            if (!name.equals("clk") && !name.equals("rst")) inputs.add("  input " + (port.group(1) == null ? "" : port.group(1)) + " " + name);
            pins.add("." + name + "(" + (name.equals("rst") ? "rst | ~begun" : name) + ")");
        }
        return "module proof(input clk, input rst" + inputs.stream().map(input -> ",\n" + input).reduce("", String::concat)
                + ");\n  reg begun = 0;\n  always @(posedge clk) begun <= 1;\n  " + top + " top(" + String.join(", ", pins) + ");\nendmodule\n";
    }

    private String run(List<String> command) {
        try {
            var log = Files.createTempFile(directory, "prove", ".log");
            var process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                    .redirectOutput(log.toFile()).start();
            if (!process.waitFor(240, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                return String.join(" ", command) + " did not end within 240 s\n" + Files.readString(log);
            }
            return Files.readString(log);
        } catch (IOException e) {
            throw new AssertionError("cannot run " + command.getFirst() + "; install it: apt-get install yosys", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(command.getFirst() + " was interrupted", e);
        }
    }
}
