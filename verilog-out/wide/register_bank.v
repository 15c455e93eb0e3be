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
  input  wire [4:0]  index_8,
  input  wire [4:0]  index_9,
  input  wire [4:0]  index_10,
  input  wire [4:0]  index_11,
  input  wire [4:0]  index_12,
  input  wire [4:0]  index_13,
  input  wire [4:0]  index_14,
  input  wire [4:0]  index_15,
  input  wire        reads_0,       // whether that operand is in this bank; if not, its word is 0
  input  wire        reads_1,
  input  wire        reads_2,
  input  wire        reads_3,
  input  wire        reads_4,
  input  wire        reads_5,
  input  wire        reads_6,
  input  wire        reads_7,
  input  wire        reads_8,
  input  wire        reads_9,
  input  wire        reads_10,
  input  wire        reads_11,
  input  wire        reads_12,
  input  wire        reads_13,
  input  wire        reads_14,
  input  wire        reads_15,
  output wire [63:0] word_0,
  output wire [63:0] word_1,
  output wire [63:0] word_2,
  output wire [63:0] word_3,
  output wire [63:0] word_4,
  output wire [63:0] word_5,
  output wire [63:0] word_6,
  output wire [63:0] word_7,
  output wire [63:0] word_8,
  output wire [63:0] word_9,
  output wire [63:0] word_10,
  output wire [63:0] word_11,
  output wire [63:0] word_12,
  output wire [63:0] word_13,
  output wire [63:0] word_14,
  output wire [63:0] word_15,
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
  wire [63:0] copy_8_word;
  wire [63:0] copy_9_word;
  wire [63:0] copy_10_word;
  wire [63:0] copy_11_word;
  wire [63:0] copy_12_word;
  wire [63:0] copy_13_word;
  wire [63:0] copy_14_word;
  wire [63:0] copy_15_word;

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

  register_copy copy_8 (
    .clk           (clk),
    .reads         (reads_8),
    .word          (copy_8_word),
    .write         (write),
    .value         (value),
    .address       ({this_context, index_8}),
    .write_address (write_address)
  );

  register_copy copy_9 (
    .clk           (clk),
    .reads         (reads_9),
    .word          (copy_9_word),
    .write         (write),
    .value         (value),
    .address       ({this_context, index_9}),
    .write_address (write_address)
  );

  register_copy copy_10 (
    .clk           (clk),
    .reads         (reads_10),
    .word          (copy_10_word),
    .write         (write),
    .value         (value),
    .address       ({this_context, index_10}),
    .write_address (write_address)
  );

  register_copy copy_11 (
    .clk           (clk),
    .reads         (reads_11),
    .word          (copy_11_word),
    .write         (write),
    .value         (value),
    .address       ({this_context, index_11}),
    .write_address (write_address)
  );

  register_copy copy_12 (
    .clk           (clk),
    .reads         (reads_12),
    .word          (copy_12_word),
    .write         (write),
    .value         (value),
    .address       ({this_context, index_12}),
    .write_address (write_address)
  );

  register_copy copy_13 (
    .clk           (clk),
    .reads         (reads_13),
    .word          (copy_13_word),
    .write         (write),
    .value         (value),
    .address       ({this_context, index_13}),
    .write_address (write_address)
  );

  register_copy copy_14 (
    .clk           (clk),
    .reads         (reads_14),
    .word          (copy_14_word),
    .write         (write),
    .value         (value),
    .address       ({this_context, index_14}),
    .write_address (write_address)
  );

  register_copy copy_15 (
    .clk           (clk),
    .reads         (reads_15),
    .word          (copy_15_word),
    .write         (write),
    .value         (value),
    .address       ({this_context, index_15}),
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
  assign word_8        = copy_8_word;
  assign word_9        = copy_9_word;
  assign word_10       = copy_10_word;
  assign word_11       = copy_11_word;
  assign word_12       = copy_12_word;
  assign word_13       = copy_13_word;
  assign word_14       = copy_14_word;
  assign word_15       = copy_15_word;

endmodule
