// Picks an operand in OPERANDS, from the bank that holds it or the constant; it stands in a
// register in EXECUTE.
// Generated from OperandSelect.java; edit that file instead.
module operand_select (
  input  wire        clk,
  input  wire [2:0]  bank,
  input  wire        is_constant,
  input  wire [32:0] constant,  // to be sign-extended
  output wire [63:0] operand,
  input  wire [63:0] word_0,
  input  wire [63:0] word_1,
  input  wire [63:0] word_2,
  input  wire [63:0] word_3,
  input  wire [63:0] word_4,
  input  wire [63:0] word_5,
  input  wire [63:0] word_6,
  input  wire [63:0] word_7
);

  reg  [63:0] picked;

  assign operand = picked;

  always @(posedge clk) begin
    if (is_constant) begin
      picked <= {{31{constant[32]}}, constant};
    end else begin
      case (bank)
        3'd0:    picked <= word_0;
        3'd1:    picked <= word_1;
        3'd2:    picked <= word_2;
        3'd3:    picked <= word_3;
        3'd4:    picked <= word_4;
        3'd5:    picked <= word_5;
        3'd6:    picked <= word_6;
        default: picked <= word_7;  // 3'd7
      endcase
    end
  end

endmodule
