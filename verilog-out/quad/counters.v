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
  output wire [31:0] action_count,  // at the index, in the same cycle
  output wire [31:0] cause_count
);

  reg  [31:0] packet_count;
  reg  [3:0]  cleared;
  reg         valid;
  reg  [2:0]  which_action;
  reg  [2:0]  which_cause;

  (* ram_style = "distributed" *)
  reg  [31:0] actions [0:7];

  (* ram_style = "distributed" *)
  reg  [31:0] causes [0:7];

  wire clearing;

  assign packets      = packet_count;
  assign clearing     = ~cleared[3];
  assign action_count = actions[index];
  assign cause_count  = causes[index];

  always @(posedge clk) begin
    if (arrived) begin
      packet_count <= packet_count + 32'd1;
    end
    if (clearing) begin
      cleared <= cleared + 4'd1;
    end
    valid <= reported;
    which_action <= (action > 32'd4) ? 3'd5 : action[2:0];
    which_cause <= cause;
    if (clearing | valid) begin
      actions[clearing ? cleared[2:0] : which_action] <= clearing ? 32'd0
                                                         : actions[which_action] + 32'd1;
      causes[clearing ? cleared[2:0] : which_cause] <= clearing ? 32'd0
                                                       : causes[which_cause] + 32'd1;
    end
    if (rst) begin
      packet_count <= 32'd0;
      cleared <= 4'd0;
      valid <= 1'b0;
    end
  end

endmodule
