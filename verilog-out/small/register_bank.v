// The registers of all contexts that one lane writes, with a copy for each of the two operands of
// every lane. Words come in the cycle after the address.
// Generated from RegisterBank.java; edit that file instead.
module register_bank (
  input  wire        clk,
  input  wire [1:0]  this_context,  // the context in DECODE
  input  wire        write,         // WRITE_BACK
  input  wire [1:0]  write_context,
  input  wire [63:0] value,
  input  wire [4:0]  index_0,       // index in the bank, for operands a and b of each lane
  input  wire [4:0]  index_1,
  input  wire        reads_0,       // whether that operand is in this bank; if not, its word is 0
  input  wire        reads_1,
  output wire [63:0] word_0,
  output wire [63:0] word_1,
  input  wire [4:0]  write_index
);

  wire [6:0]  write_address;
  wire [63:0] copy_0_word;
  wire [63:0] copy_1_word;

  register_copy copy_0 (
    .clk           (clk),
    .reads         (reads_0),
    .word          (copy_0_word),
    .write         (write),
    .value         (value),
    .address       ({this_context, index_0}),
    .write_address (write_address)
  );

  register_copy copy_1 (
    .clk           (clk),
    .reads         (reads_1),
    .word          (copy_1_word),
    .write         (write),
    .value         (value),
    .address       ({this_context, index_1}),
    .write_address (write_address)
  );

  assign write_address = {write_context, write_index};
  assign word_0        = copy_0_word;
  assign word_1        = copy_1_word;

endmodule
