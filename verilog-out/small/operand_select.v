// Picks an operand in OPERANDS, from the bank that holds it or the constant; it stands in a
// register in EXECUTE.
// Generated from OperandSelect.java; edit that file instead.
module operand_select (
  input  wire        clk,
  input  wire        bank,
  input  wire        is_constant,
  input  wire [32:0] constant,  // to be sign-extended
  output wire [63:0] operand,
  input  wire [63:0] word_0
);

  reg  [63:0] picked;

  assign operand = picked;

  wire unused_ok = &{1'b0, bank};

  always @(posedge clk) begin
    picked <= is_constant ? {{31{constant[32]}}, constant} : word_0;
  end

endmodule
