// A record of every packet that ended with XDP_ABORTED or an unknown action, kept in order until
// the host takes it.
// Generated from Events.java; edit that file instead.
module events (
  input  wire        clk,
  input  wire        rst,  // synchronous, active high
  input  wire        outcome_valid,
  input  wire [5:0]  outcome_context,
  input  wire [2:0]  outcome_cause,
  input  wire [11:0] outcome_address,
  input  wire [63:0] outcome_r0,
  input  wire [31:0] outcome_ifindex,
  input  wire [15:0] outcome_length,
  input  wire [63:0] cycles,
  output wire [5:0]  queue_count,
  output wire [31:0] queue_lost,
  input  wire        queue_pop,
  input  wire [2:0]  queue_index,
  output wire [31:0] queue_word
);

  reg  [5:0]  head;
  reg  [5:0]  tail;
  reg  [31:0] lost_count;
  reg  [31:0] number;  // packets reported
  reg  [31:0] word_read;
  reg         valid_d1;
  reg  [31:0] action_d1;
  reg  [15:0] length_d1;
  reg  [31:0] ifindex_d1;
  reg  [11:0] address_d1;
  reg  [5:0]  context_d1;
  reg  [2:0]  cause_d1;

  (* ram_style = "distributed" *)
  reg  [196:0] records [0:31];

  wire         exception;
  wire [5:0]   used;
  wire         holds;
  wire [196:0] oldest;

  // ---- the record ----

  assign exception = valid_d1 & ((action_d1 == 32'd0) | (action_d1 > 32'd4));

  // ---- the queue ----

  assign used        = tail - head;
  assign holds       = |used;
  assign queue_count = used;
  assign queue_lost  = lost_count;

  // ---- the oldest record ----

  assign oldest     = {197{holds}} & records[head[4:0]];
  assign queue_word = word_read;

  wire unused_ok = &{1'b0, outcome_r0[63:32]};

  always @(posedge clk) begin
    // the record
    valid_d1 <= outcome_valid;
    action_d1 <= outcome_r0[31:0];
    length_d1 <= outcome_length;
    ifindex_d1 <= outcome_ifindex;
    address_d1 <= outcome_address;
    context_d1 <= outcome_context;
    cause_d1 <= outcome_cause;
    if (valid_d1) begin
      number <= number + 32'd1;
    end
    // the queue
    if (exception & ~used[5]) begin
      records[tail[4:0]] <= {cycles, number, length_d1, ifindex_d1, action_d1, address_d1,
                             context_d1, cause_d1};
      tail <= tail + 6'd1;
    end
    if (exception & used[5]) begin
      lost_count <= lost_count + 32'd1;
    end
    if (queue_pop & holds) begin
      head <= head + 6'd1;
    end
    // the oldest record
    case (queue_index)
      3'd0:    word_read <= {4'd0, oldest[20:9], 2'd0, oldest[8:3], 5'd0, oldest[2:0]};
      3'd1:    word_read <= oldest[52:21];
      3'd2:    word_read <= oldest[84:53];
      3'd3:    word_read <= {16'd0, oldest[100:85]};
      3'd4:    word_read <= oldest[132:101];
      3'd5:    word_read <= oldest[164:133];
      3'd6:    word_read <= oldest[196:165];
      default: word_read <= 32'd0;  // 3'd7
    endcase
    if (rst) begin
      head <= 6'd0;
      tail <= 6'd0;
      lost_count <= 32'd0;
      number <= 32'd0;
      valid_d1 <= 1'b0;
    end
  end

endmodule
