package xdp2rtl.hdl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The Verilog of loops, masks and labels.
class LoopTest {
    @TempDir Path directory;

    private String body(Component component) {
        var design = Design.of(component);
        assertEquals("", HdlTool.lint(design, directory));
        var text = design.files().get(design.top() + ".v");
        return text.substring(text.indexOf(");\n") + 4, text.indexOf("\nendmodule"));
    }

    @Test void anEachIsAForWithAVariableOfItsOwn() {
        final class Bytes extends Component {
            final In late = in(8);
            final In next = in(64);
            final In held = in(72);
            final In load = in(1);
            final Out y = out(64);
            final Out ready = out(8);
            final Reg word = reg(64).noReset();

            Bytes() {
                super("bytes");
            }

            @Override protected void logic() {
                y.assign(each(8, i -> i.of(late).then(i.of(next), i.of(held.high(64)))));
                ready.assign(each(8, i -> i.of(late.not()).and(i.of(held.low(8)))));
                when(load, () -> word.next(each(8, i -> i.of(late).repeat(8).and(i.of(next)))));
                unused(word);
            }
        }
        assertEquals("""
                  reg  [63:0] word;

                  always @* begin : y_loop
                    integer i;
                    for (i = 0; i < 8; i = i + 1) begin
                      y[8*i +: 8] = late[i] ? next[8*i +: 8] : held[8 + 8*i +: 8];
                    end
                  end

                  always @* begin : ready_loop
                    integer i;
                    for (i = 0; i < 8; i = i + 1) begin
                      ready[i] = ~late[i] & held[i];
                    end
                  end

                  wire unused_ok = &{1'b0, word};

                  always @(posedge clk) begin : clocked_loop
                    integer i;
                    if (load) begin
                      for (i = 0; i < 8; i = i + 1) begin
                        word[8*i +: 8] <= {8{late[i]}} & next[8*i +: 8];
                      end
                    end
                  end
                """, body(new Bytes()));
    }

    @Test void eightLanesOfAMemoryAreALoop() {
        final class Lanes extends Component {
            final In bytes = in(16);
            final In at = in(5);
            final In data = in(64);
            final Out y = out(64);
            final Out z = out(64);
            final BlockMem words = blockMem(64, 32);
            final DualMem shared = dualMem(64, 32);

            Lanes() {
                super("lanes");
            }

            @Override protected void logic() {
                words.write(at, data, bytes.high(8));
                y.assign(words.read(at));
                z.assign(shared.port("a", at, Bits.of(1, 1), bytes.low(8), data));
            }
        }
        var text = body(new Lanes());
        assertTrue(text.contains("""
                  always @(posedge clk) begin : clocked_loop
                    integer i;
                    for (i = 0; i < 8; i = i + 1) begin
                      if (bytes[8 + i]) words[at][8*i +: 8] <= data[8*i +: 8];
                    end
                  end
                """), text);
        assertTrue(text.contains("""
                  always @(posedge clk) begin : shared_a_loop
                    integer i;
                    for (i = 0; i < 8; i = i + 1) begin
                      if (bytes[i]) shared[at][8*i +: 8] <= data[8*i +: 8];
                    end
                    shared_a <= shared[at];
                  end
                """), text);
    }

    @Test void masksAreShifts() {
        final class Masks extends Component {
            final In n = in(6);
            final In on = in(1);
            final Out at = out(64);
            final Out below = out(64);
            final Out above = out(64);
            final Out from = out(64);
            final Out chosen = out(64);
            final Out all = out(64);

            Masks() {
                super("masks");
            }

            @Override protected void logic() {
                at.assign(n.maskAt(64));
                below.assign(n.maskBelow(64));
                above.assign(n.maskAbove(64));
                from.assign(n.maskFrom(64));
                chosen.assign(on.zext(64).shl(n));
                all.assign(Bits.ones(64));
            }
        }
        assertEquals("""
                  assign at     = 64'd1 << n;
                  assign below  = ~(~64'd0 << n);
                  assign above  = ~64'd1 << n;
                  assign from   = ~64'd0 << n;
                  assign chosen = {63'd0, on} << n;
                  assign all    = {64{1'b1}};
                """, body(new Masks()));
    }

    @Test void labelsArePrintedByTheirNames() {
        final class Labels extends Component {
            final In key = in(8);
            final Out y = out(4);

            Labels() {
                super("labels");
            }

            @Override protected void logic() {
                var values = new LinkedHashMap<Bits, Bits>();
                values.put(Bits.named("STATUS", Bits.of(8, 4)), Bits.of(4, 1));
                values.put(Bits.named("EVENT", Bits.of(8, 8)), Bits.of(4, 2));
                y.assign(select(key, values, Bits.of(4, 0)));
            }
        }
        assertEquals("""
                  localparam [7:0] STATUS = 8'd4;
                  localparam [7:0] EVENT  = 8'd8;

                  always @* begin
                    case (key)
                      STATUS:  y = 4'd1;
                      EVENT:   y = 4'd2;
                      default: y = 4'd0;
                    endcase
                  end
                """, body(new Labels()));
    }

    @Test void theVariableAndTheBlockHaveNamesThatAreFree() {
        final class Clash extends Component {
            final In a = in(8);
            final Wire i;
            final Out y = out(8);

            Clash() {
                super("clash");
                i = wire(1);
            }

            @Override protected void logic() {
                i.assign(a.any());
                unused(i);
                y.assign(each(8, at -> at.of(a)));
            }
        }
        var error = assertThrows(HdlError.class, () -> Design.of(new Clash()));
        assertTrue(error.getMessage().contains("name i is taken in clash"), error.getMessage());
    }
}
