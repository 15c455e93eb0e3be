// Words of which at most one is not 0, joined by or; the result comes a cycle later. Words of block
// RAM are late in their cycle, so more than three are joined by halves, and the halves behind the
// registers.
// Generated from WordJoin.java; edit that file instead.
module word_join_5 (
  input  wire        clk,
  output wire [63:0] joined,
  input  wire [63:0] word_0,
  input  wire [63:0] word_1,
  input  wire [63:0] word_2,
  input  wire [63:0] word_3,
  input  wire [63:0] word_4
);

  reg  [63:0] part_0;
  reg  [63:0] part_1;

  assign joined = part_0 | part_1;

  always @(posedge clk) begin
    part_1 <= word_2 | word_3 | word_4;
    part_0 <= word_0 | word_1;
  end

endmodule
