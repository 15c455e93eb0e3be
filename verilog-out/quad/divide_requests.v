// Requests in the order in which they were made. It never overflows: a context has at most one.
// Generated from RequestFifo.java; edit that file instead.
module divide_requests (
  input  wire         clk,
  input  wire         rst,  // synchronous, active high
  input  wire         push,
  input  wire [134:0] request,
  output wire         valid,
  output wire [134:0] first,
  input  wire         pop
);

  reg  [4:0] head;
  reg  [4:0] tail;

  (* ram_style = "distributed" *)
  reg  [134:0] requests [0:15];

  wire pop_only_when_valid;  // must hold

  assign valid               = head != tail;
  assign first               = requests[head[3:0]];
  assign pop_only_when_valid = ~pop | valid;

  always @(posedge clk) begin
    if (push) begin
      requests[tail[3:0]] <= request;
      tail <= tail + 5'd1;
    end
    if (pop) begin
      head <= head + 5'd1;
    end
    if (rst) begin
      head <= 5'd0;
      tail <= 5'd0;
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
