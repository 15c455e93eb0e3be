// The registers of all contexts that one lane writes; all lanes read two. Words come in the cycle
// after the address.
// Generated from RegisterBank.java; edit that file instead.
module register_bank (
  input  wire        clk,
  input  wire [1:0]  this_context,  // the context in DECODE
  input  wire        write,         // WRITE_BACK
  input  wire [1:0]  write_context,
  input  wire [63:0] value,
  input  wire [4:0]  index_0,       // index in the bank, for operands a and b of each lane
  input  wire [4:0]  index_1,       // index in the bank, for operands a and b of each lane
  input  wire        reads_0,       // whether that operand is in this bank; if not, its word is 0
  input  wire        reads_1,       // whether that operand is in this bank; if not, its word is 0
  output wire [63:0] word_0,
  output wire [63:0] word_1,
  input  wire [4:0]  write_index
);

  reg  [63:0] word_0_q;  // word read from words
  reg  [63:0] word_1_q;  // word read from words

  (* ram_style = "block" *)
  reg  [63:0] words [0:127];

  assign word_0 = word_0_q;
  assign word_1 = word_1_q;

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

endmodule
