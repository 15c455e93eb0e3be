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
  input  wire        reads_0,       // whether that operand is in this bank; if not, its word is 0
  input  wire        reads_1,       // whether that operand is in this bank; if not, its word is 0
  input  wire        reads_2,       // whether that operand is in this bank; if not, its word is 0
  input  wire        reads_3,       // whether that operand is in this bank; if not, its word is 0
  input  wire        reads_4,       // whether that operand is in this bank; if not, its word is 0
  input  wire        reads_5,       // whether that operand is in this bank; if not, its word is 0
  input  wire        reads_6,       // whether that operand is in this bank; if not, its word is 0
  input  wire        reads_7,       // whether that operand is in this bank; if not, its word is 0
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

  reg  [63:0] word_0_q;  // word read from words
  reg  [63:0] word_1_q;  // word read from words
  reg  [63:0] word_2_q;  // word read from words
  reg  [63:0] word_3_q;  // word read from words
  reg  [63:0] word_4_q;  // word read from words
  reg  [63:0] word_5_q;  // word read from words
  reg  [63:0] word_6_q;  // word read from words
  reg  [63:0] word_7_q;  // word read from words

  (* ram_style = "block" *)
  reg  [63:0] words [0:511];

  assign word_0 = word_0_q;
  assign word_1 = word_1_q;
  assign word_2 = word_2_q;
  assign word_3 = word_3_q;
  assign word_4 = word_4_q;
  assign word_5 = word_5_q;
  assign word_6 = word_6_q;
  assign word_7 = word_7_q;

  always @(posedge clk) begin
    if (write) begin
      words[{write_context, write_index}] <= value;
    end
  end

  always @(posedge clk) begin
    if (reads_0) begin
      word_0_q <= words[{this_context, index_0}];
    end else begin
      word_0_q <= 64'd0;
    end
  end

  always @(posedge clk) begin
    if (reads_1) begin
      word_1_q <= words[{this_context, index_1}];
    end else begin
      word_1_q <= 64'd0;
    end
  end

  always @(posedge clk) begin
    if (reads_2) begin
      word_2_q <= words[{this_context, index_2}];
    end else begin
      word_2_q <= 64'd0;
    end
  end

  always @(posedge clk) begin
    if (reads_3) begin
      word_3_q <= words[{this_context, index_3}];
    end else begin
      word_3_q <= 64'd0;
    end
  end

  always @(posedge clk) begin
    if (reads_4) begin
      word_4_q <= words[{this_context, index_4}];
    end else begin
      word_4_q <= 64'd0;
    end
  end

  always @(posedge clk) begin
    if (reads_5) begin
      word_5_q <= words[{this_context, index_5}];
    end else begin
      word_5_q <= 64'd0;
    end
  end

  always @(posedge clk) begin
    if (reads_6) begin
      word_6_q <= words[{this_context, index_6}];
    end else begin
      word_6_q <= 64'd0;
    end
  end

  always @(posedge clk) begin
    if (reads_7) begin
      word_7_q <= words[{this_context, index_7}];
    end else begin
      word_7_q <= 64'd0;
    end
  end

endmodule
