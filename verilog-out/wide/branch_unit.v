// Finds in BRANCH the lane that takes control elsewhere: the first branch that is taken, else the
// first jump or exit. In EFFECT says where to, and which lanes are not squashed by a branch.
// Generated from BranchUnit.java; edit that file instead.
module branch_unit (
  input  wire        clk,
  input  wire [11:0] address,
  output wire        leaves,        // EFFECT: the program leaves, with this value of R0
  output wire [63:0] r0,
  output wire        sends,         // EFFECT: that value is an action that sends the packet
  output wire [11:0] next,          // EFFECT: where it goes on, if it does
  input  wire        taken_0,       // BRANCH: a branch that is taken
  input  wire        taken_1,
  input  wire        taken_2,
  input  wire        taken_3,
  input  wire        taken_4,
  input  wire        taken_5,
  input  wire        taken_6,
  input  wire        taken_7,
  input  wire        goes_0,        // BRANCH: a jump or exit
  input  wire        goes_1,
  input  wire        goes_2,
  input  wire        goes_3,
  input  wire        goes_4,
  input  wire        goes_5,
  input  wire        goes_6,
  input  wire        goes_7,
  input  wire        exits_0,       // BRANCH: an exit
  input  wire        exits_1,
  input  wire        exits_2,
  input  wire        exits_3,
  input  wire        exits_4,
  input  wire        exits_5,
  input  wire        exits_6,
  input  wire        exits_7,
  input  wire [11:0] target_0,
  input  wire [11:0] target_1,
  input  wire [11:0] target_2,
  input  wire [11:0] target_3,
  input  wire [11:0] target_4,
  input  wire [11:0] target_5,
  input  wire [11:0] target_6,
  input  wire [11:0] target_7,
  input  wire        exit_sends_0,  // BRANCH: operand a is an action that sends the packet
  input  wire        exit_sends_1,
  input  wire        exit_sends_2,
  input  wire        exit_sends_3,
  input  wire        exit_sends_4,
  input  wire        exit_sends_5,
  input  wire        exit_sends_6,
  input  wire        exit_sends_7,
  input  wire [63:0] exit_value_0,  // EFFECT
  input  wire [63:0] exit_value_1,
  input  wire [63:0] exit_value_2,
  input  wire [63:0] exit_value_3,
  input  wire [63:0] exit_value_4,
  input  wire [63:0] exit_value_5,
  input  wire [63:0] exit_value_6,
  input  wire [63:0] exit_value_7,
  output wire        live_0,        // EFFECT: no branch of a lane before is taken
  output wire        live_1,
  output wire        live_2,
  output wire        live_3,
  output wire        live_4,
  output wire        live_5,
  output wire        live_6,
  output wire        live_7
);

  reg         leaves6;
  reg         live6_0;
  reg         live6_1;
  reg         live6_2;
  reg         live6_3;
  reg         live6_4;
  reg         live6_5;
  reg         live6_6;
  reg         live6_7;
  reg         first6_0;  // the lane that decides
  reg         first6_1;
  reg         first6_2;
  reg         first6_3;
  reg         first6_4;
  reg         first6_5;
  reg         first6_6;
  reg         first6_7;
  reg         exits6_0;
  reg         exits6_1;
  reg         exits6_2;
  reg         exits6_3;
  reg         exits6_4;
  reg         exits6_5;
  reg         exits6_6;
  reg         exits6_7;
  reg         sends6_0;
  reg         sends6_1;
  reg         sends6_2;
  reg         sends6_3;
  reg         sends6_4;
  reg         sends6_5;
  reg         sends6_6;
  reg         sends6_7;
  reg  [11:0] target6_0;
  reg  [11:0] target6_1;
  reg  [11:0] target6_2;
  reg  [11:0] target6_3;
  reg  [11:0] target6_4;
  reg  [11:0] target6_5;
  reg  [11:0] target6_6;
  reg  [11:0] target6_7;

  wire first_0_5;
  wire live_1_5;
  wire first_1_5;
  wire live_2_5;
  wire first_2_5;
  wire live_3_5;
  wire first_3_5;
  wire live_4_5;
  wire first_4_5;
  wire live_5_5;
  wire first_5_5;
  wire live_6_5;
  wire first_6_5;
  wire live_7_5;
  wire first_7_5;
  wire stays;

  // ---- BRANCH ----

  assign first_0_5 = (taken_0 & 1'b1)
                     | (goes_0
                        & ~(|{taken_0, taken_1, taken_2, taken_3, taken_4, taken_5, taken_6,
                              taken_7}));
  assign live_0    = live6_0;
  assign live_1_5  = ~taken_0;
  assign first_1_5 = (taken_1 & live_1_5)
                     | (goes_1
                        & ~(|{taken_0, taken_1, taken_2, taken_3, taken_4, taken_5, taken_6,
                              taken_7, goes_0}));
  assign live_1    = live6_1;
  assign live_2_5  = ~(|{taken_0, taken_1});
  assign first_2_5 = (taken_2 & live_2_5)
                     | (goes_2
                        & ~(|{taken_0, taken_1, taken_2, taken_3, taken_4, taken_5, taken_6,
                              taken_7, goes_0, goes_1}));
  assign live_2    = live6_2;
  assign live_3_5  = ~(|{taken_0, taken_1, taken_2});
  assign first_3_5 = (taken_3 & live_3_5)
                     | (goes_3
                        & ~(|{taken_0, taken_1, taken_2, taken_3, taken_4, taken_5, taken_6,
                              taken_7, goes_0, goes_1, goes_2}));
  assign live_3    = live6_3;
  assign live_4_5  = ~(|{taken_0, taken_1, taken_2, taken_3});
  assign first_4_5 = (taken_4 & live_4_5)
                     | (goes_4
                        & ~(|{taken_0, taken_1, taken_2, taken_3, taken_4, taken_5, taken_6,
                              taken_7, goes_0, goes_1, goes_2, goes_3}));
  assign live_4    = live6_4;
  assign live_5_5  = ~(|{taken_0, taken_1, taken_2, taken_3, taken_4});
  assign first_5_5 = (taken_5 & live_5_5)
                     | (goes_5
                        & ~(|{taken_0, taken_1, taken_2, taken_3, taken_4, taken_5, taken_6,
                              taken_7, goes_0, goes_1, goes_2, goes_3, goes_4}));
  assign live_5    = live6_5;
  assign live_6_5  = ~(|{taken_0, taken_1, taken_2, taken_3, taken_4, taken_5});
  assign first_6_5 = (taken_6 & live_6_5)
                     | (goes_6
                        & ~(|{taken_0, taken_1, taken_2, taken_3, taken_4, taken_5, taken_6,
                              taken_7, goes_0, goes_1, goes_2, goes_3, goes_4, goes_5}));
  assign live_6    = live6_6;
  assign live_7_5  = ~(|{taken_0, taken_1, taken_2, taken_3, taken_4, taken_5, taken_6});
  assign first_7_5 = (taken_7 & live_7_5)
                     | (goes_7
                        & ~(|{taken_0, taken_1, taken_2, taken_3, taken_4, taken_5, taken_6,
                              taken_7, goes_0, goes_1, goes_2, goes_3, goes_4, goes_5, goes_6}));
  assign live_7    = live6_7;

  // ---- EFFECT ----

  assign leaves = leaves6;
  assign stays  = ~(|{first6_0, first6_1, first6_2, first6_3, first6_4, first6_5, first6_6,
                      first6_7});
  assign next   = stays ? address + 12'd1
                  : ({12{first6_0}} & target6_0) | ({12{first6_1}} & target6_1)
                    | ({12{first6_2}} & target6_2) | ({12{first6_3}} & target6_3)
                    | ({12{first6_4}} & target6_4) | ({12{first6_5}} & target6_5)
                    | ({12{first6_6}} & target6_6) | ({12{first6_7}} & target6_7);
  assign r0     = ({64{first6_0}} & (exits6_0 ? exit_value_0 : {60'd0, target6_0[3:0]}))
                  | ({64{first6_1}} & (exits6_1 ? exit_value_1 : {60'd0, target6_1[3:0]}))
                  | ({64{first6_2}} & (exits6_2 ? exit_value_2 : {60'd0, target6_2[3:0]}))
                  | ({64{first6_3}} & (exits6_3 ? exit_value_3 : {60'd0, target6_3[3:0]}))
                  | ({64{first6_4}} & (exits6_4 ? exit_value_4 : {60'd0, target6_4[3:0]}))
                  | ({64{first6_5}} & (exits6_5 ? exit_value_5 : {60'd0, target6_5[3:0]}))
                  | ({64{first6_6}} & (exits6_6 ? exit_value_6 : {60'd0, target6_6[3:0]}))
                  | ({64{first6_7}} & (exits6_7 ? exit_value_7 : {60'd0, target6_7[3:0]}));
  assign sends  = (first6_0 & sends6_0) | (first6_1 & sends6_1) | (first6_2 & sends6_2)
                  | (first6_3 & sends6_3) | (first6_4 & sends6_4) | (first6_5 & sends6_5)
                  | (first6_6 & sends6_6) | (first6_7 & sends6_7);

  always @(posedge clk) begin
    // BRANCH
    live6_0 <= 1'b1;
    first6_0 <= first_0_5;
    exits6_0 <= exits_0;
    target6_0 <= target_0;
    sends6_0 <= exits_0 ? exit_sends_0
                : (target_0[3:0] == 4'd2) | (target_0[3:0] == 4'd3) | (target_0[3:0] == 4'd4);
    live6_1 <= live_1_5;
    first6_1 <= first_1_5;
    exits6_1 <= exits_1;
    target6_1 <= target_1;
    sends6_1 <= exits_1 ? exit_sends_1
                : (target_1[3:0] == 4'd2) | (target_1[3:0] == 4'd3) | (target_1[3:0] == 4'd4);
    live6_2 <= live_2_5;
    first6_2 <= first_2_5;
    exits6_2 <= exits_2;
    target6_2 <= target_2;
    sends6_2 <= exits_2 ? exit_sends_2
                : (target_2[3:0] == 4'd2) | (target_2[3:0] == 4'd3) | (target_2[3:0] == 4'd4);
    live6_3 <= live_3_5;
    first6_3 <= first_3_5;
    exits6_3 <= exits_3;
    target6_3 <= target_3;
    sends6_3 <= exits_3 ? exit_sends_3
                : (target_3[3:0] == 4'd2) | (target_3[3:0] == 4'd3) | (target_3[3:0] == 4'd4);
    live6_4 <= live_4_5;
    first6_4 <= first_4_5;
    exits6_4 <= exits_4;
    target6_4 <= target_4;
    sends6_4 <= exits_4 ? exit_sends_4
                : (target_4[3:0] == 4'd2) | (target_4[3:0] == 4'd3) | (target_4[3:0] == 4'd4);
    live6_5 <= live_5_5;
    first6_5 <= first_5_5;
    exits6_5 <= exits_5;
    target6_5 <= target_5;
    sends6_5 <= exits_5 ? exit_sends_5
                : (target_5[3:0] == 4'd2) | (target_5[3:0] == 4'd3) | (target_5[3:0] == 4'd4);
    live6_6 <= live_6_5;
    first6_6 <= first_6_5;
    exits6_6 <= exits_6;
    target6_6 <= target_6;
    sends6_6 <= exits_6 ? exit_sends_6
                : (target_6[3:0] == 4'd2) | (target_6[3:0] == 4'd3) | (target_6[3:0] == 4'd4);
    live6_7 <= live_7_5;
    first6_7 <= first_7_5;
    exits6_7 <= exits_7;
    target6_7 <= target_7;
    sends6_7 <= exits_7 ? exit_sends_7
                : (target_7[3:0] == 4'd2) | (target_7[3:0] == 4'd3) | (target_7[3:0] == 4'd4);
    leaves6 <= (first_0_5 & (exits_0 | (target_0[11:4] == 8'd255)))
               | (first_1_5 & (exits_1 | (target_1[11:4] == 8'd255)))
               | (first_2_5 & (exits_2 | (target_2[11:4] == 8'd255)))
               | (first_3_5 & (exits_3 | (target_3[11:4] == 8'd255)))
               | (first_4_5 & (exits_4 | (target_4[11:4] == 8'd255)))
               | (first_5_5 & (exits_5 | (target_5[11:4] == 8'd255)))
               | (first_6_5 & (exits_6 | (target_6[11:4] == 8'd255)))
               | (first_7_5 & (exits_7 | (target_7[11:4] == 8'd255)));
  end

endmodule
