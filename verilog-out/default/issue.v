// Chooses in each cycle the first ready context after the last one chosen, and knows where each
// context's program goes on.
// Generated from Issue.java; edit that file instead.
module issue (
  input  wire        clk,
  input  wire        rst,       // synchronous, active high
  // the context becomes ready at the end of the cycle: a packet arrived, its bundle goes on, or its
  // request completed
  input  wire        arrive,
  input  wire [3:0]  arrive_context,
  input  wire        resume,
  input  wire        wake,
  input  wire [3:0]  wake_context,
  input  wire        effect,    // a bundle in EFFECT: where its context goes on, 0 where it ends
  input  wire [3:0]  effect_context,
  input  wire [11:0] effect_next,
  input  wire [11:0] base,      // the row of the program memory that address 0 stands for
  input  wire [11:0] idle_row,  // the row that is read while no context is ready
  output wire        valid,     // a bundle issues
  output wire [3:0]  this_context,
  output wire [11:0] address,
  output wire [11:0] row        // where that is in the program memory
);

  reg  [15:0] ready;
  reg  [15:0] after;    // the contexts after the last one chosen
  reg  [4:0]  cleared;  // addresses of the contexts up to this one have been set to 0 since reset

  (* ram_style = "distributed" *)
  reg  [11:0] next [0:15];

  wire [15:0] chosen;
  wire        clearing;
  wire [15:0] behind_of;
  wire        behind_any;
  wire [3:0]  behind_index;
  wire        all_any;
  wire [3:0]  all_index;

  lowest_set_16 behind (
    .of    (behind_of),
    .any   (behind_any),
    .index (behind_index)
  );

  lowest_set_16 all (
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
  assign chosen       = {(this_context == 4'd15) & valid, (this_context == 4'd14) & valid,
                         (this_context == 4'd13) & valid, (this_context == 4'd12) & valid,
                         (this_context == 4'd11) & valid, (this_context == 4'd10) & valid,
                         (this_context == 4'd9) & valid, (this_context == 4'd8) & valid,
                         (this_context == 4'd7) & valid, (this_context == 4'd6) & valid,
                         (this_context == 4'd5) & valid, (this_context == 4'd4) & valid,
                         (this_context == 4'd3) & valid, (this_context == 4'd2) & valid,
                         (this_context == 4'd1) & valid, (this_context == 4'd0) & valid};

  // ---- addresses; every program starts at 0, and a context whose program ends is set there again ----

  assign clearing = ~cleared[4];

  always @(posedge clk) begin
    // choice
    if (valid) begin
      after <= {this_context < 4'd15, this_context < 4'd14, this_context < 4'd13,
                this_context < 4'd12, this_context < 4'd11, this_context < 4'd10,
                this_context < 4'd9, this_context < 4'd8, this_context < 4'd7,
                this_context < 4'd6, this_context < 4'd5, this_context < 4'd4,
                this_context < 4'd3, this_context < 4'd2, this_context < 4'd1, 1'b0};
    end
    // ready contexts
    ready <= (ready & ~chosen)
             | {(arrive_context == 4'd15) & arrive, (arrive_context == 4'd14) & arrive,
                (arrive_context == 4'd13) & arrive, (arrive_context == 4'd12) & arrive,
                (arrive_context == 4'd11) & arrive, (arrive_context == 4'd10) & arrive,
                (arrive_context == 4'd9) & arrive, (arrive_context == 4'd8) & arrive,
                (arrive_context == 4'd7) & arrive, (arrive_context == 4'd6) & arrive,
                (arrive_context == 4'd5) & arrive, (arrive_context == 4'd4) & arrive,
                (arrive_context == 4'd3) & arrive, (arrive_context == 4'd2) & arrive,
                (arrive_context == 4'd1) & arrive, (arrive_context == 4'd0) & arrive}
             | {(effect_context == 4'd15) & resume, (effect_context == 4'd14) & resume,
                (effect_context == 4'd13) & resume, (effect_context == 4'd12) & resume,
                (effect_context == 4'd11) & resume, (effect_context == 4'd10) & resume,
                (effect_context == 4'd9) & resume, (effect_context == 4'd8) & resume,
                (effect_context == 4'd7) & resume, (effect_context == 4'd6) & resume,
                (effect_context == 4'd5) & resume, (effect_context == 4'd4) & resume,
                (effect_context == 4'd3) & resume, (effect_context == 4'd2) & resume,
                (effect_context == 4'd1) & resume, (effect_context == 4'd0) & resume}
             | {(wake_context == 4'd15) & wake, (wake_context == 4'd14) & wake,
                (wake_context == 4'd13) & wake, (wake_context == 4'd12) & wake,
                (wake_context == 4'd11) & wake, (wake_context == 4'd10) & wake,
                (wake_context == 4'd9) & wake, (wake_context == 4'd8) & wake,
                (wake_context == 4'd7) & wake, (wake_context == 4'd6) & wake,
                (wake_context == 4'd5) & wake, (wake_context == 4'd4) & wake,
                (wake_context == 4'd3) & wake, (wake_context == 4'd2) & wake,
                (wake_context == 4'd1) & wake, (wake_context == 4'd0) & wake};
    // addresses; every program starts at 0, and a context whose program ends is set there again
    if (clearing) begin
      cleared <= cleared + 5'd1;
    end
    if (clearing | effect) begin
      next[clearing ? cleared[3:0] : effect_context] <= clearing ? 12'd0 : effect_next;
    end
    if (rst) begin
      ready <= 16'd0;
      after <= 16'd0;
      cleared <= 5'd0;
    end
  end

endmodule
