// The number of the lowest bit that is set, by halves.
// Generated from LowestSet.java; edit that file instead.
module lowest_set_2 (
  input  wire [1:0] of,
  output wire       any,
  output wire       index   // 0 if none is set
);

  wire any_0_0;

  assign any     = |of;
  assign any_0_0 = of[0];
  assign index   = ~any_0_0 & of[1];

endmodule
