// The registers of all contexts that one lane writes; all lanes read two. Words come in the cycle
// after the address.
// Generated from RegisterBank.java; edit that file instead.
module register_bank (
  input  wire        clk,
  input  wire [3:0]  this_context,  // the context in DECODE
  input  wire        write,         // WRITE_BACK
  input  wire [3:0]  write_context,
  input  wire [63:0] value,
  input  wire [4:0]  index_0,       // index in the bank, for operands a and b of each lane
  input  wire [4:0]  index_1,       // index in the bank, for operands a and b of each lane
  input  wire [4:0]  index_2,       // index in the bank, for operands a and b of each lane
  input  wire [4:0]  index_3,       // index in the bank, for operands a and b of each lane
  input  wire [4:0]  index_4,       // index in the bank, for operands a and b of each lane
  input  wire [4:0]  index_5,       // index in the bank, for operands a and b of each lane
  input  wire [4:0]  index_6,       // index in the bank, for operands a and b of each lane
  input  wire [4:0]  index_7,       // index in the bank, for operands a and b of each lane
  input  wire [4:0]  index_8,       // index in the bank, for operands a and b of each lane
  input  wire [4:0]  index_9,       // index in the bank, for operands a and b of each lane
  input  wire [4:0]  index_10,      // index in the bank, for operands a and b of each lane
  input  wire [4:0]  index_11,      // index in the bank, for operands a and b of each lane
  input  wire [4:0]  index_12,      // index in the bank, for operands a and b of each lane
  input  wire [4:0]  index_13,      // index in the bank, for operands a and b of each lane
  input  wire [4:0]  index_14,      // index in the bank, for operands a and b of each lane
  input  wire [4:0]  index_15,      // index in the bank, for operands a and b of each lane
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

  reg  [63:0] word_0_q;   // word read from words
  reg  [63:0] word_1_q;   // word read from words
  reg  [63:0] word_2_q;   // word read from words
  reg  [63:0] word_3_q;   // word read from words
  reg  [63:0] word_4_q;   // word read from words
  reg  [63:0] word_5_q;   // word read from words
  reg  [63:0] word_6_q;   // word read from words
  reg  [63:0] word_7_q;   // word read from words
  reg  [63:0] word_8_q;   // word read from words
  reg  [63:0] word_9_q;   // word read from words
  reg  [63:0] word_10_q;  // word read from words
  reg  [63:0] word_11_q;  // word read from words
  reg  [63:0] word_12_q;  // word read from words
  reg  [63:0] word_13_q;  // word read from words
  reg  [63:0] word_14_q;  // word read from words
  reg  [63:0] word_15_q;  // word read from words

  (* ram_style = "block" *)
  reg  [63:0] words [0:511];

  assign word_0  = word_0_q;
  assign word_1  = word_1_q;
  assign word_2  = word_2_q;
  assign word_3  = word_3_q;
  assign word_4  = word_4_q;
  assign word_5  = word_5_q;
  assign word_6  = word_6_q;
  assign word_7  = word_7_q;
  assign word_8  = word_8_q;
  assign word_9  = word_9_q;
  assign word_10 = word_10_q;
  assign word_11 = word_11_q;
  assign word_12 = word_12_q;
  assign word_13 = word_13_q;
  assign word_14 = word_14_q;
  assign word_15 = word_15_q;

  always @(posedge clk) begin
    if (write) begin
      words[{write_context, write_index}] <= value;
    end
  end

  always @(posedge clk) begin
    word_0_q <= words[{this_context, index_0}];
  end

  always @(posedge clk) begin
    word_1_q <= words[{this_context, index_1}];
  end

  always @(posedge clk) begin
    word_2_q <= words[{this_context, index_2}];
  end

  always @(posedge clk) begin
    word_3_q <= words[{this_context, index_3}];
  end

  always @(posedge clk) begin
    word_4_q <= words[{this_context, index_4}];
  end

  always @(posedge clk) begin
    word_5_q <= words[{this_context, index_5}];
  end

  always @(posedge clk) begin
    word_6_q <= words[{this_context, index_6}];
  end

  always @(posedge clk) begin
    word_7_q <= words[{this_context, index_7}];
  end

  always @(posedge clk) begin
    word_8_q <= words[{this_context, index_8}];
  end

  always @(posedge clk) begin
    word_9_q <= words[{this_context, index_9}];
  end

  always @(posedge clk) begin
    word_10_q <= words[{this_context, index_10}];
  end

  always @(posedge clk) begin
    word_11_q <= words[{this_context, index_11}];
  end

  always @(posedge clk) begin
    word_12_q <= words[{this_context, index_12}];
  end

  always @(posedge clk) begin
    word_13_q <= words[{this_context, index_13}];
  end

  always @(posedge clk) begin
    word_14_q <= words[{this_context, index_14}];
  end

  always @(posedge clk) begin
    word_15_q <= words[{this_context, index_15}];
  end

endmodule
