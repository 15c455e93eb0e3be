// Counts the bundles of each packet.
// Generated from Slots.java; edit that file instead.
module slots (
  input  wire        clk,
  input  wire        rst,      // synchronous, active high
  input  wire        arrive,   // a packet arrived: its count is 0
  input  wire [3:0]  arrive_context,
  input  wire        valid,    // the cycle after issue
  input  wire [3:0]  this_context,
  input  wire [31:0] limit,
  output wire        reached,  // four cycles after issue: the limit is reached
  input  wire [3:0]  read_context,
  output wire [31:0] count     // the count of that context, in the same cycle
);

  reg  [15:0] none;  // no bundle of this context's packet has issued
  reg  [31:0] before2;
  reg  [31:0] count3;
  reg         reached4;
  reg         valid_d1;
  reg         valid_d2;
  reg  [3:0]  context_d1;
  reg  [3:0]  context_d2;

  (* ram_style = "distributed" *)
  reg  [31:0] counts [0:15];

  wire [15:0] counted;

  assign reached = reached4;
  assign counted = {(context_d2 == 4'd15) & valid_d2, (context_d2 == 4'd14) & valid_d2,
                    (context_d2 == 4'd13) & valid_d2, (context_d2 == 4'd12) & valid_d2,
                    (context_d2 == 4'd11) & valid_d2, (context_d2 == 4'd10) & valid_d2,
                    (context_d2 == 4'd9) & valid_d2, (context_d2 == 4'd8) & valid_d2,
                    (context_d2 == 4'd7) & valid_d2, (context_d2 == 4'd6) & valid_d2,
                    (context_d2 == 4'd5) & valid_d2, (context_d2 == 4'd4) & valid_d2,
                    (context_d2 == 4'd3) & valid_d2, (context_d2 == 4'd2) & valid_d2,
                    (context_d2 == 4'd1) & valid_d2, (context_d2 == 4'd0) & valid_d2};
  assign count   = none[read_context] ? 32'd0 : counts[read_context];

  always @(posedge clk) begin
    before2 <= none[this_context] ? 32'd0 : counts[this_context];
    count3 <= before2 + 32'd1;
    valid_d1 <= valid;
    valid_d2 <= valid_d1;
    context_d1 <= this_context;
    context_d2 <= context_d1;
    if (valid_d2) begin
      counts[context_d2] <= count3;
    end
    reached4 <= count3 >= limit;
    none <= (none & ~counted)
            | {(arrive_context == 4'd15) & arrive, (arrive_context == 4'd14) & arrive,
               (arrive_context == 4'd13) & arrive, (arrive_context == 4'd12) & arrive,
               (arrive_context == 4'd11) & arrive, (arrive_context == 4'd10) & arrive,
               (arrive_context == 4'd9) & arrive, (arrive_context == 4'd8) & arrive,
               (arrive_context == 4'd7) & arrive, (arrive_context == 4'd6) & arrive,
               (arrive_context == 4'd5) & arrive, (arrive_context == 4'd4) & arrive,
               (arrive_context == 4'd3) & arrive, (arrive_context == 4'd2) & arrive,
               (arrive_context == 4'd1) & arrive, (arrive_context == 4'd0) & arrive};
    if (rst) begin
      none <= 16'd0;
      valid_d1 <= 1'b0;
      valid_d2 <= 1'b0;
    end
  end

endmodule
