// Counts packets, by action and by cause. The counts are set to 0 in the first eight cycles after
// reset, before a packet can come.
// Generated from Counters.java; edit that file instead.
module counters (
  input  wire        clk,
  input  wire        rst,           // synchronous, active high
  input  wire        arrived,
  input  wire        reported,
  input  wire [31:0] action,
  input  wire [2:0]  cause,
  input  wire [2:0]  index,
  output wire [31:0] packets,
  output wire [31:0] action_count,  // at the index of this cycle and the one before
  output wire [31:0] cause_count
);

  reg  [31:0] packet_count;
  reg  [3:0]  cleared;
  reg         valid;
  reg  [2:0]  which_action;
  reg  [2:0]  which_cause;
  reg         reported_d1;
  reg  [31:0] action_d1;
  reg  [2:0]  cause_d1;
  reg         action_carries_d1;
  reg  [2:0]  action_upper_d1;
  reg  [15:0] action_low_read_d1;
  reg         cause_carries_d1;
  reg  [2:0]  cause_upper_d1;
  reg  [15:0] cause_low_read_d1;

  (* ram_style = "distributed" *)
  reg  [15:0] actions_low [0:7];

  (* ram_style = "distributed" *)
  reg  [15:0] actions_high [0:7];

  (* ram_style = "distributed" *)
  reg  [15:0] causes_low [0:7];

  (* ram_style = "distributed" *)
  reg  [15:0] causes_high [0:7];

  wire        clearing;
  wire [16:0] action_low;
  wire [16:0] cause_low;

  assign packets      = packet_count;
  assign clearing     = ~cleared[3];
  assign action_low   = {1'b0, actions_low[which_action]} + 17'd1;
  assign action_count = {actions_high[index], action_low_read_d1};
  assign cause_low    = {1'b0, causes_low[which_cause]} + 17'd1;
  assign cause_count  = {causes_high[index], cause_low_read_d1};

  always @(posedge clk) begin
    if (arrived) begin
      packet_count <= packet_count + 32'd1;
    end
    if (clearing) begin
      cleared <= cleared + 4'd1;
    end
    reported_d1 <= reported;
    valid <= reported_d1;
    action_d1 <= action;
    which_action <= (action_d1 > 32'd4) ? 3'd5 : action_d1[2:0];
    cause_d1 <= cause;
    which_cause <= cause_d1;
    if (clearing | valid) begin
      actions_low[clearing ? cleared[2:0] : which_action] <= clearing ? 16'd0 : action_low[15:0];
    end
    action_carries_d1 <= valid & action_low[16];
    action_upper_d1 <= which_action;
    if (clearing | action_carries_d1) begin
      actions_high[clearing ? cleared[2:0] : action_upper_d1] <= clearing ? 16'd0
                                                                 : actions_high[action_upper_d1]
                                                                   + 16'd1;
    end
    action_low_read_d1 <= actions_low[index];
    if (clearing | valid) begin
      causes_low[clearing ? cleared[2:0] : which_cause] <= clearing ? 16'd0 : cause_low[15:0];
    end
    cause_carries_d1 <= valid & cause_low[16];
    cause_upper_d1 <= which_cause;
    if (clearing | cause_carries_d1) begin
      causes_high[clearing ? cleared[2:0] : cause_upper_d1] <= clearing ? 16'd0
                                                               : causes_high[cause_upper_d1]
                                                                 + 16'd1;
    end
    cause_low_read_d1 <= causes_low[index];
    if (rst) begin
      packet_count <= 32'd0;
      cleared <= 4'd0;
      valid <= 1'b0;
      reported_d1 <= 1'b0;
      action_carries_d1 <= 1'b0;
      cause_carries_d1 <= 1'b0;
    end
  end

endmodule
