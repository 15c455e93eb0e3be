// What belongs to a packet and not to a register: its borders, the specials, and the moves and
// writes of them.
// Generated from ContextState.java; edit that file instead.
module context_state (
  input  wire        clk,
  input  wire        rst,          // synchronous, active high
  input  wire [3:0]  context2,     // the context in DECODE, EXECUTE and EFFECT
  input  wire [3:0]  context4,
  input  wire [3:0]  context6,
  output wire [11:0] length2,      // DECODE
  output wire [11:0] head3,        // OPERANDS
  output wire [11:0] length3,
  output wire [7:0]  meta3,
  input  wire        arrival_valid,
  input  wire [3:0]  arrival_context,
  input  wire [15:0] arrival_length,
  input  wire [31:0] arrival_ifindex,
  input  wire [31:0] arrival_rx_queue,
  input  wire [4:0]  lane_action,  // OPERANDS
  input  wire [3:0]  lane_aux,
  input  wire [63:0] lane_b,       // EXECUTE
  input  wire        lane_live,    // EFFECT
  output wire [63:0] lane_answer,  // WRITE_BACK
  input  wire [3:0]  leaving_context,
  output wire [11:0] leaving_head,
  output wire [15:0] leaving_length,
  output wire [7:0]  leaving_meta,
  output wire [63:0] leaving_redirect,
  output wire [31:0] leaving_ifindex,
  input  wire        response_valid,
  input  wire [3:0]  response_context,
  input  wire [63:0] response_value,
  input  wire [63:0] nanoseconds,
  input  wire [31:0] random,
  input  wire [5:0]  cpu_base,     // the CPU number of context 0, where there are several cores
  // bytes in front of the packet of context6 have become part of it: its frame is dirty
  output wire        soils
);

  localparam [4:0] ACTION_GET       = 5'd14;
  localparam [4:0] ACTION_PUT       = 5'd15;
  localparam [4:0] ACTION_ADJUST    = 5'd16;
  localparam [3:0] SPECIAL_LENGTH   = 4'd0;
  localparam [3:0] SPECIAL_META     = 4'd1;
  localparam [3:0] SPECIAL_IFINDEX  = 4'd2;
  localparam [3:0] SPECIAL_RX_QUEUE = 4'd3;
  localparam [3:0] SPECIAL_CPU      = 4'd4;
  localparam [3:0] SPECIAL_TIME     = 4'd5;
  localparam [3:0] SPECIAL_RANDOM   = 4'd6;
  localparam [3:0] SPECIAL_RESULT   = 4'd7;
  localparam [3:0] SPECIAL_REDIRECT = 4'd8;

  reg  [15:0] moved;
  reg  [15:0] redirected;  // a redirect has been written; otherwise it is 0
  reg  [11:0] head_now;
  reg  [11:0] length_now;
  reg  [7:0]  meta_now;
  reg  [63:0] get5;
  reg  [63:0] answer8;
  reg         adjusts_d1;
  reg         adjusts_d2;
  reg         adjusts_d3;
  reg  [3:0]  special_d1;
  reg  [11:0] length_3_d1;
  reg  [7:0]  meta_3_d1;
  reg  [5:0]  cpu_d1;
  reg  [5:0]  cpu_d2;
  reg         gets_d1;
  reg         puts_d1;
  reg         puts_d2;
  reg         puts_d3;
  reg  [3:0]  special_4_d1;
  reg  [3:0]  special_4_d2;
  reg  [63:0] value_d1;
  reg  [63:0] value_d2;
  reg  [63:0] move_answer_d1;
  reg  [63:0] get_5_d1;
  reg  [63:0] get_5_d2;

  (* ram_style = "distributed" *)
  reg  [31:0] borders [0:15];  // head, length and meta, once moved

  (* ram_style = "distributed" *)
  reg  [15:0] arrived_length [0:15];

  (* ram_style = "distributed" *)
  reg  [31:0] ifindex [0:15];

  (* ram_style = "distributed" *)
  reg  [31:0] rx_queue [0:15];

  (* ram_style = "distributed" *)
  reg  [63:0] redirect [0:15];

  (* ram_style = "distributed" *)
  reg  [63:0] result [0:15];

  wire [15:0] arrived;
  wire [31:0] borders_2;
  wire        moved_2;
  wire [15:0] arrived_length_2;
  wire        adjusts_6;
  wire        move;
  wire [63:0] redirect_4;
  reg  [63:0] got;
  wire        put;
  wire [31:0] borders_out;
  wire        moved_out;
  wire        adjust_moves;
  wire [11:0] adjust_new_head;
  wire [11:0] adjust_new_length;
  wire [7:0]  adjust_new_meta;
  wire        adjust_uncovers;
  wire [63:0] adjust_answer;

  adjust_unit adjust (
    .clk        (clk),
    .op         (lane_aux[1:0]),
    .head       (head_now),
    .length     (length_now),
    .meta       (meta_now),
    .delta      (lane_b[31:0]),
    .moves      (adjust_moves),
    .new_head   (adjust_new_head),
    .new_length (adjust_new_length),
    .new_meta   (adjust_new_meta),
    .uncovers   (adjust_uncovers),
    .answer     (adjust_answer)
  );

  // ---- arrival ----

  assign arrived = {(arrival_context == 4'd15) & arrival_valid,
                    (arrival_context == 4'd14) & arrival_valid,
                    (arrival_context == 4'd13) & arrival_valid,
                    (arrival_context == 4'd12) & arrival_valid,
                    (arrival_context == 4'd11) & arrival_valid,
                    (arrival_context == 4'd10) & arrival_valid,
                    (arrival_context == 4'd9) & arrival_valid,
                    (arrival_context == 4'd8) & arrival_valid,
                    (arrival_context == 4'd7) & arrival_valid,
                    (arrival_context == 4'd6) & arrival_valid,
                    (arrival_context == 4'd5) & arrival_valid,
                    (arrival_context == 4'd4) & arrival_valid,
                    (arrival_context == 4'd3) & arrival_valid,
                    (arrival_context == 4'd2) & arrival_valid,
                    (arrival_context == 4'd1) & arrival_valid,
                    (arrival_context == 4'd0) & arrival_valid};

  // ---- borders ----

  assign borders_2        = borders[context2];
  assign moved_2          = moved[context2];
  assign arrived_length_2 = arrived_length[context2];
  assign length2          = moved_2 ? borders_2[19:8] : arrived_length_2[11:0];
  assign head3            = head_now;
  assign length3          = length_now;
  assign meta3            = meta_now;

  // ---- moves ----

  assign adjusts_6 = adjusts_d3;
  assign move      = adjusts_6 & lane_live & adjust_moves;
  assign soils     = move & adjust_uncovers;

  // ---- specials ----

  assign redirect_4 = redirected[context4] ? redirect[context4] : 64'd0;

  always @* begin
    case (special_d1)
      SPECIAL_LENGTH:   got = {52'd0, length_3_d1};
      SPECIAL_META:     got = {56'd0, meta_3_d1};
      SPECIAL_IFINDEX:  got = {32'd0, ifindex[context4]};
      SPECIAL_RX_QUEUE: got = {32'd0, rx_queue[context4]};
      SPECIAL_CPU:      got = {58'd0, cpu_d2};
      SPECIAL_TIME:     got = nanoseconds;
      SPECIAL_RANDOM:   got = {32'd0, random};
      SPECIAL_RESULT:   got = result[context4];
      default:          got = redirect_4;  // SPECIAL_REDIRECT
    endcase
  end

  assign put        = puts_d3 & lane_live & (special_4_d2 == SPECIAL_REDIRECT);

  // ---- the answer ----

  assign lane_answer = answer8;

  // ---- leaving ----

  assign borders_out      = borders[leaving_context];
  assign moved_out        = moved[leaving_context];
  assign leaving_head     = moved_out ? borders_out[31:20] : 12'd256;
  assign leaving_length   = moved_out ? {4'd0, borders_out[19:8]} : arrived_length[leaving_context];
  assign leaving_meta     = moved_out ? borders_out[7:0] : 8'd0;
  assign leaving_redirect = redirected[leaving_context] ? redirect[leaving_context] : 64'd0;
  assign leaving_ifindex  = ifindex[leaving_context];

  wire unused_ok = &{1'b0, arrived_length_2[15:12]};

  always @(posedge clk) begin
    // arrival
    if (arrival_valid) begin
      arrived_length[arrival_context] <= arrival_length;
      ifindex[arrival_context] <= arrival_ifindex;
      rx_queue[arrival_context] <= arrival_rx_queue;
    end
    // borders
    head_now <= moved_2 ? borders_2[31:20] : 12'd256;
    length_now <= length2;
    meta_now <= moved_2 ? borders_2[7:0] : 8'd0;
    // moves
    adjusts_d1 <= lane_action == ACTION_ADJUST;
    adjusts_d2 <= adjusts_d1;
    adjusts_d3 <= adjusts_d2;
    if (move) begin
      borders[context6] <= {adjust_new_head, adjust_new_length, adjust_new_meta};
    end
    moved <= (moved & ~arrived)
             | {(context6 == 4'd15) & move, (context6 == 4'd14) & move,
                (context6 == 4'd13) & move, (context6 == 4'd12) & move,
                (context6 == 4'd11) & move, (context6 == 4'd10) & move, (context6 == 4'd9) & move,
                (context6 == 4'd8) & move, (context6 == 4'd7) & move, (context6 == 4'd6) & move,
                (context6 == 4'd5) & move, (context6 == 4'd4) & move, (context6 == 4'd3) & move,
                (context6 == 4'd2) & move, (context6 == 4'd1) & move, (context6 == 4'd0) & move};
    // specials
    special_d1 <= lane_aux;
    length_3_d1 <= length_now;
    meta_3_d1 <= meta_now;
    cpu_d1 <= {2'd0, context2} + cpu_base;
    cpu_d2 <= cpu_d1;
    gets_d1 <= lane_action == ACTION_GET;
    get5 <= {64{gets_d1}} & got;
    if (response_valid) begin
      result[response_context] <= response_value;
    end
    puts_d1 <= lane_action == ACTION_PUT;
    puts_d2 <= puts_d1;
    puts_d3 <= puts_d2;
    special_4_d1 <= special_d1;
    special_4_d2 <= special_4_d1;
    value_d1 <= lane_b;
    value_d2 <= value_d1;
    if (put) begin
      redirect[context6] <= value_d2;
    end
    redirected <= (redirected & ~arrived)
                  | {(context6 == 4'd15) & put, (context6 == 4'd14) & put,
                     (context6 == 4'd13) & put, (context6 == 4'd12) & put,
                     (context6 == 4'd11) & put, (context6 == 4'd10) & put,
                     (context6 == 4'd9) & put, (context6 == 4'd8) & put, (context6 == 4'd7) & put,
                     (context6 == 4'd6) & put, (context6 == 4'd5) & put, (context6 == 4'd4) & put,
                     (context6 == 4'd3) & put, (context6 == 4'd2) & put, (context6 == 4'd1) & put,
                     (context6 == 4'd0) & put};
    // the answer
    move_answer_d1 <= {64{adjusts_6}} & adjust_answer;
    get_5_d1 <= get5;
    get_5_d2 <= get_5_d1;
    answer8 <= get_5_d2 | move_answer_d1;
    if (rst) begin
      moved <= 16'd0;
      redirected <= 16'd0;
      adjusts_d1 <= 1'b0;
      adjusts_d2 <= 1'b0;
      adjusts_d3 <= 1'b0;
      gets_d1 <= 1'b0;
      puts_d1 <= 1'b0;
      puts_d2 <= 1'b0;
      puts_d3 <= 1'b0;
    end
  end

endmodule
