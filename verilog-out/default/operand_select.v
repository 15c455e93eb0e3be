// Picks an operand in OPERANDS, from the bank that holds it or the constant; it stands in a
// register in EXECUTE.
// Generated from OperandSelect.java; edit that file instead.
module operand_select (
  input  wire        clk,
  input  wire [1:0]  bank,
  input  wire        is_constant,
  input  wire [32:0] constant,  // to be sign-extended
  output wire [63:0] operand,
  input  wire [63:0] word_0,
  input  wire [63:0] word_1,
  input  wire [63:0] word_2,
  input  wire [63:0] word_3
);

  reg  [63:0] picked;

  assign operand = picked;

  always @(posedge clk) begin
    if (is_constant) begin
      picked <= {{31{constant[32]}}, constant};
    end else begin
      case (bank)
        2'd0:    picked <= word_0;
        2'd1:    picked <= word_1;
        2'd2:    picked <= word_2;
        default: picked <= word_3;  // 2'd3
      endcase
    end
  end

endmodule
