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
  input  wire        goes_0,        // BRANCH: a jump or exit
  input  wire        exits_0,       // BRANCH: an exit
  input  wire [11:0] target_0,
  input  wire        exit_sends_0,  // BRANCH: operand a is an action that sends the packet
  input  wire [63:0] exit_value_0,  // EFFECT
  output wire        live_0         // EFFECT: no branch of a lane before is taken
);

  reg         leaves6;
  reg         live6_0;
  reg         first6_0;  // the lane that decides
  reg         exits6_0;
  reg         sends6_0;
  reg  [11:0] target6_0;

  wire first_0_5;
  wire stays;

  // ---- BRANCH ----

  assign first_0_5 = (taken_0 & 1'b1) | (goes_0 & ~taken_0);
  assign live_0    = live6_0;

  // ---- EFFECT ----

  assign leaves = leaves6;
  assign stays  = ~first6_0;
  assign next   = stays ? address + 12'd1 : {12{first6_0}} & target6_0;
  assign r0     = {64{first6_0}} & (exits6_0 ? exit_value_0 : {60'd0, target6_0[3:0]});
  assign sends  = first6_0 & sends6_0;

  always @(posedge clk) begin
    // BRANCH
    live6_0 <= 1'b1;
    first6_0 <= first_0_5;
    exits6_0 <= exits_0;
    target6_0 <= target_0;
    sends6_0 <= exits_0 ? exit_sends_0
                : (target_0[3:0] == 4'd2) | (target_0[3:0] == 4'd3) | (target_0[3:0] == 4'd4);
    leaves6 <= first_0_5 & (exits_0 | (target_0[11:4] == 8'd255));
  end

endmodule
