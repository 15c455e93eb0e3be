// How many of the bits are set, from bit 0 on without a gap: the half that has the end, then its
// half, and so on.
// Generated from KeepCount.java; edit that file instead.
module keep_count_64 (
  input  wire [63:0] keep,
  output wire [6:0]  count
);

  wire [31:0] rest_32;
  wire [15:0] rest_16;
  wire [7:0]  rest_8;
  wire [3:0]  rest_4;
  wire [1:0]  rest_2;
  wire        rest_1;

  assign rest_32 = keep[31] ? keep[63:32] : keep[31:0];
  assign rest_16 = rest_32[15] ? rest_32[31:16] : rest_32[15:0];
  assign rest_8  = rest_16[7] ? rest_16[15:8] : rest_16[7:0];
  assign rest_4  = rest_8[3] ? rest_8[7:4] : rest_8[3:0];
  assign rest_2  = rest_4[1] ? rest_4[3:2] : rest_4[1:0];
  assign rest_1  = rest_2[0] ? rest_2[1] : rest_2[0];
  assign count   = {1'b0, keep[31], rest_32[15], rest_16[7], rest_8[3], rest_4[1], rest_2[0]}
                   + {6'd0, rest_1};

endmodule
