// Requests in the order in which they were made. It never overflows: a context has at most one.
// Generated from RequestFifo.java; edit that file instead.
module divide_requests (
  input  wire         clk,
  input  wire         rst,  // synchronous, active high
  input  wire         push,
  input  wire [132:0] request,
  output wire         valid,
  output wire [132:0] first,
  input  wire         pop
);

  reg  [2:0] head;
  reg  [2:0] tail;

  (* ram_style = "distributed" *)
  reg  [132:0] requests [0:3];

  wire pop_only_when_valid;  // must hold

  assign valid               = head != tail;
  assign first               = requests[head[1:0]];
  assign pop_only_when_valid = ~pop | valid;

  always @(posedge clk) begin
    if (push) begin
      requests[tail[1:0]] <= request;
      tail <= tail + 3'd1;
    end
    if (pop) begin
      head <= head + 3'd1;
    end
    if (rst) begin
      head <= 3'd0;
      tail <= 3'd0;
    end
  end

`ifdef ASSERTIONS
  always @(posedge clk) begin
    if (!rst) begin
      assert (pop_only_when_valid);
    end
  end
`else
  wire unused_checks = &{1'b0, pop_only_when_valid};
`endif

endmodule
