// Chooses in each cycle the first ready context after the last one chosen, and knows where each
// context's program goes on.
// Generated from Issue.java; edit that file instead.
module issue (
  input  wire        clk,
  input  wire        rst,       // synchronous, active high
  // the context becomes ready at the end of the cycle: a packet arrived, its bundle goes on, or its
  // request completed
  input  wire        arrive,
  input  wire [1:0]  arrive_context,
  input  wire        resume,
  input  wire        wake,
  input  wire [1:0]  wake_context,
  input  wire        effect,    // a bundle in EFFECT: where its context goes on, 0 where it ends
  input  wire [1:0]  effect_context,
  input  wire [11:0] effect_next,
  input  wire [11:0] base,      // the row of the program memory that address 0 stands for
  input  wire [11:0] idle_row,  // the row that is read while no context is ready
  output wire        valid,     // a bundle issues
  output wire [1:0]  this_context,
  output wire [11:0] address,
  output wire [11:0] row        // where that is in the program memory
);

  reg  [3:0] ready;
  reg  [3:0] after;    // the contexts after the last one chosen
  reg  [2:0] cleared;  // addresses of the contexts up to this one have been set to 0 since reset

  (* ram_style = "distributed" *)
  reg  [11:0] next [0:3];

  wire [3:0] chosen;
  wire       clearing;
  wire [3:0] behind_of;
  wire       behind_any;
  wire [1:0] behind_index;
  wire       all_any;
  wire [1:0] all_index;

  lowest_set_4 behind (
    .of    (behind_of),
    .any   (behind_any),
    .index (behind_index)
  );

  lowest_set_4 all (
    .of    (ready),
    .any   (all_any),
    .index (all_index)
  );

  // ---- choice ----

  assign behind_of    = ready & after;
  assign valid        = all_any;
  assign this_context = behind_any ? behind_index : all_index;
  assign address      = behind_any ? next[behind_index] : next[all_index];
  assign row          = valid ? address | base : idle_row;
  assign chosen       = {(this_context == 2'd3) & valid, (this_context == 2'd2) & valid,
                         (this_context == 2'd1) & valid, (this_context == 2'd0) & valid};

  // ---- addresses; every program starts at 0, and a context whose program ends is set there again ----

  assign clearing = ~cleared[2];

  always @(posedge clk) begin
    // choice
    if (valid) begin
      after <= {this_context < 2'd3, this_context < 2'd2, this_context < 2'd1, 1'b0};
    end
    // ready contexts
    ready <= (ready & ~chosen)
             | {(arrive_context == 2'd3) & arrive, (arrive_context == 2'd2) & arrive,
                (arrive_context == 2'd1) & arrive, (arrive_context == 2'd0) & arrive}
             | {(effect_context == 2'd3) & resume, (effect_context == 2'd2) & resume,
                (effect_context == 2'd1) & resume, (effect_context == 2'd0) & resume}
             | {(wake_context == 2'd3) & wake, (wake_context == 2'd2) & wake,
                (wake_context == 2'd1) & wake, (wake_context == 2'd0) & wake};
    // addresses; every program starts at 0, and a context whose program ends is set there again
    if (clearing) begin
      cleared <= cleared + 3'd1;
    end
    if (clearing | effect) begin
      next[clearing ? cleared[1:0] : effect_context] <= clearing ? 12'd0 : effect_next;
    end
    if (rst) begin
      ready <= 4'd0;
      after <= 4'd0;
      cleared <= 3'd0;
    end
  end

endmodule
