// A 64-bit number or its negative, in two halves that do not wait for each other.
// Generated from Negate.java; edit that file instead.
module negate (
  input  wire [63:0] of,
  input  wire        negate,
  output wire [63:0] result
);

  wire [31:0] low;
  wire [31:0] high;

  assign low    = 32'd0 - of[31:0];
  assign high   = (|of[31:0]) ? ~of[63:32] : 32'd0 - of[63:32];
  assign result = negate ? {high, low} : of;

endmodule
