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
  input  wire        goes_0,        // BRANCH: a jump or exit
  input  wire        goes_1,
  input  wire        goes_2,
  input  wire        goes_3,
  input  wire        exits_0,       // BRANCH: an exit
  input  wire        exits_1,
  input  wire        exits_2,
  input  wire        exits_3,
  input  wire [11:0] target_0,
  input  wire [11:0] target_1,
  input  wire [11:0] target_2,
  input  wire [11:0] target_3,
  input  wire        exit_sends_0,  // BRANCH: operand a is an action that sends the packet
  input  wire        exit_sends_1,
  input  wire        exit_sends_2,
  input  wire        exit_sends_3,
  input  wire [63:0] exit_value_0,  // EFFECT
  input  wire [63:0] exit_value_1,
  input  wire [63:0] exit_value_2,
  input  wire [63:0] exit_value_3,
  output wire        live_0,        // EFFECT: no branch of a lane before is taken
  output wire        live_1,
  output wire        live_2,
  output wire        live_3
);

  reg         leaves6;
  reg         live6_0;
  reg         live6_1;
  reg         live6_2;
  reg         live6_3;
  reg         first6_0;  // the lane that decides
  reg         first6_1;
  reg         first6_2;
  reg         first6_3;
  reg         exits6_0;
  reg         exits6_1;
  reg         exits6_2;
  reg         exits6_3;
  reg         sends6_0;
  reg         sends6_1;
  reg         sends6_2;
  reg         sends6_3;
  reg  [11:0] target6_0;
  reg  [11:0] target6_1;
  reg  [11:0] target6_2;
  reg  [11:0] target6_3;

  wire first_0_5;
  wire live_1_5;
  wire first_1_5;
  wire live_2_5;
  wire first_2_5;
  wire live_3_5;
  wire first_3_5;
  wire stays;

  // ---- BRANCH ----

  assign first_0_5 = (taken_0 & 1'b1) | (goes_0 & ~(|{taken_0, taken_1, taken_2, taken_3}));
  assign live_0    = live6_0;
  assign live_1_5  = ~taken_0;
  assign first_1_5 = (taken_1 & live_1_5)
                     | (goes_1 & ~(|{taken_0, taken_1, taken_2, taken_3, goes_0}));
  assign live_1    = live6_1;
  assign live_2_5  = ~(|{taken_0, taken_1});
  assign first_2_5 = (taken_2 & live_2_5)
                     | (goes_2 & ~(|{taken_0, taken_1, taken_2, taken_3, goes_0, goes_1}));
  assign live_2    = live6_2;
  assign live_3_5  = ~(|{taken_0, taken_1, taken_2});
  assign first_3_5 = (taken_3 & live_3_5)
                     | (goes_3 & ~(|{taken_0, taken_1, taken_2, taken_3, goes_0, goes_1, goes_2}));
  assign live_3    = live6_3;

  // ---- EFFECT ----

  assign leaves = leaves6;
  assign stays  = ~(|{first6_0, first6_1, first6_2, first6_3});
  assign next   = stays ? address + 12'd1
                  : ({12{first6_0}} & target6_0) | ({12{first6_1}} & target6_1)
                    | ({12{first6_2}} & target6_2) | ({12{first6_3}} & target6_3);
  assign r0     = ({64{first6_0}} & (exits6_0 ? exit_value_0 : {60'd0, target6_0[3:0]}))
                  | ({64{first6_1}} & (exits6_1 ? exit_value_1 : {60'd0, target6_1[3:0]}))
                  | ({64{first6_2}} & (exits6_2 ? exit_value_2 : {60'd0, target6_2[3:0]}))
                  | ({64{first6_3}} & (exits6_3 ? exit_value_3 : {60'd0, target6_3[3:0]}));
  assign sends  = (first6_0 & sends6_0) | (first6_1 & sends6_1) | (first6_2 & sends6_2)
                  | (first6_3 & sends6_3);

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
    leaves6 <= (first_0_5 & (exits_0 | (target_0[11:4] == 8'd255)))
               | (first_1_5 & (exits_1 | (target_1[11:4] == 8'd255)))
               | (first_2_5 & (exits_2 | (target_2[11:4] == 8'd255)))
               | (first_3_5 & (exits_3 | (target_3[11:4] == 8'd255)));
  end

endmodule
