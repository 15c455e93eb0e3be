// The registers of all contexts that one lane writes, with a copy for each of the two operands of
// every lane. Words come in the cycle after the address.
// Generated from RegisterBank.java; edit that file instead.
module register_bank (
  input  wire        clk,
  input  wire [3:0]  this_context,  // the context in DECODE
  input  wire        write,         // WRITE_BACK
  input  wire [3:0]  write_context,
  input  wire [63:0] value,
  input  wire [4:0]  index_0,       // index in the bank, for operands a and b of each lane
  input  wire [4:0]  index_1,
  input  wire [4:0]  index_2,
  input  wire [4:0]  index_3,
  input  wire [4:0]  index_4,
  input  wire [4:0]  index_5,
  input  wire [4:0]  index_6,
  input  wire [4:0]  index_7,
  input  wire        reads_0,       // whether that operand is in this bank; if not, its word is 0
  input  wire        reads_1,
  input  wire        reads_2,
  input  wire        reads_3,
  input  wire        reads_4,
  input  wire        reads_5,
  input  wire        reads_6,
  input  wire        reads_7,
  output wire [63:0] word_0,
  output wire [63:0] word_1,
  output wire [63:0] word_2,
  output wire [63:0] word_3,
  output wire [63:0] word_4,
  output wire [63:0] word_5,
  output wire [63:0] word_6,
  output wire [63:0] word_7,
  input  wire [4:0]  write_index
);

  wire [8:0]  write_address;
  wire [63:0] copy_0_word;
  wire [63:0] copy_1_word;
  wire [63:0] copy_2_word;
  wire [63:0] copy_3_word;
  wire [63:0] copy_4_word;
  wire [63:0] copy_5_word;
  wire [63:0] copy_6_word;
  wire [63:0] copy_7_word;

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

  register_copy copy_2 (
    .clk           (clk),
    .reads         (reads_2),
    .word          (copy_2_word),
    .write         (write),
    .value         (value),
    .address       ({this_context, index_2}),
    .write_address (write_address)
  );

  register_copy copy_3 (
    .clk           (clk),
    .reads         (reads_3),
    .word          (copy_3_word),
    .write         (write),
    .value         (value),
    .address       ({this_context, index_3}),
    .write_address (write_address)
  );

  register_copy copy_4 (
    .clk           (clk),
    .reads         (reads_4),
    .word          (copy_4_word),
    .write         (write),
    .value         (value),
    .address       ({this_context, index_4}),
    .write_address (write_address)
  );

  register_copy copy_5 (
    .clk           (clk),
    .reads         (reads_5),
    .word          (copy_5_word),
    .write         (write),
    .value         (value),
    .address       ({this_context, index_5}),
    .write_address (write_address)
  );

  register_copy copy_6 (
    .clk           (clk),
    .reads         (reads_6),
    .word          (copy_6_word),
    .write         (write),
    .value         (value),
    .address       ({this_context, index_6}),
    .write_address (write_address)
  );

  register_copy copy_7 (
    .clk           (clk),
    .reads         (reads_7),
    .word          (copy_7_word),
    .write         (write),
    .value         (value),
    .address       ({this_context, index_7}),
    .write_address (write_address)
  );

  assign write_address = {write_context, write_index};
  assign word_0        = copy_0_word;
  assign word_1        = copy_1_word;
  assign word_2        = copy_2_word;
  assign word_3        = copy_3_word;
  assign word_4        = copy_4_word;
  assign word_5        = copy_5_word;
  assign word_6        = copy_6_word;
  assign word_7        = copy_7_word;

endmodule
