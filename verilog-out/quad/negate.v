// A 64-bit number or its negative, in segments that do not wait for each other: above the lowest
// one that is not 0, bits are inverted.
// Generated from Negate.java; edit that file instead.
module negate (
  input  wire [63:0] of,
  input  wire        negate,
  output wire [63:0] result
);

  wire [15:0] negative_0;
  wire [15:0] negative_1;
  wire        any_below_1;
  wire [15:0] negative_2;
  wire        any_below_2;
  wire [15:0] negative_3;
  wire        any_below_3;

  assign negative_0  = 16'd0 - of[15:0];
  assign negative_1  = 16'd0 - of[31:16];
  assign any_below_1 = |of[15:0];
  assign negative_2  = 16'd0 - of[47:32];
  assign any_below_2 = |of[31:0];
  assign negative_3  = 16'd0 - of[63:48];
  assign any_below_3 = |of[47:0];
  assign result      = negate ? {any_below_3 ? ~of[63:48] : negative_3,
                                 any_below_2 ? ~of[47:32] : negative_2,
                                 any_below_1 ? ~of[31:16] : negative_1, negative_0}
                       : of;

endmodule
