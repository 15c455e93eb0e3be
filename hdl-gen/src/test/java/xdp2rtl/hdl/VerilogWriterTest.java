package xdp2rtl.hdl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class VerilogWriterTest {
    private static String text(Component component) {
        var design = Design.of(component);
        return design.files().get(design.top() + ".v");
    }

    /// The lines between the ports and `endmodule`.
    private static String body(Component component) {
        var text = text(component);
        return text.substring(text.indexOf(");\n") + 4, text.indexOf("\nendmodule"));
    }

    @Test void printsTheCounter() {
        assertEquals("""
                // Counts enabled cycles from 0 to limit, then starts again.
                // Generated from Counter.java; edit that file instead.
                module counter_25 (
                  input  wire clk,
                  input  wire rst,   // synchronous, active high
                  input  wire en,
                  output wire wrap   // high in the cycle before the count returns to 0
                );

                  reg  [4:0] count;

                  assign wrap = en & (count == 5'd25);

                  always @(posedge clk) begin
                    if (wrap) begin
                      count <= 5'd0;
                    end else if (en) begin
                      count <= count + 5'd1;
                    end
                    if (rst) begin
                      count <= 5'd0;
                    end
                  end

                endmodule
                """, text(new Counter(25)));
    }

    @Test void printsAnEnumSelectAsACase() {
        assertTrue(text(new Alu()).contains("""
                  localparam [2:0] OP_ADD  = 3'd0;
                  localparam [2:0] OP_SUB  = 3'd1;
                  localparam [2:0] OP_AND  = 3'd2;
                  localparam [2:0] OP_LSH  = 3'd3;
                  localparam [2:0] OP_ARSH = 3'd4;

                  reg  [63:0] word;
                  reg  [31:0] half;

                  always @* begin
                    case (op)
                      OP_ADD:  word = a + b;
                      OP_SUB:  word = a - b;
                      OP_AND:  word = a & b;
                      OP_LSH:  word = a << b[5:0];
                      OP_ARSH: word = $signed(a) >>> b[5:0];
                      default: word = b;  // OP_MOV
                    endcase
                  end
                """), text(new Alu()));
    }

    @Test void printsChildrenWithTheirWires() {
        assertTrue(text(new Lanes()).contains("""
                  wire [63:0] alu_1_b;
                  wire [63:0] alu_1_y;
                  wire        counter_wrap;

                  alu alu_0 (
                    .op     (op),
                    .narrow (1'b0),
                    .a      (a_0),
                    .b      (alu_0_b),
                    .y      (alu_0_y)
                  );
                """), text(new Lanes()));
    }

    @Test void printsParenthesesWhereAReaderCouldDoubt() {
        final class Forms extends Component {
            final In a = in(8);
            final In b = in(8);
            final In c = in(1);
            final In d = in(1);
            final List<Out> y = outs(20, 8);
            final List<Out> t = outs(9, 1);

            Forms() {
                super("forms");
            }

            @Override protected void logic() {
                List<Bits> words = List.of(
                        a.plus(b).plus(1), a.plus(b).minus(a), a.minus(b.minus(a)), a.and(b).and(a.not()),
                        a.and(b).or(a.xor(b)), c.then(a, d.then(b, 3)), c.and(d).then(a, b),
                        c.then(d.then(a, b), b),
                        a.plus(b).shl(3), a.shl(3), a.shr(3), a.sar(3), a.sar(b), a.sar(b).plus(1),
                        c.then(a.plus(b), a.sar(b)), Bits.concat(a.low(4), b.high(4)), c.repeat(8).and(a),
                        a.low(4).sext(8), a.swapBytes().times(b), a.plus(b).not());
                List<Bits> bits = List.of(
                        a.any().and(c), a.all(), a.parity().not(), a.belowSigned(b), a.below(b).and(c),
                        a.below(0), a.atMost(255), a.is(b.plus(1)), a.bit(b.low(3)));
                for (int i = 0; i < words.size(); i++) y.get(i).assign(words.get(i));
                for (int i = 0; i < bits.size(); i++) t.get(i).assign(bits.get(i));
            }
        }
        assertEquals("""
                  assign y_0  = a + b + 8'd1;
                  assign y_1  = a + b - a;
                  assign y_2  = a - (b - a);
                  assign y_3  = a & b & ~a;
                  assign y_4  = (a & b) | (a ^ b);
                  assign y_5  = c ? a : d ? b : 8'd3;
                  assign y_6  = (c & d) ? a : b;
                  assign y_7  = c ? (d ? a : b) : b;
                  assign y_8  = (a + b) << 3;
                  assign y_9  = {a[4:0], 3'd0};
                  assign y_10 = {3'd0, a[7:3]};
                  assign y_11 = {{3{a[7]}}, a[7:3]};
                  assign y_12 = $signed(a) >>> b;
                  assign y_13 = $unsigned($signed(a) >>> b) + 8'd1;
                  assign y_14 = c ? a + b : $unsigned($signed(a) >>> b);
                  assign y_15 = {a[3:0], b[7:4]};
                  assign y_16 = {8{c}} & a;
                  assign y_17 = {{4{a[3]}}, a[3:0]};
                  assign y_18 = a * b;
                  assign y_19 = ~(a + b);
                  assign t_0  = (|a) & c;
                  assign t_1  = &a;
                  assign t_2  = ~(^a);
                  assign t_3  = $signed(a) < $signed(b);
                  assign t_4  = (a < b) & c;
                  assign t_5  = 1'b0;
                  assign t_6  = 1'b1;
                  assign t_7  = a == (b + 8'd1);
                  assign t_8  = a[b[2:0]];
                """, body(new Forms()));
    }

    @Test void movesSlicesTowardsTheSignals() {
        final class Slices extends Component {
            final In a = in(8);
            final In b = in(8);
            final List<Out> y = outs(5, 4);

            Slices() {
                super("slices");
            }

            @Override protected void logic() {
                y.get(0).assign(Bits.concat(a, b).bits(9, 6));
                y.get(1).assign(a.bits(6, 1).bits(4, 1));
                y.get(2).assign(a.zext(16).bits(9, 6));
                y.get(3).assign(a.and(b.not()).low(4));
                y.get(4).assign(Bits.pack(a.chunks(4)).chunk(b.bit(0), 4)
                        .xor(Bits.concat(a, b).not().high(4)));
            }
        }
        // the last one cannot be: an indexed part of a concatenation has no Verilog
        var error = assertThrows(HdlError.class, () -> Design.of(new Slices()));
        assertTrue(error.getMessage().endsWith("an indexed part of the unnamed value {a[7:4], a[3:0]}; name "
                + "it with let"),
                error.getMessage());
    }

    @Test void wrapsLongExpressionsAtAHundredColumns() {
        final class Wide extends Component {
            final List<In> operand = ins(12, 16);
            final In choice = in(2);
            final Out sum = out(16);
            final Out joined = out(192);
            final Out chosen = out(16);

            Wide() {
                super("wide");
            }

            @Override protected void logic() {
                sum.assign(operand.stream().map(Bits.class::cast).reduce(Bits::plus).orElseThrow());
                joined.assign(Bits.concat(operand));
                chosen.assign(Bits.priority(List.of(
                        new Guarded(choice.is(0).and(operand.get(0).above(operand.get(1))), operand.get(2)),
                        new Guarded(choice.is(1), operand.get(3).plus(operand.get(4)))), operand.get(5)));
            }
        }
        var text = body(new Wide());
        assertEquals("""
                  assign sum    = operand_0 + operand_1 + operand_2 + operand_3 + operand_4 + operand_5 + operand_6
                                  + operand_7 + operand_8 + operand_9 + operand_10 + operand_11;
                  assign joined = {operand_0, operand_1, operand_2, operand_3, operand_4, operand_5, operand_6,
                                   operand_7, operand_8, operand_9, operand_10, operand_11};
                  assign chosen = ((choice == 2'd0) & (operand_0 > operand_1)) ? operand_2
                                  : (choice == 2'd1) ? operand_3 + operand_4
                                  : operand_5;
                """, text);
        assertTrue(text.lines().allMatch(line -> line.length() <= 100), text);
    }

    @Test void printsSelectsInRegistersAndTables() {
        final class Tables extends Component {
            enum Mode { IDLE, RUN, STOP }

            final In go = in(1);
            final In key = in(8);
            final Choice<Mode> mode = reg(Mode.class, Mode.IDLE);
            final Out code = out(4);

            Tables() {
                super("tables");
            }

            @Override protected void logic() {
                when(go, () -> mode.next(choice(Mode.class, select(mode, m -> switch (m) {
                    case IDLE, STOP -> mode.encoding().of(Mode.RUN);
                    case RUN -> mode.encoding().of(Mode.STOP);
                }))));
                code.assign(select(key, new TreeMap<>(Map.of(4L, Bits.of(4, 1), 7L, Bits.of(4, 2))),
                        Bits.of(4, 0)));
                unused(key.bits(7, 4));
            }
        }
        assertEquals("""
                  localparam [1:0] MODE_IDLE = 2'd0;
                  localparam [1:0] MODE_RUN  = 2'd1;
                  localparam [1:0] MODE_STOP = 2'd2;

                  reg  [1:0] mode;

                  always @* begin
                    case (key)
                      8'd4:    code = 4'd1;
                      8'd7:    code = 4'd2;
                      default: code = 4'd0;
                    endcase
                  end

                  wire unused_ok = &{1'b0, key[7:4]};

                  always @(posedge clk) begin
                    if (go) begin
                      case (mode)
                        MODE_IDLE: mode <= MODE_RUN;
                        MODE_RUN:  mode <= MODE_STOP;
                        default:   mode <= MODE_RUN;  // MODE_STOP
                      endcase
                    end
                    if (rst) begin
                      mode <= MODE_IDLE;
                    end
                  end
                """, body(new Tables()));
    }
}
