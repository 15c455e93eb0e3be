// An operand: the word of the bank that holds it or the constant, the others are 0. Joined in
// OPERANDS, it stands in a register in EXECUTE.
// Generated from OperandSelect.java; edit that file instead.
module operand_select (
  input  wire        clk,
  input  wire [63:0] word_0,
  input  wire [63:0] word_1,
  input  wire [63:0] word_2,
  input  wire [63:0] word_3,
  input  wire [32:0] constant,  // to be sign-extended; 0 for a register
  output wire [63:0] operand
);

  reg  [63:0] picked;

  assign operand = picked;

  always @(posedge clk) begin
    picked <= {{31{constant[32]}}, constant} | word_0 | word_1 | word_2 | word_3;
  end

endmodule
