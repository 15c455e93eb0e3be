// The number of the lowest bit that is set, by halves.
// Generated from LowestSet.java; edit that file instead.
module lowest_set_16 (
  input  wire [15:0] of,
  output wire        any,
  output wire [3:0]  index   // 0 if none is set
);

  wire any_0_7;
  wire any_0_3;
  wire any_0_1;
  wire any_0_0;
  wire any_2_2;
  wire any_4_5;
  wire any_4_4;
  wire any_6_6;
  wire any_8_11;
  wire any_8_9;
  wire any_8_8;
  wire any_10_10;
  wire any_12_13;
  wire any_12_12;
  wire any_14_14;

  assign any       = |of;
  assign any_0_7   = |of[7:0];
  assign any_0_3   = |of[3:0];
  assign any_0_1   = |of[1:0];
  assign any_0_0   = of[0];
  assign any_2_2   = of[2];
  assign any_4_5   = |of[5:4];
  assign any_4_4   = of[4];
  assign any_6_6   = of[6];
  assign any_8_11  = |of[11:8];
  assign any_8_9   = |of[9:8];
  assign any_8_8   = of[8];
  assign any_10_10 = of[10];
  assign any_12_13 = |of[13:12];
  assign any_12_12 = of[12];
  assign any_14_14 = of[14];
  assign index     = {~any_0_7 & (|of[15:8]),
                      any_0_7 ? {~any_0_3 & (|of[7:4]),
                                 any_0_3 ? {~any_0_1 & (|of[3:2]),
                                            any_0_1 ? ~any_0_0 & of[1] : ~any_2_2 & of[3]}
                                 : {~any_4_5 & (|of[7:6]),
                                    any_4_5 ? ~any_4_4 & of[5] : ~any_6_6 & of[7]}}
                      : {~any_8_11 & (|of[15:12]),
                         any_8_11 ? {~any_8_9 & (|of[11:10]),
                                     any_8_9 ? ~any_8_8 & of[9] : ~any_10_10 & of[11]}
                         : {~any_12_13 & (|of[15:14]),
                            any_12_13 ? ~any_12_12 & of[13] : ~any_14_14 & of[15]}}};

endmodule
