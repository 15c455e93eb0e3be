// Reports of one core that wait for their turn. They are never too many: the turn stands at one of
// this core's packets or at an earlier one, and behind that the core can take no more than it has
// contexts and its egress has steps.
// Generated from ReportQueue.java; edit that file instead.
module report_queue (
  input  wire         clk,
  input  wire         rst,            // synchronous, active high
  input  wire         push,
  input  wire [192:0] pushed,
  input  wire         pushed_leaves,  // a packet follows the report
  output wire         valid,
  output wire [192:0] first,
  output wire         first_leaves,
  input  wire         pop
);

  reg  [5:0] head;
  reg  [5:0] tail;

  (* ram_style = "distributed" *)
  reg  [193:0] reports [0:31];

  wire [193:0] oldest;
  wire         pop_only_when_valid;  // must hold
  wire         never_too_many;       // must hold

  assign oldest              = reports[head[4:0]];
  assign valid               = head != tail;
  assign first               = oldest[192:0];
  assign first_leaves        = oldest[193];
  assign pop_only_when_valid = ~pop | valid;
  assign never_too_many      = ~push | ((tail - head) != 6'd32);

  always @(posedge clk) begin
    if (push) begin
      reports[tail[4:0]] <= {pushed_leaves, pushed};
      tail <= tail + 6'd1;
    end
    if (pop) begin
      head <= head + 6'd1;
    end
    if (rst) begin
      head <= 6'd0;
      tail <= 6'd0;
    end
  end

`ifdef ASSERTIONS
  always @(posedge clk) begin
    if (!rst) begin
      assert (pop_only_when_valid);
      assert (never_too_many);
    end
  end
`else
  wire unused_checks = &{1'b0, pop_only_when_valid, never_too_many};
`endif

endmodule
