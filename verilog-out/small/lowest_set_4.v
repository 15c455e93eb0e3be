// The number of the lowest bit that is set, by halves.
// Generated from LowestSet.java; edit that file instead.
module lowest_set_4 (
  input  wire [3:0] of,
  output wire       any,
  output wire [1:0] index   // 0 if none is set
);

  wire any_0_1;
  wire any_0_0;
  wire any_2_2;

  assign any     = |of;
  assign any_0_1 = |of[1:0];
  assign any_0_0 = of[0];
  assign any_2_2 = of[2];
  assign index   = {~any_0_1 & (|of[3:2]), any_0_1 ? ~any_0_0 & of[1] : ~any_2_2 & of[3]};

endmodule
