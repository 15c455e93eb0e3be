// Counts the bundles of each packet.
// Generated from Slots.java; edit that file instead.
module slots (
  input  wire        clk,
  input  wire        rst,      // synchronous, active high
  input  wire        arrive,   // a packet arrived: its count is 0
  input  wire        arrive_context,
  input  wire        valid,    // the cycle after issue
  input  wire        this_context,
  input  wire [31:0] limit,
  output wire        reached,  // three cycles after issue: the limit is reached
  input  wire        read_context,
  output wire [31:0] count     // the count of that context, in the same cycle
);

  reg  [1:0]  none;  // no bundle of this context's packet has issued
  reg         valid2;
  reg         context2;
  reg  [31:0] count2;
  reg         reached3;

  (* ram_style = "distributed" *)
  reg  [31:0] counts [0:1];

  wire [1:0] counted;

  assign reached = reached3;
  assign counted = {(context2 == 1'b1) & valid2, (context2 == 1'b0) & valid2};
  assign count   = none[read_context] ? 32'd0 : counts[read_context];

  always @(posedge clk) begin
    valid2 <= valid;
    context2 <= this_context;
    count2 <= none[this_context] ? 32'd1 : counts[this_context] + 32'd1;
    if (valid2) begin
      counts[context2] <= count2;
    end
    reached3 <= count2 >= limit;
    none <= (none & ~counted)
            | {(arrive_context == 1'b1) & arrive, (arrive_context == 1'b0) & arrive};
    if (rst) begin
      none <= 2'd0;
      valid2 <= 1'b0;
    end
  end

endmodule
