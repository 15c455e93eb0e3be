// Takes packets into the frames of the contexts, in turn, in cycles in which no store writes.
// Generated from Ingress.java; edit that file instead.
module ingress (
  input  wire         clk,
  input  wire         rst,         // synchronous, active high
  input  wire [511:0] axis_tdata,
  input  wire [63:0]  axis_tkeep,
  input  wire         axis_tvalid,
  output wire         axis_tready,
  input  wire         axis_tlast,
  input  wire [63:0]  axis_tuser,  // rx queue in 63..32, ifindex in 31..0; of the last beat
  input  wire         run,
  input  wire         sequential,
  input  wire         write_free,  // the bundle in EFFECT has no packet store
  input  wire         frees,       // the frame has been emptied
  input  wire [3:0]   frees_context,
  input  wire         soil,        // bytes before the packet have become part of it
  input  wire [3:0]   soil_context,
  output wire         fill_valid,
  output wire [3:0]   fill_context,
  output wire [5:0]   fill_row,
  output wire [511:0] fill_data,
  output wire         arrival_valid,
  output wire         arrival_good,
  output wire [3:0]   arrival_context,
  output wire [15:0]  arrival_length,
  output wire [31:0]  arrival_ifindex,
  output wire [31:0]  arrival_rx_queue,
  output wire         idle         // no frame holds a packet or a part of one
);

  reg  [3:0]  turn;  // whose frame is next
  reg  [15:0] occupied;
  reg  [15:0] dirty;
  reg  [9:0]  beats;
  reg  [1:0]  clear_row;

  wire        empty;
  wire        is_dirty;
  wire        clears;
  wire        begun;
  wire        takes;
  wire        last;
  wire        cleared;
  wire [15:0] released;
  wire [15:0] cleared_frame;
  wire [6:0]  keep_count_count;

  keep_count_64 keep_count (
    .keep  (axis_tkeep),
    .count (keep_count_count)
  );

  // ---- the next frame ----

  assign empty       = ~occupied[turn];
  assign is_dirty    = dirty[turn];
  assign clears      = empty & is_dirty & write_free;
  assign begun       = |beats;
  assign axis_tready = (run | begun) & empty & ~is_dirty & write_free;
  assign takes       = axis_tready & axis_tvalid;
  assign last        = takes & axis_tlast;

  // ---- a row ----

  assign fill_valid   = clears | (takes & (beats < 10'd60));
  assign fill_context = turn;
  assign fill_row     = clears ? {4'd0, clear_row} : beats[5:0] + 6'd4;
  assign fill_data    = {512{~clears}} & axis_tdata;
  assign cleared      = clears & (&clear_row);

  // ---- a packet; the beats are counted up to the largest number ----

  assign arrival_length   = {beats + {9'd0, keep_count_count[6]}, keep_count_count[5:0]};
  assign arrival_valid    = last;
  assign arrival_good     = last
                            & ~(((beats == 10'd0) & ~axis_tkeep[13]) | (beats > 10'd55)
                                | ((beats == 10'd55) & axis_tkeep[0]));
  assign arrival_context  = turn;
  assign arrival_ifindex  = axis_tuser[31:0];
  assign arrival_rx_queue = axis_tuser[63:32];

  // ---- frames ----

  assign released      = {(frees_context == 4'd15) & frees, (frees_context == 4'd14) & frees,
                          (frees_context == 4'd13) & frees, (frees_context == 4'd12) & frees,
                          (frees_context == 4'd11) & frees, (frees_context == 4'd10) & frees,
                          (frees_context == 4'd9) & frees, (frees_context == 4'd8) & frees,
                          (frees_context == 4'd7) & frees, (frees_context == 4'd6) & frees,
                          (frees_context == 4'd5) & frees, (frees_context == 4'd4) & frees,
                          (frees_context == 4'd3) & frees, (frees_context == 4'd2) & frees,
                          (frees_context == 4'd1) & frees, (frees_context == 4'd0) & frees};
  assign cleared_frame = {(turn == 4'd15) & cleared, (turn == 4'd14) & cleared,
                          (turn == 4'd13) & cleared, (turn == 4'd12) & cleared,
                          (turn == 4'd11) & cleared, (turn == 4'd10) & cleared,
                          (turn == 4'd9) & cleared, (turn == 4'd8) & cleared,
                          (turn == 4'd7) & cleared, (turn == 4'd6) & cleared,
                          (turn == 4'd5) & cleared, (turn == 4'd4) & cleared,
                          (turn == 4'd3) & cleared, (turn == 4'd2) & cleared,
                          (turn == 4'd1) & cleared, (turn == 4'd0) & cleared};
  assign idle          = ~((|occupied) | begun);

  always @(posedge clk) begin
    // a row
    if (clears) begin
      clear_row <= clear_row + 2'd1;
    end
    // a packet; the beats are counted up to the largest number
    if (last) begin
      beats <= 10'd0;
    end else if (takes & ~(&beats)) begin
      beats <= beats + 10'd1;
    end
    // frames
    if (last & ~sequential) begin
      turn <= turn + 4'd1;
    end
    occupied <= (occupied & ~released)
                | {(turn == 4'd15) & last, (turn == 4'd14) & last, (turn == 4'd13) & last,
                   (turn == 4'd12) & last, (turn == 4'd11) & last, (turn == 4'd10) & last,
                   (turn == 4'd9) & last, (turn == 4'd8) & last, (turn == 4'd7) & last,
                   (turn == 4'd6) & last, (turn == 4'd5) & last, (turn == 4'd4) & last,
                   (turn == 4'd3) & last, (turn == 4'd2) & last, (turn == 4'd1) & last,
                   (turn == 4'd0) & last};
    dirty <= (dirty & ~cleared_frame)
             | {(soil_context == 4'd15) & soil, (soil_context == 4'd14) & soil,
                (soil_context == 4'd13) & soil, (soil_context == 4'd12) & soil,
                (soil_context == 4'd11) & soil, (soil_context == 4'd10) & soil,
                (soil_context == 4'd9) & soil, (soil_context == 4'd8) & soil,
                (soil_context == 4'd7) & soil, (soil_context == 4'd6) & soil,
                (soil_context == 4'd5) & soil, (soil_context == 4'd4) & soil,
                (soil_context == 4'd3) & soil, (soil_context == 4'd2) & soil,
                (soil_context == 4'd1) & soil, (soil_context == 4'd0) & soil};
    if (rst) begin
      turn <= 4'd0;
      occupied <= 16'd0;
      dirty <= 16'd0;
      beats <= 10'd0;
      clear_row <= 2'd0;
    end
  end

endmodule
