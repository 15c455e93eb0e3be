package xdp2rtl.hdl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;

/// What every Verilog file of ours must look like.
public final class VerilogForm {
    private static final int WIDTH = 120;
    private static final Pattern KEEPS_CODES =
            Pattern.compile("\\(\\* fsm_encoding = \"none\" \\*\\)\n  reg .*\\bstate;");
    private static final Pattern CLOCKED =
            Pattern.compile("always @\\(posedge clk\\) begin(?: : \\w+\\n    integer i;)?\\n(.*?)\\n  end\\n",
                    Pattern.DOTALL);

    private VerilogForm() {}

    /// No line is long, and the first ones name the licence.
    public static void check(String name, String text) {
        assertTrue(text.startsWith(Licence.header("//")), name + " does not begin with its licence");
        for (var line : text.lines().toList()) assertTrue(line.length() <= WIDTH, name + ": " + line);
    }

    /// Whether the module has a register `state`; then it keeps its codes, and one `case` in its clocked block says
    /// what becomes of it, and nothing else does.
    public static boolean machine(String name, String text) {
        if (!Pattern.compile("(?m)^  reg .*\\bstate;").matcher(text).find()) return false;
        assertTrue(KEEPS_CODES.matcher(text).find(), name + ": its state may be recoded");
        int cases = 0;
        for (var block : CLOCKED.matcher(text).results().map(it -> it.group(1)).toList()) {
            var machine =
                    Pattern.compile("(?ms)^( +)case \\(state\\)\\n.*?\\n\\1endcase$").matcher(block);
            cases += (int) machine.results().count();
            var rest = machine.reset().replaceAll("").replaceAll("(?s)    if \\(rst\\) begin.*", "");
            assertTrue(!rest.contains("state <="), name + ": the state changes outside of its case: " + rest);
            assertTrue(!rest.matches("(?s).*\\bif \\(state [!=]=.*"), name + ": a block for one state: " + rest);
        }
        assertEquals(1, cases, name + ": cases of the state");
        return true;
    }
}
